"""One call of a Web API method: who calls, with what, on which workspace."""

from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.arguments import Arguments
from app.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """What a method gets to work with."""

    workspace: Workspace
    app: App
    args: Arguments
    page_limit: int | None = None

    @property
    def actor(self) -> str:
        """The user id of the bot that calls."""
        return self.app.bot_user_id

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that an argument names and the bot can see. Raises `channel_not_found`."""
        return self.workspace.channels.visible(self.args.text(name), self.actor)

    def joined_channel(self, name: str = "channel") -> Channel:
        """The same, and the bot must be in it. Raises `not_in_channel`."""
        channel = self.channel(name)
        if self.actor not in channel.members:
            raise SlackError("not_in_channel")
        return channel


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: its name, and what it does. What `run` gives stands beside `ok` in the answer."""

    name: str
    run: Callable[[Call], Json]
