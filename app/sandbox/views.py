"""Modals and Home tabs: what an app shows one person outside the channels."""

import hashlib
from dataclasses import dataclass

from app.sandbox.blocks import filled_blocks
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json, as_objects, as_text, dump
from app.sandbox.state import State

MOST_STACKED = 3
_KEPT = (
    "type", "title", "submit", "close", "private_metadata", "callback_id", "external_id", "clear_on_close",
    "notify_on_close", "submit_disabled",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class View:
    """A view as it stands now. `body` is what the app gave, with what Slack fills in; `values` what is typed in it."""

    id: str
    app: App
    user_id: str
    body: Json
    hash: str
    root_id: str
    previous_id: str
    values: Json

    @property
    def is_home(self) -> bool:
        return self.body.get("type") == "home"

    @property
    def blocks(self) -> list[Json]:
        return as_objects(self.body.get("blocks"))

    @property
    def external_id(self) -> str:
        return as_text(self.body.get("external_id"))

    def as_json(self, team_id: str) -> Json:
        """The view as views.open answers it and as interactions carry it."""
        return self.body | {
            "id": self.id, "team_id": team_id, "hash": self.hash, "state": {"values": self.values},
            "root_view_id": self.root_id, "previous_view_id": self.previous_id or None, "app_id": self.app.app_id,
            "app_installed_team_id": team_id, "bot_id": self.app.bot_id,
        }  # fmt: skip


class Views:
    """A person has one stack of modals at a time, and one Home tab for each app."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}

    def stack(self, user_id: str) -> list[View]:
        """The modals that somebody has open, the visible one last."""
        return list(self._stacks.get(user_id, []))

    def home(self, user_id: str, app_id: str) -> View | None:
        return self._homes.get((user_id, app_id))

    def known(self, view_id: str) -> View:
        """An open modal or a Home tab. Raises `not_found`."""
        found = next((view for view in self._all() if view.id == view_id), None)
        if found is None:
            raise SlackError("not_found")
        return found

    def open(self, app: App, user_id: str, body: Json) -> View:
        """Opens a modal, in place of whatever was open. Raises `duplicate_external_id`."""
        view = self._new(app, user_id, body)
        self._stacks[user_id] = [view]
        self._show(view.user_id)
        return view

    def push(self, app: App, user_id: str, body: Json) -> View:
        """Puts a modal over the open one. Raises `not_found`, `push_limit_reached`, `duplicate_external_id`."""
        stack = self._stacks.get(user_id)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MOST_STACKED:
            raise SlackError("push_limit_reached")
        view = self._new(app, user_id, body, below=stack[-1])
        stack.append(view)
        self._show(user_id)
        return view

    def update(self, app: App, body: Json, *, view_id: str = "", external_id: str = "", known_hash: str = "") -> View:
        """Changes a view in place. Raises `not_found`, `hash_conflict`."""
        view = next(
            (one for one in self._all()
             if one.app.app_id == app.app_id and (one.id == view_id or (external_id and one.external_id == external_id))),
            None,
        )  # fmt: skip
        if view is None:
            raise SlackError("not_found")
        if known_hash and known_hash != view.hash:
            raise SlackError("hash_conflict")
        self._fill(view, body)
        self._show(view.user_id, view)
        return view

    def publish(self, app: App, user_id: str, body: Json, known_hash: str = "") -> View:
        """Sets somebody's Home tab. Raises `not_enabled`, `hash_conflict`."""
        self._state.users.known(user_id)
        if not app.home_tab:
            raise SlackError("not_enabled")
        view = self._homes.get((user_id, app.app_id))
        if view is None:
            view = self._new(app, user_id, body)
            self._homes[(user_id, app.app_id)] = view
        else:
            if known_hash and known_hash != view.hash:
                raise SlackError("hash_conflict")
            self._fill(view, body)
        self._show(user_id, view)
        return view

    def close(self, view: View) -> None:
        """Takes a modal off; what was below it shows again."""
        stack = self._stacks.get(view.user_id, [])
        if view in stack:
            del stack[stack.index(view) :]
        self._show(view.user_id)

    def clear(self, user_id: str) -> list[View]:
        """Closes all of somebody's modals, and says which."""
        closed = self._stacks.pop(user_id, [])
        self._show(user_id)
        return closed

    def _all(self) -> list[View]:
        return [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]

    def _new(self, app: App, user_id: str, body: Json, below: View | None = None) -> View:
        external_id = as_text(body.get("external_id"))
        if external_id and any(one.external_id == external_id and one.app is app for one in self._all()):
            raise SlackError("duplicate_external_id")
        view_id = self._state.ids.new("V")
        view = View(view_id, app, user_id, {}, "", below.root_id if below else view_id, below.id if below else "", {})
        self._fill(view, body)
        return view

    def _fill(self, view: View, body: Json) -> None:
        usual: Json = {
            "title": None, "submit": None, "close": None, "private_metadata": "", "callback_id": "",
            "external_id": "", "clear_on_close": False, "notify_on_close": False,
        }  # fmt: skip
        given = {name: body[name] for name in _KEPT if name in body}
        blocks = filled_blocks(as_objects(body.get("blocks")), self._state.ids)
        view.body = usual | given | {"blocks": blocks}
        stamp = self._state.stamps.new()
        view.hash = f"{stamp.partition('.')[0]}.{hashlib.sha256((stamp + dump(view.body)).encode()).hexdigest()[:8]}"

    def _show(self, user_id: str, view: View | None = None) -> None:
        if view is not None and view.is_home:
            self._state.show("home", user_id, view=view.as_json(self._state.team_id))
        else:
            stack = [one.as_json(self._state.team_id) for one in self.stack(user_id)]
            self._state.show("views", user_id, views=stack)
