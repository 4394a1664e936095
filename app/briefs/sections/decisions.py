"""Decisions: by command first, then what people said they chose."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, point
from app.briefs.sections.part import Part
from app.domain.entry import Kind
from app.domain.speech.act import Act


def points(account: Account) -> list[Point]:
    found = [Heard(item) for item in account.commands(Kind.DECISION)]
    found += account.saying(Act.DECIDING)
    made = [point(heard, account.people, limit_chars=account.quote_chars) for heard in found]
    return sorted(made, key=lambda each: each.statement.at or account.context.now)


DECISIONS = Part("decisions", "Decisions", points, "No decision has been recorded.")
