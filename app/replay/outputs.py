"""The files that a replay leaves: the record, the timeline, the briefs, and a report that can be checked."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from app.briefs import html, markdown
from app.domain.brief import BriefKind, Context
from app.domain.json import Json
from app.domain.lines import lines
from app.record.bodies import to_json
from app.record.timeline import Row, timeline
from app.replay.run import Replayed, entries_of_messages

_FILES = (
    (BriefKind.CATCHUP, "catchup.md"),
    (BriefKind.SUMMARY, "summary.md"),
    (BriefKind.HANDOVER, "handover.md"),
    (BriefKind.POSTMORTEM, "postmortem.md"),
)


def make_room(out: Path) -> None:
    """Make the folder and see that files can be written to it, before there is anything to lose. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "report.json", "")


def write_outputs(replayed: Replayed, out: Path) -> dict[str, Json]:
    """Write everything into the folder `out` and return the report."""
    make_room(out)
    sources = {entry.seq: place_of(entry.source.url) for entry in replayed.entries}
    _write(out / "record.jsonl", "".join(_line(to_json(entry)) for entry in replayed.entries))
    _write(
        out / "timeline.json", json.dumps([row_json(row) for row in rows_of(replayed)], indent=1, ensure_ascii=False)
    )
    for kind, name in _FILES:
        document = replayed.documents.get(kind)
        if document:
            _write(out / name, markdown.render(document, sources))
    if postmortem := replayed.documents.get(BriefKind.POSTMORTEM):
        _write(out / "postmortem.html", html.render(postmortem, sources))
    report = report_of(replayed)
    _write(out / "report.json", json.dumps(report, indent=1))
    return report


def report_of(replayed: Replayed) -> dict[str, Json]:
    """`duplicates` and `lost` compare the record with every message of the export, `duplicates` also the posts."""
    recorded = entries_of_messages(replayed.entries)
    said = set(replayed.messages)
    statements = [one for document in replayed.documents.values() for one in document.statements]
    numbers = {entry.seq for entry in replayed.entries}
    cited = [one for one in statements if one.citations and set(one.citations) <= numbers]
    return {
        "messages_in": len(said),
        "entries": len(replayed.entries),
        "duplicates": sum(count - 1 for count in recorded.values()) + replayed.duplicate_posts,
        "lost": len(said - recorded.keys()),
        "posts": replayed.posts,
        "ephemeral": replayed.ephemeral,
        "statements": len(statements),
        "statements_cited": len(cited),
        "seconds": round(replayed.seconds, 2),
        "peak_rss_mb": round(replayed.peak_rss_mb, 1),
        "chain_ok": not replayed.chain_faults,
    }


def rows_of(replayed: Replayed) -> list[Row]:
    assert replayed.incident
    return timeline(
        Context(
            incident=replayed.incident,
            lines=lines(replayed.entries),
            people=replayed.people,
            channels=replayed.channels,
            now=replayed.entries[-1].recorded_at,
        )
    )


def row_json(row: Row) -> Mapping[str, Json]:
    """`at` is RFC 3339 in UTC; `citations` are entry numbers of `record.jsonl`."""
    return {
        "at": row.at.isoformat().replace("+00:00", "Z"),
        "kind": row.kind,
        "text": row.text,
        "who": row.who,
        "citations": list(row.citations),
        "url": place_of(row.url),
    }


def place_of(url: str) -> str:
    """A permalink without the address of the sandbox, which is gone by the time it is read: `archives/C1/p17…`."""
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="", path=parts.path.lstrip("/")).geturl()


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
