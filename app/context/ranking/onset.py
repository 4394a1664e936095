"""When did an incident begin? At the first lasting deviation that has to do with its alerts, often well before them."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.domain.attributes import METRIC, REACHED, USUAL
from app.domain.series import Series
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind

_LOAD = re.compile(
    r"requests?(?!s?_(dur|lat|time|siz|queue|err|fail))|\b(rps|qps|rpm|tps)\b|traffic|throughput|calls?_(per|rate|total)|hits_(per|rate)"
)
_RATE = re.compile(
    r"(events|messages|records|bytes|logs|lines|spans|items|jobs|points|samples|users|visitors|orders|uploads)_?(\w*_)?"
    r"(in|received|ingested|rate|per)(_|$)|inbound|ingress|arrival|concurrent_users|active_users"
)
_FAULT = re.compile(
    r"err|fail|time-?out|latenc|duration|reject|throttl|drop|lag\b|age\b|queue|depth|wait|pending|backlog|in_?flight|retr(y|ies)|"
    r"[45](xx|\d\d)|per_(request|call)|p\d\d|ratio|_ms\b|_seconds\b(?!_count)|abort|cancel|denied|unauth|exceed"
)
_WORSE = re.compile(
    r"err|fail|time-?out|latenc|duration|reject|throttl|(?<![a-z])p\d\d|[45](xx|\d\d)(?!\d)|retr(y|ies)"
)
_LEFT = re.compile(r"budget|remain|success|left\b|avail|free|ready")
_OUT = re.compile(r"^log(s|ged)?_|outbound|egress|outgoing|sent|emitted|written|produced|published|_out(_|$)")
_STILL = timedelta(minutes=10)  # a deviation that ended longer before the alert belongs to something else
_MUCH = 0.25  # how far a series has to go to count as a symptom, relative to its values


def onset(series: Iterable[Series], service: str, alerted_at: datetime) -> datetime | None:
    """The onset of an incident that an alert about `service` told of, from the series around it. Linear in their length."""
    return first_deviation([signal for each in series if (signal := each.signal())], [service], alerted_at)


def onset_of(signals: Sequence[Signal]) -> datetime | None:
    """The earliest deviation of a metric that is linked to the alerts among the signals; None where there is none."""
    alerts = [each for each in signals if each.kind is SignalKind.ALERT]
    services = [each.service for each in alerts if each.service]
    alerted_at = min((each.started_at for each in alerts), default=None)
    return first_deviation(signals, services, alerted_at)


def first_deviation(signals: Iterable[Signal], services: Iterable[str], alerted_at: datetime | None) -> datetime | None:
    """The earliest metric deviation on the services (without any: on all) that went far and lasted up to the alert.

    More or fewer requests alone are no symptom, nor is what got better; they count only where nothing else deviates.
    """
    wanted = {normal(each) for each in services}
    metrics = [each for each in signals if each.kind is SignalKind.METRIC and _belongs(each, alerted_at)]
    near = [each for each in metrics if not wanted or normal(each.service) in wanted]
    symptoms = [each for each in near if _is_symptom(each)]
    others = [each for each in metrics if _is_symptom(each)]
    return min((each.started_at for each in symptoms or near or others), default=None)


def is_load(signal: Signal) -> bool:
    """Whether the metric tells how much is asked of a service, rather than how well it answers.

    Of things per second that may come in as well as go out, only more is load; less is work that is not done. What a
    service sends or writes is its own doing.
    """
    name = (signal.attributes.get(METRIC, "") or signal.title.split(" ", 1)[0]).lower().replace("_rps", " rps")
    asked = _LOAD.search(name) or (_RATE.search(name) and _rises(signal))
    return bool(asked) and not _FAULT.search(name) and not _OUT.search(name)


def improves(signal: Signal) -> bool:
    """Whether fewer errors or shorter times than usual were measured."""
    usual, reached = _values(signal)
    name = (signal.attributes.get(METRIC, "") or signal.title.split(" ", 1)[0]).lower()
    fewer = usual is not None and reached is not None and reached < usual
    return fewer and bool(_WORSE.search(name)) and not _LEFT.search(name)


def distance(signal: Signal) -> float:
    """How far the metric went, relative to its values (0 to 2); 1 where it does not say."""
    usual, reached = _values(signal)
    if usual is None or reached is None:
        return 1.0
    return abs(reached - usual) / (max(abs(usual), abs(reached)) or 1.0)


def _is_symptom(signal: Signal) -> bool:
    return not is_load(signal) and not improves(signal) and distance(signal) >= _MUCH


def _rises(signal: Signal) -> bool:
    usual, reached = _values(signal)
    return usual is not None and reached is not None and reached > usual


def _values(signal: Signal) -> tuple[float, float] | tuple[None, None]:
    try:
        return float(signal.attributes[USUAL]), float(signal.attributes[REACHED])
    except (KeyError, ValueError):
        return None, None


def _belongs(signal: Signal, alerted_at: datetime | None) -> bool:
    return alerted_at is None or (signal.started_at <= alerted_at <= signal.last_at + _STILL)
