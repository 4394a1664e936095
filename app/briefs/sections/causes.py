"""Causes and theories: what people stated, supposed and ruled out, and what was said for and against."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, cited, covered, point, quoted, speakers, words
from app.briefs.evidence.theories import Exclusion, Theory, agreed
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.speech.act import Act

_MOST_VOICES = 2
_DOUBT = 3
"""How much less a doubtful exclusion matters than a plain one."""
_CERTAIN = 4
"""How much more a cause that somebody stated matters than a theory, though that was put there by hand."""


def points(account: Account) -> list[Point]:
    """Everything, in order of time."""
    return [*stated(account), *supposed(account), *excluded(account)]


def stated(account: Account) -> list[Point]:
    return [
        theory_point(theory, "Stated cause", account)
        for theory in account.theories.theories
        if theory.certain and not theory.ruled_out
    ]


def supposed(account: Account) -> list[Point]:
    return [
        theory_point(theory, "Theory", account)
        for theory in account.theories.theories
        if not theory.certain and not theory.ruled_out
    ]


def excluded(account: Account) -> list[Point]:
    found = [theory_point(theory, "Ruled out", account) for theory in account.theories.theories if theory.ruled_out]
    found += [_exclusion(each, account) for each in account.theories.excluded]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


def _exclusion(each: Exclusion, account: Account) -> Point:
    doubted = each.said.sentence is not None and Act.SUPPOSING in each.said.sentence.acts
    told = point(
        each.said,
        account.people,
        label="Seems ruled out" if doubted else "Ruled out",
        limit_chars=account.quote_chars,
        weight=each.said.weight - _DOUBT * doubted,
    )
    if not each.disputed:
        return told
    lines = [each.said, *each.disputed[:_MOST_VOICES]]
    text = told.statement.text + _voices("disputed", lines[1:], account)
    statement = Statement(text, cited(*lines), Standing.INFERRED, each.said.at, speakers(lines))
    return Point(statement, told.weight + 1, covered(*lines))


def theory_point(theory: Theory, label: str, account: Account) -> Point:
    against = [*([theory.ruled_out] if theory.ruled_out else []), *theory.objections][:_MOST_VOICES]
    backing = theory.backing[:_MOST_VOICES]
    text = f"{label} – {quoted(theory.said, account.people, account.quote_chars)}"
    text += _voices("for", backing, account) + _voices("against", against, account)
    lines = [theory.said, *backing, *against]
    standing = Standing.INFERRED if backing or against else point(theory.said, account.people).statement.standing
    weight = theory.said.weight + len(backing) + len(against) + min(agreed(theory), 2)
    weight += _CERTAIN if theory.certain and not theory.ruled_out else 0
    return Point(Statement(text, cited(*lines), standing, theory.said.at, speakers(lines)), weight, covered(*lines))


def _voices(side: str, said: list[Heard], account: Account) -> str:
    if not said:
        return ""
    return f"; {side}: " + ", ".join(f"{heard.told.name} “{words(heard, account.quote_chars // 2)}”" for heard in said)


CAUSES = Part("causes", "Causes and theories", points, "Nobody has named a cause.")
FACTORS = Part("factors", "Contributing factors, as people stated them", stated, "Nobody has stated a cause.")
THEORIES = Part(
    "theories",
    "Theories",
    lambda account: [*supposed(account), *excluded(account)],
    "No theory was left standing or ruled out.",
)
