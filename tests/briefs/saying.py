"""Test-only: a conversation from lines such as `02:11 sam: text`, for small tests of the evidence and the sections."""

import re
from datetime import UTC, datetime

from app.briefs.evidence.account import Account, account
from app.domain.brief import Context
from app.domain.entry import Author, Draft, Kind, Source, Voice
from tests.briefs.exports import context_from, record

_LINE = re.compile(r"^(\d\d:\d\d) (?:!(\w+) )?(?:>(\d+) )?(\w+): ?(.*)$")
PEOPLE = {name: name for name in ("ana", "ben", "cy", "dee")}


def conversation(text: str, details: dict[int, dict] | None = None, **changes: object) -> Context:
    """`bot` speaks as a machine; `!decision` records a command; `>3` replies in the thread of line 3."""
    drafts = [_draft(n, line, (details or {}).get(n, {})) for n, line in enumerate(text.strip().split("\n"), 1)]
    return context_from(record(drafts), PEOPLE, {"C1": "inc"}, **changes)


def told_about(text: str, details: dict[int, dict] | None = None, **changes: object) -> Account:
    return account(conversation(text, details, **changes))


def _draft(number: int, line: str, details: dict) -> Draft:
    match = _LINE.match(line.strip())
    assert match, line
    time, kind, thread, who, text = match.groups()
    hour, minute = map(int, time.split(":"))
    machine = who == "bot"
    return Draft(
        key=f"C1/{number:05d}",
        kind=Kind(kind) if kind else Kind.SIGNAL if machine else Kind.MESSAGE,
        happened_at=datetime(2026, 4, 12, hour, minute, number % 60, tzinfo=UTC),
        author=Author(Voice.MACHINE, "B1", "monitor") if machine else Author(Voice.PERSON, who),
        source=Source("slack", f"C1/{number}", f"https://chat.example/{number}"),
        text=text.replace("\\n", "\n"),
        thread=f"C1/{int(thread):05d}" if thread else "",
        details=details,
    )
