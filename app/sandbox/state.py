"""What a workspace is made of, shared by the rules that work on it."""

from dataclasses import replace

from app.sandbox.changes import Bus, Change
from app.sandbox.channels import Channel, Channels
from app.sandbox.ids import Ids
from app.sandbox.install import App, Apps
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.timestamps import Clock, Timestamps
from app.sandbox.users import Bot, User, Users, user_json


class State:
    """Everything that stands in a workspace now. Lives in memory, is changed by one event loop only."""

    def __init__(self, clock: Clock, name: str, domain: str, timer: Clock) -> None:
        self.clock = clock
        self.timer = timer
        self.name = name
        self.domain = domain
        self.url = f"https://{domain}.slack.com/"
        self.ids = Ids()
        self.team_id = self.ids.new("T")
        self.stamps = Timestamps(clock)
        self.bus = Bus()
        self.users = Users()
        self.bots: dict[str, Bot] = {}
        self.channels = Channels()
        self.apps = Apps()

    def now_s(self) -> int:
        return int(self.clock())

    def add_user(
        self, name: str, real_name: str = "", *, user_id: str = "", display_name: str = "", email: str = "",
        title: str = "", tz: str = "Etc/UTC", tz_offset_s: int = 0, deleted: bool = False, is_restricted: bool = False,
        is_admin: bool = False,
    ) -> User:  # fmt: skip
        """A new person. `user_id` is for one who had an id elsewhere, as in an export."""
        user = User(
            id=user_id or self.ids.new("U"), name=name, real_name=real_name or name, display_name=display_name,
            email=email, title=title, tz=tz, tz_offset_s=tz_offset_s, deleted=deleted, is_restricted=is_restricted,
            is_admin=is_admin, updated_s=self.now_s(),
        )  # fmt: skip
        self.users[user.id] = user
        self.bus.publish(Change({"type": "team_join", "user": user_json(user, self.team_id)}))
        return user

    def change_user(self, user_id: str, *, deleted: bool | None = None, real_name: str = "") -> User:
        """Renames or deactivates somebody."""
        user = self.users.known(user_id)
        user = replace(
            user,
            deleted=user.deleted if deleted is None else deleted,
            real_name=real_name or user.real_name,
            updated_s=self.now_s(),
        )
        self.users[user.id] = user
        event: Json = {"type": "user_change", "user": user_json(user, self.team_id), "cache_ts": self.now_s()}
        self.bus.publish(Change(event))
        return user

    def add_bot(self, name: str, *, bot_id: str = "", app_id: str = "", user_id: str = "") -> Bot:
        """Somebody who posts without being a person: an app's bot, or an alert app."""
        bot = Bot(bot_id or self.ids.new("B"), name, app_id or self.ids.new("A"), user_id, self.now_s())
        self.bots[bot.id] = bot
        return bot

    def bot_named(self, name: str) -> Bot:
        """The alert app of that name, made when it speaks for the first time."""
        known = next((bot for bot in self.bots.values() if bot.name == name and not bot.user_id), None)
        return known or self.add_bot(name)

    def add_app(self, app: App) -> None:
        """Makes the app's bot a member of the workspace."""
        self.apps[app.app_id] = app
        self.add_bot(app.name, bot_id=app.bot_id, app_id=app.app_id, user_id=app.bot_user_id)
        self.users[app.bot_user_id] = User(
            id=app.bot_user_id, name=app.name.lower().replace(" ", "_"), real_name=app.name, is_bot=True,
            bot_id=app.bot_id, app_id=app.app_id, updated_s=self.now_s(),
        )  # fmt: skip

    def permalink(self, channel: Channel, message: Message) -> str:
        """The address of a message; a reply's also names its thread."""
        link = f"{self.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
        return f"{link}?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else link

    def publish(self, event: Json, channel: Channel | None = None) -> None:
        """Tells everybody who may know of it."""
        self.bus.publish(Change(event, channel))

    def publish_to(self, app_id: str, event: Json, channel: Channel | None = None) -> None:
        """Tells one app alone."""
        self.bus.publish(Change(event, channel, app_id=app_id))

    def show(self, kind: str, user_id: str, channel: Channel | None = None, **details: object) -> None:
        """Tells the chat page something that is no event of Slack's; `user_id` names the one who may see it."""
        self.bus.publish(Change({"type": f"sandbox.{kind}", **details}, channel, only_for=user_id))
