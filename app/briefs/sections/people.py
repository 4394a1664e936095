"""Who does what: roles by command, and what people say they are looking at."""

from datetime import timedelta

from app.briefs.evidence.account import Account
from app.briefs.evidence.moments import Moment
from app.briefs.evidence.quoting import Heard, Point, cited, covered, point, speakers, standing_of
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act
from app.domain.speech.plain import one_line
from app.domain.speech.told import SPOKEN, Told
from app.record.timeline import shortened

STILL_LOOKING = timedelta(minutes=15)
"""How long somebody who said "looking into it" is taken to be looking."""
_TELLING_CHARS = 12
_LOOKING_CHARS = 80


def points(account: Account) -> list[Point]:
    taken = account.saying(Act.VOLUNTEERING, least=1)
    found = [point(heard, account.people, limit_chars=account.quote_chars, weight=7) for heard in taken]
    return [*_roles(account), *found, *_looking(account)]


def _roles(account: Account) -> list[Point]:
    """The holder of each role, by the last command about it."""
    latest: dict[str, Told] = {
        text_of(item.line.entry.details.get("role")): item for item in account.commands(Kind.ROLE)
    }
    found: list[Point] = []
    for role, item in latest.items():
        person = text_of(item.line.entry.details.get("person"))
        if person:
            text = f"{role}: {account.people.get(person, person)}"
            found.append(
                Point(
                    Statement(text, item.citations, standing_of(Heard(item)), item.at, (person,)),
                    2 if role == "lead" else 8,
                )
            )
    return found


def _looking(account: Account) -> list[Point]:
    """The last thing that each person said they are looking at, while the incident is open."""
    if not account.context.incident.is_open or Moment.RESOLVED in account.moments:
        return []
    start = account.context.now - STILL_LOOKING
    last: dict[str, Point] = {}
    for item in account.heard:
        if item.at < start or not item.by_person or item.kind not in SPOKEN:
            continue
        looking = [
            s
            for s in item.sentences
            if Act.ACKNOWLEDGING in s.acts and "ing" in s.text and len(s.text) >= _TELLING_CHARS
        ]
        if looking:
            heard = Heard(item, max(looking, key=lambda sentence: len(sentence.text)))
            last[item.who] = _is_looking(heard)
    return list(last.values())


def _is_looking(heard: Heard) -> Point:
    said = one_line(heard.sentence.text) if heard.sentence else heard.told.words
    text = f"{heard.told.name}: “{shortened(said, _LOOKING_CHARS)}”"
    return Point(Statement(text, cited(heard), Standing.STATED, heard.at, speakers([heard])), 3, covered(heard))


PEOPLE = Part("people", "Who does what", points, "Nobody has taken a role.")
