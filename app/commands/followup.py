"""`/inc followup`: work promised for later."""

import re
from datetime import date
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.done import done_with
from app.commands.grammar import command
from app.commands.stating import noted
from app.commands.times import Due
from app.commands.values import Number, Somebody, Text
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.lines import Line, lines
from app.record.reading import open_follow_ups

_DONE_WITH_WHAT = re.compile(r"done[\s.!]*", re.IGNORECASE)
_DONE = re.compile(r"done[\s:]+#?(\d{1,9})[\s.!]*", re.IGNORECASE)
_LISTING = frozenset({"list", "show", "all", "open"})


@command(reads=True, synonyms=("followups", "follow up", "follow ups", "todo"))
async def followup(
    call: Call,
    *,
    owner: Annotated[Somebody | None, "Owner, if somebody took it"] = None,
    due: Annotated[Due | None, "Due, if somebody gave a day"] = None,
    text: Annotated[Text | None, "What is to be done later"] = None,
) -> Reply:
    """Promise work for later, or list what is promised.

    Owner and day only if you say them: a person first, "by" and a day first or last. Alone, it lists the open ones
    with their numbers; `followup done 2` marks one as done.
    > followup add an alert on queue depth
    > followup @ana by friday add an alert on queue depth
    > followup write down the rollback by 2030-01-31
    > followup done 2
    > followup
    """
    if text is None or text.strip().casefold() in _LISTING:
        return say(await _listed(call))
    if match := _DONE.fullmatch(text):
        return await done_with(call, Number(int(match[1])))
    if _DONE_WITH_WHAT.fullmatch(text):
        return say(f"Say which one is done, by its number.\n{await _listed(call)}")
    person = await call.who(owner) if owner else ""
    day = due.date(call.at.date()).isoformat() if due else ""
    entries = await call.desk.reader.entries(call.incident)
    number = sum(entry.kind is Kind.FOLLOW_UP for entry in entries) + 1
    draft = call.draft(Kind.FOLLOW_UP, text, owner=person, due=day)
    line = f":pushpin: *Follow-up {number}* by {await call.name(call.person)}: {await call.shown(text)}"
    return noted(call, draft, line + await _terms(call, person, day))


async def _listed(call: Call) -> str:
    recorded = lines(await call.desk.reader.entries(call.incident))
    numbered = [line for line in recorded if line.entry.kind is Kind.FOLLOW_UP]
    numbered.sort(key=lambda line: line.entry.seq)
    still_open = {line.entry.key for line in open_follow_ups(recorded)}
    rows = {n: await _row(call, n, line) for n, line in enumerate(numbered, 1) if line.entry.key in still_open}
    if not rows:
        return f"No open follow-ups. `{call.desk.command} followup TEXT` adds one."
    example = f"`{call.desk.command} followup done {min(rows)}` marks one as done."
    return "\n".join(["*Open follow-ups*", *rows.values(), example])


async def _row(call: Call, number: int, line: Line) -> str:
    details = line.entry.details
    terms = await _terms(call, text_of(details.get("owner")), text_of(details.get("due")))
    return f"{number}. {await call.shown(line.text, 150)}{terms}"


async def _terms(call: Call, owner: str, due: str) -> str:
    terms = [f"owner {await call.name(owner)}"] if owner else []
    terms += [f"due {date.fromisoformat(due):%a %Y-%m-%d}"] if due else []
    return f" – {', '.join(terms)}" if terms else ""
