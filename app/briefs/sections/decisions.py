"""Decisions: by command first, then what people said they chose; with what came of them, where somebody said."""

from dataclasses import replace

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, cited, covered, point, speakers
from app.briefs.sections.part import Part
from app.briefs.sections.tried import result
from app.domain.brief import Standing
from app.domain.entry import Kind
from app.domain.speech.act import Act


def points(account: Account) -> list[Point]:
    made = [Heard(item) for item in account.commands(Kind.DECISION)] + account.saying(Act.DECIDING)
    carried_out = {id(each.steps[0].told): each for each in account.tried.tries if each.chosen}
    found: list[Point] = []
    for choice in made:
        told = point(choice, account.people, limit_chars=account.quote_chars)
        followed = carried_out.get(id(choice.told))
        outcome, lines = result(followed, choice, account) if followed else ("", [])
        if lines:
            both = [choice, *lines]
            statement = replace(
                told.statement,
                text=told.statement.text + outcome,
                citations=cited(*both),
                standing=Standing.INFERRED,
                who=speakers(both),
            )
            told = replace(told, statement=statement, covers=covered(*both))
        found.append(told)
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


DECISIONS = Part("decisions", "Decisions", points, "No decision has been recorded.")
