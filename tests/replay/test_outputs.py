"""The files that a replay leaves, field by field."""

import json
from datetime import datetime

import pytest

from app.replay.outputs import write_outputs
from app.replay.run import open_export, replay
from tests.replay.small_export import TEXTS, small_export

REPORT = (
    "messages_in", "entries", "duplicates", "lost", "posts", "ephemeral", "statements", "statements_cited", "seconds",
    "peak_rss_mb", "chain_ok",
)  # fmt: skip
FILES = (
    "catchup.md", "handover.md", "postmortem.html", "postmortem.md", "record.jsonl", "report.json", "summary.md",
    "timeline.json",
)  # fmt: skip


@pytest.fixture
async def out(tmp_path):
    opened, names = open_export(small_export(tmp_path / "export"), ["war-room"])
    write_outputs(await replay(opened, names, lambda done, total: None), tmp_path / "out")
    return tmp_path / "out"


async def test_every_file_and_field_is_there(out):
    assert sorted(path.name for path in out.iterdir()) == list(FILES)
    report = json.loads((out / "report.json").read_text())
    assert tuple(report) == REPORT
    assert (report["messages_in"], report["lost"], report["duplicates"], report["chain_ok"]) == (8, 0, 0, True)
    assert report["statements_cited"] == report["statements"] > 10
    assert (report["posts"], report["ephemeral"]) == (4, 4)
    assert report["seconds"] > 0
    assert report["peak_rss_mb"] > 10

    record = [json.loads(line) for line in (out / "record.jsonl").read_text().splitlines()]
    assert [entry["seq"] for entry in record] == list(range(1, report["entries"] + 1))
    said = [entry["text"] for entry in record if entry["kind"] == "message"]
    assert {text for _, text in TEXTS} <= set(said)

    rows = json.loads((out / "timeline.json").read_text())
    numbers = {entry["seq"]: entry for entry in record}
    for row in rows:
        assert {"at", "kind", "text", "who", "citations"} <= set(row)
        assert row["at"].endswith("Z")
        assert datetime.fromisoformat(row["at"]).tzinfo
        assert row["citations"]
        assert numbers[row["citations"][0]]["happened_at"] == datetime.fromisoformat(row["at"]).isoformat()
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "Ana Ferreira" in {row["who"] for row in rows}

    for name in ("catchup.md", "summary.md", "handover.md", "postmortem.md", "postmortem.html"):
        text = (out / name).read_text()
        assert "INC-1" in text
        assert "U0ANA" not in text
        assert "pool size" in text
