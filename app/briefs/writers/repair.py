"""Gives a model one chance to mend what the check found: all such statements in one question; what fails again is gone."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from app.briefs.guardrails import Finding, Sources, checked_statements
from app.briefs.writers.answer import Said, read
from app.briefs.writers.effort import Effort
from app.briefs.writers.grounding import Ground, Grounded
from app.briefs.writers.inquiry import Inquiry
from app.briefs.writers.material import entry_line
from app.briefs.writers.prompt import STANCE, STATEMENT
from app.domain.delimited import delimited
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject
from app.domain.model import Prompt
from app.domain.speech.plain import one_line
from app.policy.gate import Withheld
from app.ports import Model, TooLong

_TASK = "repair"
_MOST = 12
"""How many statements are worth mending; where more are wrong the model is not up to it."""
_LEAST_S = 1.0
_RESERVE_S = 0.5
_ANSWER_TOKENS = 800
_ASKED_FOR = """\
Statements that you wrote do not hold against the entries that they cite. For each one the data has the statement, what \
is wrong with it, and the entries. Write it again so that it says only what these entries say, or leave its text empty \
to take it out. Keep its number.

Answer with JSON only, of this shape:
{"statements": [{"number": 1, "text": "…", "entries": [0]}]}
"""
VERSION = hashlib.sha256(f"{STANCE}{_ASKED_FOR}".encode()).hexdigest()[:12]


async def repaired(given: Sequence[Grounded], ground: Ground, model: Model, inquiry: Inquiry) -> list[Grounded]:
    """The statements that hold up, the mended ones in their places. What is dropped is noted."""
    findings = await asyncio.to_thread(_findings, given, ground)
    wrong = [number for number, found in enumerate(findings) if found]
    inquiry.effort.findings.update(found[0].rule.name.lower() for found in findings if found)
    mended: dict[int, Grounded] = {}
    if wrong and len(wrong) <= _MOST and inquiry.left_s > _LEAST_S:
        mended = await _mended([(given[number], findings[number], number) for number in wrong], ground, model, inquiry)
    kept = [mended.get(number, one) for number, one in enumerate(given) if number not in wrong or number in mended]
    _note_dropped(inquiry.effort, [(given[number], findings[number]) for number in wrong if number not in mended])
    return kept


def _findings(given: Sequence[Grounded], ground: Ground) -> list[tuple[Finding, ...]]:
    """What is wrong with each. What it was not shown, a model cannot cite."""
    sources = Sources(ground.context)
    return [checked_statements(each.section, [each.statement], sources)[0][1] for each in given]


async def _mended(
    wrong: Sequence[tuple[Grounded, Sequence[Finding], int]], ground: Ground, model: Model, inquiry: Inquiry
) -> dict[int, Grounded]:
    """Place → the statement mended, of those that now hold."""
    prompt = _prompt([(each, found) for each, found, _ in wrong], ground)
    cited = frozenset(number for each, _, _ in wrong for number in each.statement.citations)
    try:
        answer = await inquiry.ask(model, prompt, cited, max(inquiry.left_s - _RESERVE_S, _RESERVE_S))
    except (Withheld, TooLong, Unavailable):
        return {}
    said = {each.number: each for each in await asyncio.to_thread(read, answer.text) if each.number}
    again = {
        place: Grounded(each.section, ground.statement(_in_place(said[number], each)))
        for number, (each, _, place) in enumerate(wrong, start=1)
        if number in said and said[number].text
    }
    findings = await asyncio.to_thread(_findings, list(again.values()), ground)
    held = {place: each for (place, each), found in zip(again.items(), findings, strict=True) if not found}
    if held:
        inquiry.effort.answers.append(answer)
    return held


def _in_place(said: Said, wrong: Grounded) -> Said:
    """Where it forgot to cite, it cites what it cited before."""
    return said if said.entries else replace(said, entries=wrong.statement.citations)


def _prompt(wrong: Sequence[tuple[Grounded, Sequence[Finding]]], ground: Ground) -> Prompt:
    rows: list[str] = []
    by_seq = {item.line.entry.seq: item for item in ground.floor.read.heard}
    for number, (each, found) in enumerate(wrong, start=1):
        rows.append(f"STATEMENT {number}: {one_line(each.statement.text)}")
        rows += [f"WRONG: it {one.rule.value}{f': {one_line(one.detail)}' if one.detail else ''}" for one in found[:3]]
        lines = ground.lines(each.statement.citations)
        rows += [entry_line(by_seq[line.entry.seq], ground.floor) for line in lines if line.entry.seq in by_seq]
    return Prompt(
        task=_TASK,
        version=VERSION,
        instructions=f"{STANCE}\n{_ASKED_FOR}",
        material=delimited(rows),
        schema=_schema(),
        most_output_tokens=_ANSWER_TOKENS,
    )


def _schema() -> JsonObject:
    properties = STATEMENT["properties"]
    assert isinstance(properties, dict)
    statement: Json = {
        **STATEMENT,
        "properties": {"number": {"type": "integer"}, **properties},
        "required": ["number", *properties],
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"],
        "additionalProperties": False,
    }


def _note_dropped(effort: Effort, gone: Sequence[tuple[Grounded, Sequence[Finding]]]) -> None:
    for each, found in gone:
        effort.drop(f"{found[0].rule.value}: {each.statement.text}")
