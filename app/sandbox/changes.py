"""What happens in a workspace, told to whoever watches: the installed apps and the chat page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.sandbox.channels import Channel
from app.sandbox.jsonvalue import Json


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened. `event` is Slack's event; a type that starts with `sandbox.` is for the page alone.

    `only_for` names the one user who may see it (an ephemeral message, a modal); `app_id` the one app it concerns.
    """

    event: Json
    channel: Channel | None = None
    only_for: str = ""
    app_id: str = ""


Watcher = Callable[[Change], None]


class Bus:
    """Calls every watcher with every change, in order, at once."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._silent = False

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Adds a watcher; call what comes back to take it off again."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def publish(self, change: Change) -> None:
        if not self._silent:
            for watcher in tuple(self._watchers):
                watcher(change)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """What is done inside happened long ago: nobody is told."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before
