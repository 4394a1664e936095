"""One item of somebody's JSON made into a signal or a change, as the settings say which field is where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.connectors.http_json.paths import dig
from app.connectors.parts.reading import attributes, line, link, moment, passage, severity, whole
from app.domain.attributes import BRANCH, COMMIT, ENVIRONMENT, FLAG, REPOSITORY, SERVICE, VERSION
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import Json, JsonObject
from app.domain.signal import Signal, SignalKind, SignalState

REQUIRED = ("ref", "title", "started_at")
COMMON = (*REQUIRED, "url", "state", "service", "environment", "version")
SIGNAL_FIELDS = frozenset({*COMMON, "detail", "severity", "last_at", "ended_at", "count"})
CHANGE_FIELDS = frozenset(
    {*COMMON, "finished_at", "author", "reach", "commit", "branch", "repository", "flag", "undoes"}
)
_ATTRIBUTES = {
    "service": SERVICE,
    "environment": ENVIRONMENT,
    "version": VERSION,
    "commit": COMMIT,
    "branch": BRANCH,
    "repository": REPOSITORY,
    "flag": FLAG,
}
_ENDED = "resolved closed ok ended recovered inactive normal green up solved cleared expired false"
_SIGNAL_STATES = dict.fromkeys(_ENDED.split(), SignalState.ENDED)
_CHANGE_STATES = {
    **dict.fromkeys(
        ["running", "in_progress", "pending", "started", "queued", "deploying", "inprogress"], ChangeState.RUNNING
    ),
    **dict.fromkeys(["failed", "failure", "error", "cancelled", "canceled", "aborted"], ChangeState.FAILED),
    **dict.fromkeys(["undone", "rolled_back", "reverted", "rollback"], ChangeState.UNDONE),
}


class Misfit(Exception):  # noqa: N818 -- an answer, not a failure
    """The item has no such field as the settings say. The message names setting and place."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """`fields` maps ours to places, `more` names of attributes to places, `states` words of theirs to ours."""

    connector: str
    brings: SignalKind | ChangeKind
    fields: Mapping[str, str]
    more: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def signal(self, item: JsonObject, now: datetime) -> Signal:
        """Raises Misfit."""
        started_at = self._needed_time(item)
        ended_at = moment(self._at(item, "ended_at"))
        ended = bool(ended_at) or self._state(item, _SIGNAL_STATES, "") == SignalState.ENDED
        last_at = moment(self._at(item, "last_at")) or ended_at or now
        return Signal(
            connector=self.connector,
            kind=SignalKind(self.brings),
            fingerprint=self._needed(item, "ref"),
            title=self._needed(item, "title"),
            started_at=started_at,
            last_at=max(started_at, last_at),
            state=SignalState.ENDED if ended else SignalState.FIRING,
            detail=passage(self._at(item, "detail")),
            severity=self._severity(item),
            ended_at=max(started_at, ended_at or last_at) if ended else None,
            count=whole(self._at(item, "count")) or 1,
            attributes=self._attributes(item),
            url=self._url(item),
        )

    def change(self, item: JsonObject) -> Change:
        """Raises Misfit."""
        started_at = self._needed_time(item)
        finished_at = moment(self._at(item, "finished_at"))
        return Change(
            connector=self.connector,
            kind=ChangeKind(self.brings),
            ref=self._needed(item, "ref"),
            title=self._needed(item, "title"),
            started_at=started_at,
            state=ChangeState(self._state(item, _CHANGE_STATES, ChangeState.DONE)),
            finished_at=max(started_at, finished_at) if finished_at else None,
            author=line(self._at(item, "author")),
            attributes=self._attributes(item),
            reach=line(self._at(item, "reach")),
            undoes=line(self._at(item, "undoes")),
            url=self._url(item),
        )

    def _at(self, item: JsonObject, name: str) -> Json:
        return dig(item, self.fields[name]) if name in self.fields else None

    def _needed(self, item: JsonObject, name: str) -> str:
        said = line(self._at(item, name))
        if not said:
            raise Misfit(f"an item has nothing at `{self.fields[name]}` (fields.{name})")
        return said

    def _needed_time(self, item: JsonObject) -> datetime:
        said = moment(self._at(item, "started_at"))
        if said is None:
            raise Misfit(f"an item has no time at `{self.fields['started_at']}` (fields.started_at)")
        return said

    def _state(self, item: JsonObject, usual: Mapping[str, str], otherwise: str) -> str:
        value = self._at(item, "state")
        said = str(value).lower() if isinstance(value, bool) else line(value)
        return self.states.get(said) or usual.get(said.lower().replace(" ", "_").replace("-", "_"), otherwise)

    def _severity(self, item: JsonObject) -> int | None:
        value = self._at(item, "severity")
        return whole(value, 1, 5) or severity(value)

    def _attributes(self, item: JsonObject) -> dict[str, str]:
        said = {ours: line(self._at(item, name)) for name, ours in _ATTRIBUTES.items()}
        more = {name: line(dig(item, path)) for name, path in self.more.items()}
        return attributes(
            {name: value for name, value in (more | {k: v for k, v in said.items() if v}).items() if value}
        )

    def _url(self, item: JsonObject) -> str:
        return link(self._at(item, "url"))
