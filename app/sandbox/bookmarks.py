"""The links at the top of a channel."""

from dataclasses import dataclass, replace

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.state import State

MOST_IN_CHANNEL = 100


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A link; times in unix seconds."""

    id: str
    channel_id: str
    title: str
    link: str
    emoji: str
    created_s: int
    updated_s: int
    updated_by: str
    app_id: str

    def as_json(self, team_id: str) -> Json:
        return {
            "id": self.id, "channel_id": self.channel_id, "title": self.title, "link": self.link, "emoji": self.emoji,
            "icon_url": "", "type": "link", "entity_id": None, "date_created": self.created_s,
            "date_updated": self.updated_s, "rank": "u", "last_updated_by_user_id": self.updated_by,
            "last_updated_by_team_id": team_id, "shortcut_id": None, "app_id": self.app_id, "app_action_id": None,
        }  # fmt: skip


class Bookmarks:
    """The rules of bookmarks."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._by_channel: dict[str, dict[str, Bookmark]] = {}

    def of(self, channel: Channel) -> list[Bookmark]:
        return list(self._by_channel.get(channel.id, {}).values())

    def add(self, channel: Channel, user_id: str, *, title: str, link: str, emoji: str, app_id: str) -> Bookmark:
        """Adds a link. Raises `invalid_link`, `too_many_bookmarks`."""
        if not link.startswith(("https://", "http://")):
            raise SlackError("invalid_link")
        here = self._by_channel.setdefault(channel.id, {})
        if len(here) >= MOST_IN_CHANNEL:
            raise SlackError("too_many_bookmarks")
        now_s = self._state.now_s()
        bookmark = Bookmark(self._state.ids.new("Bk"), channel.id, title, link, emoji, now_s, 0, user_id, app_id)
        here[bookmark.id] = bookmark
        self._changed(channel)
        return bookmark

    def edit(self, channel: Channel, bookmark_id: str, user_id: str, *, title: str, link: str, emoji: str) -> Bookmark:
        """Changes what is not empty. Raises `not_found`, `invalid_link`."""
        if link and not link.startswith(("https://", "http://")):
            raise SlackError("invalid_link")
        old = self._known(channel, bookmark_id)
        new = replace(
            old, title=title or old.title, link=link or old.link, emoji=emoji or old.emoji, updated_by=user_id,
            updated_s=self._state.now_s(),
        )  # fmt: skip
        self._by_channel[channel.id][bookmark_id] = new
        self._changed(channel)
        return new

    def remove(self, channel: Channel, bookmark_id: str) -> None:
        """Takes a link away. Raises `not_found`."""
        self._known(channel, bookmark_id)
        del self._by_channel[channel.id][bookmark_id]
        self._changed(channel)

    def _known(self, channel: Channel, bookmark_id: str) -> Bookmark:
        bookmark = self._by_channel.get(channel.id, {}).get(bookmark_id)
        if bookmark is None:
            raise SlackError("not_found")
        return bookmark

    def _changed(self, channel: Channel) -> None:
        shown = [bookmark.as_json(self._state.team_id) for bookmark in self.of(channel)]
        self._state.show("bookmarks", "", channel, bookmarks=shown)
