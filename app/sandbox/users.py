"""The people and bots of a workspace."""

from dataclasses import dataclass

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the user that stands for an app's bot. `tz_offset_s` is in seconds east of UTC."""

    id: str
    name: str
    real_name: str = ""
    display_name: str = ""
    email: str = ""
    title: str = ""
    tz: str = "Etc/UTC"
    tz_offset_s: int = 0
    color: str = "4bbe2e"
    is_bot: bool = False
    bot_id: str = ""
    app_id: str = ""
    deleted: bool = False
    is_restricted: bool = False
    is_admin: bool = False
    updated_s: int = 0

    @property
    def shown_name(self) -> str:
        """The name that Slack shows beside a message."""
        return self.display_name or self.real_name or self.name


@dataclass(frozen=True, slots=True)
class Bot:
    """Who speaks in a bot's message: an installed app's bot, or an alert app that only posts."""

    id: str
    name: str
    app_id: str
    user_id: str = ""
    updated_s: int = 0


def user_json(user: User, team_id: str, *, email: bool = True) -> Json:
    """A user as users.info answers it; the address only for those who may read it."""
    answer: Json = {
        "id": user.id, "team_id": team_id, "name": user.name, "deleted": user.deleted, "color": user.color,
        "real_name": user.real_name or user.name, "tz": user.tz, "tz_label": user.tz, "tz_offset": user.tz_offset_s,
        "profile": profile_json(user, team_id, email=email),
        "is_admin": user.is_admin, "is_owner": False, "is_primary_owner": False, "is_restricted": user.is_restricted,
        "is_ultra_restricted": False, "is_bot": user.is_bot, "is_app_user": False, "updated": user.updated_s,
        "is_email_confirmed": bool(user.email), "who_can_share_contact_card": "EVERYONE",
    }  # fmt: skip
    return answer


def profile_json(user: User, team_id: str, *, email: bool = True) -> Json:
    """A user's profile as users.profile.get answers it."""
    real_name = user.real_name or user.name
    first, _, last = real_name.partition(" ")
    profile: Json = {
        "title": user.title, "phone": "", "skype": "", "real_name": real_name, "real_name_normalized": real_name,
        "display_name": user.display_name, "display_name_normalized": user.display_name,
        "status_text": "", "status_emoji": "", "status_expiration": 0, "avatar_hash": "",
        "first_name": first, "last_name": last, "team": team_id,
    }  # fmt: skip
    if email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"bot_id": user.bot_id, "api_app_id": user.app_id, "always_active": True}
    return profile


def bot_json(bot: Bot) -> Json:
    """A bot as bots.info answers it."""
    answer: Json = {"id": bot.id, "deleted": False, "name": bot.name, "updated": bot.updated_s, "app_id": bot.app_id}
    if bot.user_id:
        answer["user_id"] = bot.user_id
    return answer


class Users(dict[str, User]):
    """Users by id."""

    def known(self, user_id: str) -> User:
        """The user of that id. Raises `user_not_found`."""
        user = self.get(user_id)
        if user is None:
            raise SlackError("user_not_found")
        return user

    def named(self, name: str) -> User | None:
        """Who is called so: by user name first, then by the name shown."""
        wanted = name.removeprefix("@").casefold()
        by_name = (user for user in self.values() if user.name.casefold() == wanted)
        by_shown_name = (user for user in self.values() if user.shown_name.casefold() == wanted)
        return next(by_name, None) or next(by_shown_name, None)
