"""State: where the incident stands, by command, by what people declared, and by its alerts."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.alarms import Alert
from app.briefs.evidence.moments import Moment
from app.briefs.evidence.quoting import Heard, Point, cited, point, speakers, standing_of
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act
from app.domain.speech.told import Told
from app.record.timeline import described, shortened


def points(account: Account) -> list[Point]:
    found = [_moved(account, Kind.SEVERITY)] if account.commands(Kind.SEVERITY) else []
    over = account.moments.get(Moment.RESOLVED)
    if over and over.source.told.kind is not Kind.STATUS:
        found.append(_over(account, over.source))
    if blip := _blip(account):
        found.append(blip)
    dismissed = account.saying(Act.DISMISSING, least=1)
    found += [
        point(heard, account.people, label="Dismissed", limit_chars=account.quote_chars, weight=9)
        for heard in dismissed
    ]
    status = _moved(account, Kind.STATUS) if account.commands(Kind.STATUS) else None
    if status and (_tells(account.commands(Kind.STATUS)[-1]) or not found):
        return [status, *found]
    return found


def _moved(account: Account, kind: Kind) -> Point:
    item = account.commands(kind)[-1]
    was = text_of(item.line.entry.details.get("was"))
    text = f"{described(item, account.people)}, set by {item.name}"
    return Point(
        Statement(text, item.citations, standing_of(Heard(item)), item.at, speakers([Heard(item)])),
        _weight(kind, moved=bool(was)),
    )


def _tells(status: Told) -> bool:
    """Whether it says more than that the incident was declared, which the headline has."""
    return bool(text_of(status.line.entry.details.get("was")))


def _weight(kind: Kind, *, moved: bool) -> int:
    """A status that moved matters most; the one that an incident starts with says little, and the headline has it."""
    if kind is Kind.STATUS and moved:
        return 20
    return 6 if kind is Kind.SEVERITY else 3


def _over(account: Account, said: Heard) -> Point:
    if said.told.by_person:
        return point(said, account.people, label="Declared over", limit_chars=account.quote_chars, weight=12)
    text = f"The monitoring says it is over: “{shortened(said.told.words, account.quote_chars)}”"
    return Point(Statement(text, cited(said), standing_of(said), said.at), 12)


def _blip(account: Account) -> Point | None:
    """One alert that came and went while nobody did anything: said to be just that."""
    acted = account.tried.tries or account.commands(Kind.IMPACT, Kind.DECISION) or account.saying(Act.IMPACT)
    if len(account.alerts) != 1 or acted or not account.alerts[0].over:
        return None
    alert = account.alerts[0]
    text = f"A single alert that ended by itself {_lasting(alert)}"
    return Point(
        Statement(text, (*alert.first.citations, *alert.ended[-1].citations), Standing.INFERRED, alert.ended[-1].at), 13
    )


def _lasting(alert: Alert) -> str:
    lasted_min = int((alert.ended[-1].at - alert.first.at).total_seconds()) // 60
    return f"after {lasted_min} min" if lasted_min else "within a minute"


STATE = Part("state", "State", points, "Nobody has set a status.")
