"""A change: what was done to production, or is about to be, in one shape whatever system it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.attributes import SERVICE


class ChangeKind(StrEnum):
    DEPLOY = "deploy"
    CONFIG = "config"
    FLAG = "flag"
    INFRASTRUCTURE = "infrastructure"
    MIGRATION = "migration"
    MERGE = "merge"  # merged or pushed; by itself it has not reached production


class ChangeState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"  # rolled back, or switched back


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `connector` is the name under which the connector is configured, `ref` what names it there for good
    (up to 200 characters); the same ref in another state is the same change, further on.

    `title` is one line of plain text. `started_at` is when it began to take effect, `finished_at` when it had (None:
    not yet, or nobody said). `undoes` is the ref of the change that this one takes back, where that is known.
    `attributes` holds facts under OpenTelemetry's names and the system's own labels under theirs. `files` are paths;
    `diff` is unified diff text, at most 20,000 characters. `reach` says in words how far it went ("5 % of users", "eu-1 only").
    """

    connector: str
    kind: ChangeKind
    ref: str
    title: str
    started_at: datetime
    state: ChangeState = ChangeState.DONE
    finished_at: datetime | None = None
    author: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    diff: str = ""
    reach: str = ""
    undoes: str = ""
    url: str = ""
    query: str = ""

    @property
    def service(self) -> str:
        """The service that it changes, empty if it does not say."""
        return self.attributes.get(SERVICE, "")

    @property
    def took_effect_at(self) -> datetime:
        return self.finished_at or self.started_at
