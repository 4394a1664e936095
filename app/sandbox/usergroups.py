"""User groups, which a message mentions as `<!subteam^S1>`."""

from dataclasses import dataclass

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.state import State


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A group of users with a handle."""

    id: str
    handle: str
    name: str
    description: str
    users: tuple[str, ...]
    created_s: int
    created_by: str


class UserGroups:
    """The user groups of a workspace."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._groups: dict[str, UserGroup] = {}

    def all(self) -> list[UserGroup]:
        return list(self._groups.values())

    def known(self, group_id: str) -> UserGroup:
        """Raises `no_such_subteam`."""
        if group_id not in self._groups:
            raise SlackError("no_such_subteam")
        return self._groups[group_id]

    def add(
        self, handle: str, name: str = "", *, users: tuple[str, ...] = (), description: str = "", group_id: str = "",
        created_by: str = "",
    ) -> UserGroup:  # fmt: skip
        """A new group, or another version of the one with this id."""
        known = group_id in self._groups
        group = UserGroup(
            group_id or self._state.ids.new("S"), handle, name or handle, description, users, self._state.now_s(),
            created_by,
        )  # fmt: skip
        self._groups[group.id] = group
        kind = "subteam_updated" if known else "subteam_created"
        self._state.publish(
            {"type": kind, "subteam": self.as_json(group, users=True), "event_ts": self._state.stamps.new()}
        )
        return group

    def as_json(self, group: UserGroup, *, users: bool) -> Json:
        """A group as usergroups.list answers it."""
        answer: Json = {
            "id": group.id, "team_id": self._state.team_id, "is_usergroup": True, "is_subteam": True,
            "name": group.name, "description": group.description, "handle": group.handle, "is_external": False,
            "date_create": group.created_s, "date_update": group.created_s, "date_delete": 0,
            "auto_provision": False, "enterprise_subteam_id": "", "created_by": group.created_by,
            "updated_by": group.created_by, "prefs": {"channels": [], "groups": []},
            "user_count": len(group.users), "channel_count": 0,
        }  # fmt: skip
        return answer | ({"users": list(group.users)} if users else {})
