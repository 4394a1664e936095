"""Open questions: asked, and not answered since as far as the channel shows."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point, point
from app.briefs.sections.part import Part
from app.domain.speech.act import Act

_LEAST_WEIGHT = 1


def points(account: Account) -> list[Point]:
    found: list[Point] = []
    for question in account.questions:
        asked = question.asked
        proposal = asked.sentence is not None and Act.PROPOSING in asked.sentence.acts
        weight = asked.weight + bool(asked.told.to) - 2 * proposal
        if question.answer is None and weight >= _LEAST_WEIGHT:
            found.append(point(asked, account.people, limit_chars=account.quote_chars, weight=weight))
    return found


QUESTIONS = Part("questions", "Open questions", points, "No question is open.")
