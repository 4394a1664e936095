"""How far what it changed is from what is in trouble: the same service, one that it calls, one that calls it, its owner's."""

import re
from collections.abc import Iterator

from app.context.ranking.case import Case
from app.context.ranking.paths import stem
from app.context.ranking.subject import Subject
from app.context.situation import Reason

KEY = "nearness"
_SAME, _ALSO, _OWNER = 4.0, 3.0, 1.0
_CALLED = (4.0, 3.0, 2.0, 1.0, 0.5)  # by hops from the service in trouble to what it depends on
_CALLER = (4.0, 1.5, 0.5)
_SENDER = 3.0  # a caller, where what comes in cannot be read
_INPUT = re.compile(
    r"unmarshal|deseriali[sz]|decod(e|ing)|malformed|bad request|\b(400|422)\b|invalid (request|payload|body|message|json)|"
    r"missing (required )?(field|parameter|key)|unexpected (field|type)|schema",
    re.IGNORECASE,
)
_STRANGER, _UNKNOWN = -2.0, -0.5  # a service whose calls are known, and one that nobody knows


def nearness(subject: Subject, case: Case) -> Iterator[Reason]:
    """The nearest of the services that it reached counts. Nothing is said where a change names none, or no scope is known."""
    if not case.scope or not subject.services:
        return
    found = [each for service in subject.services for each in _ways(service, case)]
    yield max(found, key=lambda reason: reason.points, default=_apart(subject, case))


def _ways(service: str, case: Case) -> Iterator[Reason]:
    if stem(service) in {stem(each) for each in case.scope}:
        yield Reason(KEY, "same service", _SAME)
        return
    catalog = case.situation.catalog
    calling = min((hops for each in case.scope if (hops := catalog.hops(service, each))), default=None)
    called = [(hops, each) for each in case.scope if (hops := catalog.hops(each, service))]
    for hops, troubled in called:
        yield Reason(KEY, f"{troubled} depends on {service}{_far(hops)}", _CALLED[min(hops, len(_CALLED) - 1)])
    if calling:
        sends = calling == 1 and _INPUT.search(case.symptoms.text)
        words = (
            f"{service} calls what is in trouble{_far(calling)}{', which cannot read what comes in' if sends else ''}"
        )
        yield Reason(KEY, words, _SENDER if sends else _CALLER[min(calling, len(_CALLER) - 1)])
    elif service in case.also:
        yield Reason(KEY, f"{service} shows signs of trouble itself", _ALSO)


def _apart(subject: Subject, case: Case) -> Reason:
    catalog = case.situation.catalog
    owners = {found.owner for each in case.scope if (found := catalog.find(each)) and found.owner}
    for service in subject.services:
        known = catalog.find(service)
        if known and known.owner in owners:
            return Reason(KEY, f"{service} has the same owner, {known.owner}", _OWNER)
    linked = any(catalog.calls(each) or catalog.callers(each) for each in subject.services)
    return Reason(KEY, f"no known way from {subject.services[0]} to the trouble", _STRANGER if linked else _UNKNOWN)


def _far(hops: int) -> str:
    return "" if hops == 1 else f", {hops} calls away"
