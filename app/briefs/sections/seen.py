"""What is seen: alerts, each once, changes that systems told of, and what people observed."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.alarms import Alert, remarks
from app.briefs.evidence.machine_changes import made
from app.briefs.evidence.quoting import Heard, Point, point
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.json import text_of
from app.domain.signal import SignalKind
from app.domain.speech.act import Act
from app.record.timeline import shortened

_TITLE_CHARS = 90
_AGAIN_CHARS = 45
_CHANGE_WEIGHT = 6
_IN_MORE_WORDS = frozenset({SignalKind.LOG, SignalKind.TRACE})
_LAST_BEFORE_WEIGHT = 9
"""Whoever joins late asks first what was changed before it began."""


def points(account: Account) -> list[Point]:
    found = [alert_point(alert, account) for alert in account.alerts]
    found += [
        point(Heard(item), account.people, limit_chars=account.quote_chars, weight=3) for item in remarks(account.heard)
    ]
    found += _changes(account)
    found += [_observed(heard, account) for heard in account.saying(Act.OBSERVING, least=4) if not _is_end(heard)]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


def _changes(account: Account) -> list[Point]:
    changes = made(account.heard)
    first_alert = min((alert.first.at for alert in account.alerts), default=account.context.incident.declared_at)
    last_before = max((item for item in changes if item.at <= first_alert), key=lambda item: item.at, default=None)
    return [
        point(
            Heard(item),
            account.people,
            limit_chars=account.quote_chars,
            weight=_LAST_BEFORE_WEIGHT if item is last_before else _CHANGE_WEIGHT,
        )
        for item in changes
    ]


def alert_point(alert: Alert, account: Account) -> Point:
    """One alert however often it fired, cited in full."""
    first, last = alert.first, alert.fired[-1]
    words = first.alarm.title if first.alarm else first.words
    detail = first.alarm.detail if first.alarm else ""
    text = f"{first.name}: “{shortened(words, min(account.quote_chars, _TITLE_CHARS))}”"
    if detail and len(words) + len(detail) < account.quote_chars:
        text += f", “{detail}”"
    if len(alert.fired) > 1:
        text += f" – {len(alert.fired)} times, last {last.at:%H:%M} UTC"
        if last.alarm and first.alarm and last.alarm.fingerprint != first.alarm.fingerprint:
            text += f": “{shortened(last.alarm.title, _AGAIN_CHARS)}”"
    text += "; ended" if alert.over else ""
    lines = [*alert.fired, *(alert.ended[-1:] if alert.over else [])]
    citations = tuple(dict.fromkeys(number for item in lines for number in item.citations))
    return Point(Statement(text, citations, Standing.OBSERVED, first.at), _alert_weight(alert, account), citations)


def _alert_weight(alert: Alert, account: Account) -> int:
    """Of what connected systems tell, the first alert says where it began, and log lines say the same in more words. What
    still fires comes before what has ended.
    """
    weight = 7 if alert.over else 8
    if not (alert.first.alarm and alert.first.alarm.sure):
        return weight
    kind = text_of(alert.first.line.entry.details.get("kind"))
    standing = [each for each in account.alerts if not each.over] or account.alerts
    earliest = min(standing, key=lambda each: (each.first.at, each.first.citations))
    return weight + (2 if alert is earliest else 0) - (1 if kind in _IN_MORE_WORDS else 0)


def _is_end(heard: Heard) -> bool:
    if heard.told.report is not None:
        return True
    return heard.sentence is not None and Act.RESOLVING in heard.sentence.acts


def _observed(heard: Heard, account: Account) -> Point:
    return point(
        heard,
        account.people,
        limit_chars=account.quote_chars,
        weight=heard.weight - (3 if heard.sentence and heard.sentence.code else 0),
    )


SEEN = Part("seen", "What is seen", points, "Nothing has been observed yet.")
