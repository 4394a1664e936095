"""What a person can do in a workspace, by user id: used by the chat page, the demo, tests and replays."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.sandbox.assistants import AssistantThread
from app.sandbox.channels import Channel
from app.sandbox.compose import link_names
from app.sandbox.delivery.interaction import Interactions, Outcome
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.posting import Content
from app.sandbox.workspace import Workspace


class HasInteractions(Protocol):
    """The running server: what a person's clicks and commands need and talk alone does not."""

    @property
    def interactions(self) -> Interactions: ...


class Acts:
    """People's acts. Texts are in Slack's own form (`<@U1>`, `&amp;`); `compose.as_sent` makes it of typed text.

    Every act raises SlackError as Slack would refuse it. A `ts` is for replays: the time it happened then.
    """

    def __init__(self, workspace: Workspace, server: HasInteractions | None = None) -> None:
        self._workspace = workspace
        self._server = server

    def say(
        self, user: str, channel: str, text: str, *, thread_ts: str = "", ts: str = "", broadcast: bool = False,
        files: Sequence[Json] = (), attachments: Sequence[Json] = (), blocks: Sequence[Json] = (), subtype: str = "",
    ) -> str:  # fmt: skip
        """Says something and gives its ts."""
        content = Content(
            text=text, files=list(files) or None, attachments=list(attachments) or None, blocks=list(blocks) or None
        )
        where = self._writable(channel, user)
        said = self._workspace.posting.say(
            where, user, content, thread_ts=thread_ts, broadcast=broadcast, ts=ts, subtype=subtype
        )
        return said.ts

    def say_as_bot(
        self, username: str, channel: str, text: str = "", *, thread_ts: str = "", ts: str = "",
        attachments: Sequence[Json] = (), blocks: Sequence[Json] = (),
    ) -> str:  # fmt: skip
        """An alert app posts, as through an incoming webhook."""
        content = Content(text=text, attachments=list(attachments) or None, blocks=list(blocks) or None)
        where = self._open(channel)
        bot = self._workspace.bot_named(username)
        return self._workspace.posting.say_as_bot(where, bot, content, thread_ts=thread_ts, ts=ts).ts

    def edit(self, user: str, channel: str, message_ts: str, text: str, *, ts: str = "") -> None:
        """Edits one's own message."""
        where = self._writable(channel, user)
        message = self._own(where, user, message_ts, "cant_update_message")
        self._workspace.posting.edit(where, message, user, Content(text=text), ts=ts)

    def delete(self, user: str, channel: str, message_ts: str, *, ts: str = "") -> None:
        """Deletes one's own message."""
        where = self._writable(channel, user)
        message = self._own(where, user, message_ts, "cant_delete_message")
        self._workspace.posting.delete(where, message, ts=ts)

    def react(self, user: str, channel: str, message_ts: str, name: str, *, ts: str = "") -> None:
        where = self._visible(channel, user)
        self._workspace.marks.react(where, where.log.known(message_ts), user, name, ts=ts)

    def unreact(self, user: str, channel: str, message_ts: str, name: str, *, ts: str = "") -> None:
        where = self._visible(channel, user)
        self._workspace.marks.unreact(where, where.log.known(message_ts), user, name, ts=ts)

    def pin(self, user: str, channel: str, message_ts: str, *, ts: str = "") -> None:
        where = self._writable(channel, user)
        self._workspace.marks.pin(where, where.log.known(message_ts), user, ts=ts)

    def unpin(self, user: str, channel: str, message_ts: str, *, ts: str = "") -> None:
        where = self._writable(channel, user)
        self._workspace.marks.unpin(where, where.log.known(message_ts), user, ts=ts)

    def upload(
        self, user: str, channel: str, filename: str, content: bytes, title: str = "", *, text: str = "",
        thread_ts: str = "",
    ) -> str:  # fmt: skip
        """Shares a file and gives the ts of the message that carries it."""
        where = self._writable(channel, user)
        file = self._workspace.files.add(user, filename, content, title)
        return self._workspace.files.share(where, user, [file], text, thread_ts=thread_ts).ts

    def edit_canvas(self, user: str, channel: str, markdown: str) -> None:
        """Writes a channel's canvas anew. Raises `canvas_not_found`."""
        canvases = self._workspace.canvases
        canvas = canvases.known(self._writable(channel, user).canvas_id)
        change: Json = {"operation": "replace", "document_content": {"type": "markdown", "markdown": markdown}}
        canvases.edit(user, canvas, [change])

    def create_channel(self, user: str, name: str, *, private: bool = False, channel_id: str = "") -> str:
        """Makes a channel and gives its id."""
        return self._workspace.membership.create(user, name, private=private, channel_id=channel_id).id

    def join(self, user: str, channel: str, *, ts: str = "") -> None:
        """Joins a channel. With a `ts` also a private one, for a replay does not know who invited."""
        where = self._open(channel)
        if ts:
            if user not in where.members:
                self._workspace.membership.enter(where, user, ts=ts)
            return
        self._workspace.membership.join(where, user)

    def leave(self, user: str, channel: str, *, ts: str = "") -> None:
        self._workspace.membership.leave(self._visible(channel, user), user, ts=ts)

    def invite(self, user: str, channel: str, invited: str) -> None:
        self._workspace.membership.invite(self._visible(channel, user), user, invited)

    def kick(self, user: str, channel: str, kicked: str) -> None:
        self._workspace.membership.kick(self._visible(channel, user), user, kicked)

    def archive(self, user: str, channel: str) -> None:
        self._workspace.membership.archive(self._visible(channel, user), user)

    def unarchive(self, user: str, channel: str) -> None:
        self._workspace.membership.unarchive(self._visible(channel, user), user)

    def rename(self, user: str, channel: str, name: str, *, ts: str = "") -> None:
        self._workspace.membership.rename(self._visible(channel, user), user, name, ts=ts)

    def set_topic(self, user: str, channel: str, topic: str, *, ts: str = "") -> None:
        self._workspace.membership.set_topic(self._visible(channel, user), user, topic, ts=ts)

    def set_purpose(self, user: str, channel: str, purpose: str, *, ts: str = "") -> None:
        self._workspace.membership.set_purpose(self._visible(channel, user), user, purpose, ts=ts)

    def direct(self, user: str, *others: str) -> str:
        """Opens direct messages and gives the conversation's id."""
        return self._workspace.membership.open_direct({user, *others})[0].id

    async def command(self, user: str, channel: str, line: str) -> Outcome:
        """Types a slash command with its text, such as `/inc new Checkout is down`, and waits for the answer."""
        name, _, text = line.strip().partition(" ")
        app = next((one for one in self._workspace.apps.values() if one.command(name)), None)
        command = app.command(name) if app else None
        if command is not None and command.should_escape:
            text = link_names(self._workspace, text, labels=True)
        return await self._interactions.command(user, self._visible(channel, user), name, text.strip())

    async def click(
        self, user: str, channel: str, message_ts: str, action_id: str, choice: object = None, *, block_id: str = "",
        values: Mapping[str, object] | None = None,
    ) -> Outcome:  # fmt: skip
        """Presses a button of a message, or picks `choice` (an option's value, an id, a date) in a menu of it.

        `values` is what stands in the message's other fields, as for `submit_view`.
        """
        where = self._visible(channel, user)
        message = self._workspace.posting.ephemeral.get(message_ts)
        if message is None or message.only_for != user:
            message = where.log.known(message_ts)
        return await self._interactions.click(
            user, where, message, action_id, choice=choice, block_id=block_id, typed=values or {}
        )

    async def click_in_view(
        self, user: str, view_id: str, action_id: str, choice: object = None, *, block_id: str = "",
        values: Mapping[str, object] | None = None,
    ) -> Outcome:  # fmt: skip
        """The same in a modal or on a Home tab."""
        view = self._workspace.views.known(view_id)
        if view.user_id != user:
            raise SlackError("not_found")
        return await self._interactions.click_in_view(view, action_id, choice, block_id, typed=values or {})

    async def submit_view(self, user: str, view_id: str, values: Mapping[str, object]) -> Outcome:
        """Submits a form; `values` by block_id, and by action_id in it where a block has several elements."""
        view = self._workspace.views.known(view_id)
        if view.user_id != user:
            raise SlackError("not_found")
        return await self._interactions.submit(view, values)

    async def close_view(self, user: str, view_id: str, *, all_of_them: bool = False) -> Outcome:
        """Closes a form by its cross; `all_of_them` closes what is below it too."""
        view = self._workspace.views.known(view_id)
        if view.user_id != user:
            raise SlackError("not_found")
        return await self._interactions.close(view, all_of_them=all_of_them)

    def open_home(self, user: str, app_id: str, tab: str = "home") -> None:
        """Opens an app's Home (or its Messages) tab."""
        app = self._workspace.apps.get(app_id)
        if app is None:
            raise SlackError("app_not_found")
        channel, _ = self._workspace.membership.open_direct({user, app.bot_user_id})
        view = self._workspace.views.home(user, app_id)
        event: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab,
                       "event_ts": self._workspace.stamps.new()}  # fmt: skip
        if view is not None and tab == "home":
            event["view"] = view.as_json(self._workspace.team_id)
        self._workspace.publish_to(app_id, event)

    def open_assistant(self, user: str, app_id: str, viewing: str = "") -> AssistantThread:
        """Opens an app's assistant pane beside a channel; what is said in it is said in the thread that this gives."""
        app = self._workspace.apps.get(app_id)
        if app is None:
            raise SlackError("app_not_found")
        channel, _ = self._workspace.membership.open_direct({user, app.bot_user_id})
        return self._workspace.assistants.open(user, app, channel.id, viewing)

    async def message_shortcut(self, user: str, callback_id: str, channel: str, message_ts: str) -> Outcome:
        where = self._visible(channel, user)
        return await self._interactions.message_shortcut(user, callback_id, where, where.log.known(message_ts))

    async def global_shortcut(self, user: str, callback_id: str) -> Outcome:
        return await self._interactions.global_shortcut(user, callback_id)

    @property
    def _interactions(self) -> Interactions:
        if self._server is None:
            raise SlackError("no_server")
        return self._server.interactions

    def _visible(self, channel: str, user: str) -> Channel:
        self._workspace.users.known(user)
        return self._workspace.channels.visible(channel, user)

    def _open(self, channel: str) -> Channel:
        where = self._workspace.channels.known(channel)
        if where.archived:
            raise SlackError("is_archived")
        return where

    def _writable(self, channel: str, user: str) -> Channel:
        where = self._visible(channel, user)
        if where.archived:
            raise SlackError("is_archived")
        if user not in where.members:
            raise SlackError("not_in_channel")
        return where

    def _own(self, channel: Channel, user: str, ts: str, otherwise: str) -> Message:
        message = channel.log.known(ts)
        if message.user != user:
            raise SlackError(otherwise)
        return message
