"""What was tried, and what came of it as people reported it."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.machine_changes import undone
from app.briefs.evidence.quoting import Heard, Point, cited, covered, point, quoted, speakers, standing_of, words
from app.briefs.evidence.tries import Outcome, Try
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.speech.act import Direction
from app.record.timeline import shortened

_COMMAND_CHARS = 90
_MOST_COMMANDS = 3
_TELLING = {Outcome.HELPED: 2, Outcome.MADE_WORSE: 1}
"""How much more a try with such an end matters: what helped first, then what must not be done again."""


def points(account: Account) -> list[Point]:
    found = [try_point(each, account) for each in account.tried.tries if not each.chosen]
    taken_back = undone(account.heard)
    found += [
        point(Heard(item), account.people, label="Change", limit_chars=account.quote_chars, weight=7)
        for item in account.commands(Kind.CHANGE)
        if item.by_person or item in taken_back
    ]
    found += [
        point(result, account.people, label="Reported", limit_chars=account.quote_chars)
        for result in account.tried.other_results
        if result.sentence and (result.sentence.direction in {Direction.BETTER, None} or result.weight >= 6)
    ]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


def try_point(each: Try, account: Account) -> Point:
    head = _head(each)
    text = quoted(head, account.people, account.quote_chars)
    commands = [step for step in each.steps if step.sentence and step.sentence.code and step.told is not head.told]
    if commands:
        text += "; ran " + ", ".join(_command(step) for step in commands[:_MOST_COMMANDS])
    outcome, lines = result(each, head, account)
    text += outcome or f" → {Outcome.UNKNOWN}"
    standing = Standing.INFERRED if lines else standing_of(head)
    lines = [each.steps[0], head, *commands[:_MOST_COMMANDS], *lines]
    weight = max(step.weight for step in each.steps) + bool(outcome) + _TELLING.get(each.outcome, 0)
    return Point(
        Statement(text, cited(*lines), standing, each.at, speakers(lines)), weight, covered(*each.steps, *lines)
    )


def result(each: Try, head: Heard, account: Account) -> tuple[str, list[Heard]]:
    """What came of it, in words, and the line that says so; nothing when nobody said."""
    if each.evidence:
        return f" → {each.outcome}: {_said(head, each.evidence, account)}", [each.evidence]
    if each.done:
        return f" → said to be done: {_said(head, each.done, account)}", [each.done]
    return "", []


def _head(each: Try) -> Heard:
    """The step that tells most: prose before code, exact before vague."""
    return max(each.steps, key=lambda step: (not (step.sentence and step.sentence.code), step.weight))


def _command(step: Heard) -> str:
    text = step.sentence.text.strip("`").removeprefix("$ ") if step.sentence else ""
    return f"`{shortened(text, _COMMAND_CHARS)}`"


def _said(head: Heard, evidence: Heard, account: Account) -> str:
    """The evidence, with its speaker unless that is who tried."""
    said = words(evidence, account.quote_chars * 3 // 4)
    return f"“{said}”" if evidence.told.who == head.told.who else f"{evidence.told.name} “{said}”"


TRIED = Part("tried", "Tried, and what came of it", points, "Nothing has been tried yet, as far as anybody said.")
