"""A Slack workspace: the state, and the rules by which it changes."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from app.sandbox.assistants import Assistants
from app.sandbox.bookmarks import Bookmarks
from app.sandbox.canvases import Canvases
from app.sandbox.changes import Change
from app.sandbox.delivery.queue import Outbox
from app.sandbox.delivery.subscriptions import app_events
from app.sandbox.files import Files
from app.sandbox.install import App, app_from_manifest
from app.sandbox.jsonvalue import JsonMap
from app.sandbox.marks import Marks
from app.sandbox.membership import Membership
from app.sandbox.posting import Posting
from app.sandbox.state import State
from app.sandbox.tickets import Tickets
from app.sandbox.timestamps import Clock
from app.sandbox.triggers import Triggers
from app.sandbox.usergroups import UserGroups
from app.sandbox.views import Views

TICKET_LIFE_S = 30.0
"""How long the address of a Socket Mode connection is good."""


class Workspace(State):
    """Where people and apps talk.

    `clock` gives unix seconds and may be any clock, also one that jumps: a replay brings the time of back then.
    `timer` gives seconds of real time, by which Slack's deadlines are counted.
    """

    def __init__(
        self, clock: Clock, name: str = "Sandbox", domain: str = "sandbox", *, timer: Clock = time.monotonic
    ) -> None:
        super().__init__(clock, name, domain, timer)
        self.posting = Posting(self)
        self.membership = Membership(self, self.posting)
        self.marks = Marks(self)
        self.assistants = Assistants(self, self.posting)
        self.bookmarks = Bookmarks(self)
        self.files = Files(self, self.posting)
        self.canvases = Canvases(self)
        self.usergroups = UserGroups(self)
        self.views = Views(self)
        self.triggers = Triggers(self.timer)
        self.tickets: Tickets[str] = Tickets(TICKET_LIFE_S, self.timer)
        self.outboxes: dict[str, Outbox] = {}
        self.installed: list[Callable[[App], object]] = []
        self.bus.watch(self._deliver)

    def install(self, manifest: JsonMap) -> App:
        """Installs an app as its manifest (parsed YAML or JSON) asks. Raises SlackError `invalid_manifest`."""
        app = app_from_manifest(manifest, self.ids)
        self.add_app(app)
        self.outboxes[app.app_id] = Outbox()
        for follow in self.installed:
            follow(app)
        return app

    def silent(self) -> AbstractContextManager[None]:
        """What is done inside is history: no app and no page is told."""
        return self.bus.silent()

    @property
    def undelivered(self) -> int:
        """How many events no app has acknowledged yet."""
        return sum(outbox.undelivered for outbox in self.outboxes.values())

    def _deliver(self, change: Change) -> None:
        if change.only_for or not self.outboxes:
            return
        for app in self.apps.values():
            if change.app_id in {"", app.app_id}:
                for payload in app_events(self, app, change):
                    self.outboxes[app.app_id].put(payload)
