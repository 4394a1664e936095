"""True statements changed so that they are false: `python -m tests.briefs.guardrails.mutations` prints what share is found."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from app.briefs import BRIEFS
from app.briefs.guardrails import Sources, checked_statements
from app.domain.brief import Context, Statement
from tests.briefs import cert_incident, pool_incident
from tests.briefs.guardrails.labelled import contexts, labelled

_QUOTED = re.compile(r"“([^”]*)”")
_CLOCK = re.compile(r"\b\d\d:\d\d\b")
_DIGIT = re.compile(r"\d")
_VERBS = re.compile(
    r"\b(?:is|was|are|were|reported|saw|found|took|said|says|asked|decided|stopped|deleted|set|raised|lowered|called|noticed|notices)\b"
)
_DENIES = re.compile(r"\b(?:no|never|not)\b", re.IGNORECASE)
Mutation = Callable[[Statement, Context], Iterator[Statement]]


def digit(statement: Statement, context: Context) -> Iterator[Statement]:
    for match in _DIGIT.finditer(statement.text):
        changed = str((int(match[0]) + 5) % 10)
        yield replace(statement, text=statement.text[: match.start()] + changed + statement.text[match.end() :])


def clock(statement: Statement, context: Context) -> Iterator[Statement]:
    for match in _CLOCK.finditer(statement.text):
        later = f"{(int(match[0][:2]) + 7) % 24:02}:{match[0][3:]}"
        yield replace(statement, text=statement.text[: match.start()] + later + statement.text[match.end() :])


def person(statement: Statement, context: Context) -> Iterator[Statement]:
    """Another person instead of the first one named in its own words."""
    own = _QUOTED.sub(lambda match: "¤" * len(match[0]), statement.text)
    for name in context.people.values():
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own)
        if match:
            for other in context.people.values():
                if other != name and other not in statement.text:
                    yield replace(
                        statement, text=statement.text[: match.start()] + other + statement.text[match.end() :]
                    )


def cause(statement: Statement, context: Context) -> Iterator[Statement]:
    yield replace(statement, text=f"{statement.text.rstrip('.')}, caused by the deploy")
    yield replace(statement, text=f"{statement.text.rstrip('.')} due to a memory leak")


def owner(statement: Statement, context: Context) -> Iterator[Statement]:
    """An owner: anybody but those whose own words are cited, who may have promised it; and a date."""
    cited = {line.entry.author.id for line in context.lines if line.entry.seq in statement.citations}
    cited |= {line.entry.details.get("person") for line in context.lines if line.entry.seq in statement.citations}
    for person_id, name in context.people.items():
        if f"owner: {name}" not in statement.text and person_id not in cited:
            bare = re.sub(r" – owner: .*$", "", statement.text.rstrip("."))
            yield replace(statement, text=f"{bare} – owner: {name}, due: unknown")
    yield replace(statement, text=f"{statement.text.rstrip('.')}, due next Sunday")


def negation(statement: Statement, context: Context) -> Iterator[Statement]:
    own = _QUOTED.sub(lambda match: "¤" * len(match[0]), statement.text)
    if not _DENIES.search(own) and (match := re.search(r"\b(?:is|was|are|were|will|did|does|do)\b(?! not)", own)):
        yield replace(statement, text=f"{statement.text[: match.end()]} not{statement.text[match.end() :]}")
    for match in re.finditer(r"(?<!→ )\b(?:not|never|no) (?!at all)", own):
        yield replace(statement, text=statement.text[: match.start()] + statement.text[match.end() :])


def word(statement: Statement, context: Context) -> Iterator[Statement]:
    """A quotation without one of its inner words."""
    for match in _QUOTED.finditer(statement.text):
        words = match[1].split(" ")
        for number in range(1, len(words) - 1):
            shorter = " ".join([*words[:number], *words[number + 1 :]])
            yield replace(
                statement, text=f"{statement.text[: match.start(1)]}{shorter}{statement.text[match.end(1) :]}"
            )


def swapped(statement: Statement, context: Context) -> Iterator[Statement]:
    """Two people named in it, each in the other's place."""
    own = _QUOTED.sub(lambda match: "¤" * len(match[0]), statement.text)
    found = {
        name: at.start()
        for name in context.people.values()
        if (at := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own))
    }
    if len(found) == 2 and "¤" in own:
        one, other = sorted(found, key=lambda name: found[name])
        text = statement.text
        first, second = found[one], found[other]
        yield replace(
            statement, text=text[:first] + other + text[first + len(one) : second] + one + text[second + len(other) :]
        )


def citation(statement: Statement, context: Context) -> Iterator[Statement]:
    """The same, said to rest on another entry."""
    numbers = [line.entry.seq for line in context.lines]
    for step in (3, 7, 11):
        wrong = numbers[(numbers.index(statement.citations[0]) + step) % len(numbers)]
        if wrong not in statement.citations:
            yield replace(statement, citations=(wrong,), at=None, who=())


MUTATIONS: tuple[Mutation, ...] = (digit, clock, person, cause, owner, negation, word, swapped, citation)


def truths() -> Iterator[tuple[Context, Statement]]:
    for incident in (pool_incident, cert_incident):
        context = incident.context()
        statements = {each for brief in BRIEFS for each in brief.write(context).statements}
        yield from ((context, each) for each in sorted(statements, key=lambda one: (one.citations, one.text)))
    every = contexts()
    yield from ((every[name], statement) for name, statement, honest in labelled() if honest)


def found_of(mutation: Mutation, cases: Sequence[tuple[Context, Statement]]) -> tuple[int, list[str]]:
    """How many mutants there are, and those that nothing was found wrong with."""
    sources = {id(context): Sources(context) for context, _ in cases}
    count, missed = 0, []
    for context, statement in cases:
        known = sources[id(context)]
        if checked_statements("s", [statement], known)[0][1]:
            continue
        for mutant, findings in checked_statements("s", mutation(statement, context), known):
            count += 1
            if not findings:
                missed.append(mutant.text)
    return count, missed


def main(out: TextIO = sys.stdout) -> None:
    cases = list(truths())
    for mutation in MUTATIONS:
        count, missed = found_of(mutation, cases)
        out.write(f"{mutation.__name__}: {count - len(missed)}/{count}\n")
        out.writelines(f"    {text}\n" for text in missed[:40])


if __name__ == "__main__":
    main()
