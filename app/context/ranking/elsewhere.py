"""What speaks for something else than a change: an expiry, a machine, more traffic, another company, one bad record.

Each says so in words and adds points that a change has to outweigh to be named.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from app.context.ranking.case import Case
from app.context.ranking.onset import distance, is_load
from app.context.ranking.paths import kind_of
from app.context.situation import Reason
from app.domain.attributes import METRIC, REACHED, USUAL
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind, SignalState

_EXPIRED = re.compile(
    r"\b(certificates?|cert|x509|licen[cs]e|api[ _-]?key|credentials?|password|domain|subscription|secret)\b.{0,60}"
    r"\b(has |have )?(expired|not yet valid|expires? (on|at)|lapsed)|not_?after\b|certificate_?expired",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"node ?(under ?pressure|not ?ready|pressure|is (down|not ready))|\b(memory|disk|pid) ?pressure|"
    r"preempt(ed|ion)|noisy neighbou?r|co-?tenant|\bnode\b.{0,40}(contended|saturat|under .*load|unreachable|cordon|drain)|"
    r"no space left|disk (is )?full|read-only file ?system|i/o error|hardware|kernel panic|spot (instance )?(interrupt|terminat)|"
    r"cpu ?steal|availability zone|host (maintenance|failure)|clock (drift|jump)|\bntp\b|"
    r"packet loss|network partition|link (down|flap)|nat gateway|conntrack|servfail|nxdomain|temporary failure in name resolution|"
    r"\bfail(ed)?[- ]?over\b|broker .{0,20}(down|offline|unavailable)|leader (not available|election)|instance (retire|terminat|reboot)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"third[- ]party|(?<!no )\bprovider('s)?\b|\bvendor\b(?!\.)|\bpartner\b|status ?page|external (service|api|dependency|upstream)|"
    r"(region|zone)(-wide|al)? (outage|impair|degrad|event)|service (event|health dashboard)|upstream (provider|outage)|carrier|"
    r"insufficient[_ ]quota|credits? exhausted|account (suspended|limit)|model (is )?overloaded|"
    r"\b(aws|gcp|azure|cloudflare|cloudfront|fastly|akamai|stripe|paypal|adyen|twilio|sendgrid|openai|anthropic|bedrock|okta|auth0|s3|sqs|"
    r"sns|kinesis|gcs|pubsub|snowflake)\b.{0,60}(unavailable|outage|\b50[0234]\b|\b529\b|overloaded|degraded|internal ?(server ?)?error|"
    r"slow ?down)",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:https?://|\b(?:host|to|from|peer)[=: ]+)((?!com\.|org\.|net\.|io\.|javax?\.)(?:[a-z0-9-]+\.)+[a-z]{2,18})\b(?!\.)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\.(svc|local|internal|lan|cluster|consul|test|localhost|go|py|js|ts|java|rb|rs|php|cs|svc\.cluster)$"
)
_RECORD = re.compile(
    r"\b(?:record|message|event|row|document|doc|payload|offset|batch|job|key|order|file|msg|entry|item|object)[ _-]?(?:id|key|no)?"
    r"[=: #]+['\"]?([\w.-]*\d[\w.-]*)",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"out of range|malformed|corrupt|invalid (record|value|data|payload|utf)|poison|redeliver|cannot (parse|decode)|validation (error|failed)"
    r"|unexpected (value|token|character|end)|truncated",
    re.IGNORECASE,
)
_MACHINE_SAYS, _MACHINE_SHOWS = 6.0, 4.0
_PLATFORM = re.compile(
    r"^(core-?dns|kube-?dns|node-?local-?dns|kubelet|kube-(proxy|scheduler|apiserver|controller)\S*|etcd|calico\S*|cilium\S*|istiod|"
    r"cluster-autoscaler|nodes?|(aws|gcp|azure)-\S+|(gke|eks|aks|ip)-\S*\d\S*)$",
    re.IGNORECASE,
)
_OWN_USE = re.compile(r"memory|heap|rss|cpu_(usage|seconds)|disk|goroutine|thread", re.IGNORECASE)
_CROWD = re.compile(r"\bddos\b|bot traffic|flash sale|load test|traffic (surge|spike)|surge of", re.IGNORECASE)
_LONG = timedelta(hours=2)
_FAR_OUT = 0.25  # how far a machine's series has to go, relative to its values
_SURGE = 1.5  # times as many requests as usual
_AGAIN = 5  # as often has the same record to fail


def expiry(case: Case) -> Iterator[Reason]:
    found = _first(case, _EXPIRED)
    if found:
        yield Reason("expiry", f"something ran out: {_said(found)}", 9.0)


def machine(case: Case) -> Iterator[Reason]:
    """Machines say so themselves, in events; or their own metrics left the usual range no later than the service's.

    Where the service itself takes more than usual, the machine's trouble may be of its making: half of the points.
    """
    found = _first(case, _MACHINE)
    hosts = sorted({each.service for each in _metrics(case) if _is_host(each, case)})
    own = 2 if any(_is_own_use(each, case) for each in _metrics(case)) else 1
    if found:
        yield Reason("machine", f"a machine is in trouble: {_said(found)}", _MACHINE_SAYS / own)
    if hosts:
        yield Reason("machine", f"{hosts[0]} left its usual range at the same time or before", _MACHINE_SHOWS / own)


def traffic(case: Case) -> Iterator[Reason]:
    """More requests than usual, from when the trouble began or before; fewer are what trouble leads to.

    Only to what is in trouble, or to what calls it: more requests to what it calls are its own doing.
    """
    for each in sorted(_metrics(case), key=lambda each: each.started_at):
        usual, reached = _numbers(each)
        if (
            is_load(each)
            and _is_asked_of(each, case)
            and reached > _SURGE * usual > 0
            and each.started_at <= case.began_at + 2 * case.slack
        ):
            name = each.attributes.get(METRIC, "requests")
            own = 2 if _may_be_of_a_caller(each, case) else 1
            points = min(7.0, round(3.0 * math.log2(reached / usual), 1)) / own
            yield Reason(
                "traffic", f"{name} of {each.service} went from {usual:.0f} to {reached:.0f} when it began", points
            )
            return
    found = _first(case, _CROWD)
    if found:
        yield Reason("traffic", f"more may be asked than usual: {_said(found)}", 4.0)


def others(case: Case) -> Iterator[Reason]:
    status = [each for each in case.situation.signals if each.kind is SignalKind.STATUS and _is_timely(each, case)]
    if status:
        first = min(status, key=lambda each: each.state is SignalState.ENDED)  # what is still so, if any is
        yield Reason("others", f"a third party {_reports(first, case)}: {_said(first)}", 5.0)
        return
    found = _first(case, _OTHERS)
    hosts = [each for each in _loud(case) if each.kind is not SignalKind.METRIC and _outside(each, case)]
    if found:
        yield Reason("others", f"another company may be in it: {_said(found)}", 5.0)
    elif hosts:
        yield Reason("others", f"errors name a host outside: {_outside(hosts[0], case)}", 4.0)


def record(case: Case) -> Iterator[Reason]:
    """The same record, message or offset fails again and again, and what is said of it is that it is bad."""
    for each in sorted(_loud(case), key=lambda each: -each.count):
        if each.count >= _AGAIN and _BAD.search(_text(each)):
            same = set.intersection(*(set(_RECORD.findall(text)) for text in each.examples or [each.title]))
            if same:
                yield Reason("record", f"one and the same record fails again and again: {max(same, key=len)}", 7.0)
                return


CAUSES: Sequence[Callable[[Case], Iterator[Reason]]] = (expiry, machine, traffic, others, record)


def _loud(case: Case) -> list[Signal]:
    return [each for each in case.situation.signals if each.kind is not SignalKind.STATUS]


def _first(case: Case, pattern: re.Pattern[str]) -> Signal | None:
    said = (each for each in _loud(case) if each.kind is not SignalKind.METRIC)
    return next((each for each in sorted(said, key=lambda each: -each.count) if pattern.search(_text(each))), None)


def _text(signal: Signal) -> str:
    return "\n".join([signal.title, signal.detail, *signal.examples])


def _reports(status: Signal, case: Case) -> str:
    if status.state is not SignalState.ENDED:
        return "reports trouble"
    if status.ended_at is None:
        return "reported trouble"
    is_today = status.ended_at.date() == case.situation.window.end.date()
    return f"reported trouble until {status.ended_at:{'%H:%M' if is_today else '%d %b %H:%M'}} UTC"


def _said(signal: Signal) -> str:
    return f"“{signal.title[:120]}”"


def _metrics(case: Case) -> list[Signal]:
    return [each for each in case.situation.signals if each.kind is SignalKind.METRIC]


def _is_host(signal: Signal, case: Case) -> bool:
    name = signal.attributes.get(METRIC, signal.title)
    early = signal.started_at <= case.began_at + 2 * case.slack
    if not early or distance(signal) <= _FAR_OUT or normal(signal.service) in case.scope:
        return False
    if _PLATFORM.search(signal.service):
        return not any(normal(signal.service) in each.services for each in case.subjects)
    known = case.situation.catalog.find(signal.service) is not None
    return name.startswith(("node_", "host_", "machine_", "system_")) and not known


def _is_own_use(signal: Signal, case: Case) -> bool:
    name = signal.attributes.get(METRIC, signal.title)
    return normal(signal.service) in case.scope and _OWN_USE.search(name) is not None and distance(signal) > _FAR_OUT


def _numbers(signal: Signal) -> tuple[float, float]:
    try:
        return float(signal.attributes[USUAL]), float(signal.attributes[REACHED])
    except (KeyError, ValueError):
        return 0.0, 0.0


def _is_asked_of(signal: Signal, case: Case) -> bool:
    service = normal(signal.service)
    return service in case.scope or any(case.situation.catalog.hops(service, each) for each in case.scope)


def _may_be_of_a_caller(signal: Signal, case: Case) -> bool:
    """Whether something that calls it was changed shortly before, and is not itself asked for more than usual."""
    callers = {normal(each) for each in case.situation.catalog.callers(signal.service)}
    crowded = {normal(each.service) for each in _metrics(case) if is_load(each) and _rises(each)}
    changed = {
        service
        for each in case.subjects
        if each.live_at and timedelta(0) <= case.began_at - each.live_at <= _LONG and not kind_of(each.change.files)
        for service in each.services
    }
    return not callers & crowded and bool(callers & changed)


def _rises(signal: Signal) -> bool:
    usual, reached = _numbers(signal)
    return reached > _SURGE * usual


def _is_timely(signal: Signal, case: Case) -> bool:
    """Third parties are late to say that something is wrong; what was wrong for long, or over by then, is something else."""
    over = signal.ended_at is not None and signal.ended_at < case.began_at
    return signal.started_at >= case.began_at - _LONG and not over


def _outside(signal: Signal, case: Case) -> str:
    """The host outside that an error names, if it is none of our services'."""
    for found in _HOST.finditer(_text(signal)):
        host = found[1].lower()
        if not _INSIDE.search(host) and not any(
            normal(part) in case.scope or case.situation.catalog.find(part) for part in host.split(".")
        ):
            return host
    return ""
