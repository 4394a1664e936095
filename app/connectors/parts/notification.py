"""The body of webhooks as Alertmanager sends it (version 4), and Grafana after it (version 1): a group of alerts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from app.connectors.parts.alerting import alert, expression, is_heartbeat, web_link
from app.connectors.parts.proof import parsed
from app.connectors.parts.reading import labels, moment, whole
from app.domain.connecting import Delivery, Heard, Unreadable
from app.domain.json import Json, JsonObject, object_of, text_of
from app.domain.signal import Signal

MOST_ALERTS = 5000
_MOST_MISSING = 1_000_000
"""Nobody cuts off more; a number beyond that is a slip, and would spoil the counts."""
_STATES = frozenset({"firing", "resolved"})

More = Callable[[JsonObject], Mapping[str, str]]
"""What else an alert says, as attributes."""


def heard(delivery: Delivery, connector: str, service_labels: Sequence[str], more: More = lambda _: {}) -> Heard:
    """The alerts of a body that has been proven to be genuine. Heartbeats are dropped, and what is no alert among others
    that are, for the sender would not send those again. `missing` is what the sender cut off. Raises Unreadable.
    """
    body = parsed(delivery)
    given = body.get("alerts")
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise Unreadable("It has no list `alerts`: it is not a group of alerts.")
    alerts = [one for one in given if isinstance(one, Mapping)]
    wanted = [one for one in alerts if not is_heartbeat(labels(object_of(one.get("labels"))))]
    cut = body.get("truncatedAlerts")
    missing = whole(cut, most=_MOST_MISSING) or 0
    readable = [one for one in wanted if _is_alert(one)]
    if wanted and not readable:
        raise Unreadable("It has an alert without `status`, `labels` or `startsAt`.")
    signals = tuple(_signal(one, delivery.at, connector, service_labels, more) for one in readable[:MOST_ALERTS])
    return Heard(signals=signals, dropped=len(alerts) - len(readable), missing=missing + len(readable) - len(signals))


def _is_alert(given: JsonObject) -> bool:
    is_told = text_of(given.get("status")) in _STATES and isinstance(given.get("labels"), Mapping)
    return is_told and moment(given.get("startsAt")) is not None


def _signal(given: JsonObject, at: datetime, connector: str, service_labels: Sequence[str], more: More) -> Signal:
    status, started_at = text_of(given.get("status")), moment(given.get("startsAt")) or at
    ended_at = (end_of(given.get("endsAt"), started_at) or max(started_at, at)) if status == "resolved" else None
    return alert(
        given,
        connector=connector,
        started_at=started_at,
        last_at=ended_at or at,
        ended_at=ended_at,
        service_labels=service_labels,
        query=expression(given.get("generatorURL")),
        url=web_link(given.get("generatorURL")),
        more=more(given),
    )


def end_of(value: Json, started_at: datetime) -> datetime | None:
    """When an alert ended; the year 1 stands for "not yet"."""
    ended_at = moment(value)
    return ended_at if ended_at and ended_at >= started_at else None
