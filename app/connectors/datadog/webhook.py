"""What a Datadog webhook sends when its payload is the template in docs/connectors/datadog.md."""

from datetime import datetime

from app.connectors.datadog.naming import facts, fingerprint, group_of, title
from app.connectors.parts.reading import line, moment, passage, severity
from app.domain.connecting import Heard, Unreadable
from app.domain.json import JsonObject
from app.domain.signal import Signal, SignalKind, SignalState

_TRANSITIONS = ("triggered", "renotify", "warn", "no data", "recovered")


def heard(body: JsonObject, at: datetime) -> Heard:
    """Raises Unreadable for what was not made from the template."""
    said = {name: "" if line(value).startswith("$") else line(value, 1000) for name, value in body.items()}
    monitor, transition = said.get("alert_id", ""), said.get("transition", "").casefold()
    if "alert_id" not in said or "transition" not in said:
        raise Unreadable("It has no `alert_id` and `transition`: its payload is not the template of the manual.")
    if not monitor or not any(one in transition for one in _TRANSITIONS):
        return Heard(dropped=1, key=line(body.get("id")))
    happened_at = moment(said.get("date")) or at
    ended = "recovered" in transition
    group = group_of(said.get("scope", "").split(","))
    signal = Signal(
        connector="",
        kind=SignalKind.ALERT,
        fingerprint=fingerprint(monitor, group),
        title=title(said.get("title") or f"Monitor {monitor}", group),
        started_at=happened_at,
        last_at=happened_at,
        state=SignalState.ENDED if ended else SignalState.FIRING,
        detail=passage(body.get("text")),
        severity=severity(said.get("priority")),
        ended_at=happened_at if ended else None,
        attributes=_attributes(said, monitor, group),
        url=said.get("link", "") if said.get("link", "").startswith("https://") else "",
    )
    return Heard(signals=(signal,), key=line(body.get("id")))


def _attributes(said: dict[str, str], monitor: str, group: str) -> dict[str, str]:
    more = {name: said.get(name, "") for name in ("metric", "transition")}
    host = {"host": said["hostname"]} if said.get("hostname") else {}
    tags = [*said.get("tags", "").split(","), *(f"{name}:{value}" for name, value in host.items())]
    return {**facts(monitor, group, tags), **{name: value for name, value in more.items() if value}}
