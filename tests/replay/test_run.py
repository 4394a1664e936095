"""Replays: the same every time, whatever goes wrong with the events; and every export that is at hand."""

import json
from pathlib import Path

import pytest

from app.replay.outputs import row_json, rows_of, write_outputs
from app.replay.run import Replayed, open_export, replay
from app.sandbox.faults import EVENTS, Fault
from tests.replay.small_export import small_export

INCIDENTS = Path(__file__).parents[3] / "shared" / "data" / "incidents"
EXPORTS = sorted(path.parent for path in INCIDENTS.glob("**/channels.json") if "chatter" not in path.parts)
TROUBLE = {
    "duplicated": [Fault(EVENTS, "duplicate", times=None)],
    "shuffled": [Fault(EVENTS, "shuffle", times=None, delay_s=0.02)],
    "both": [Fault(EVENTS, "shuffle", times=None, delay_s=0.02), Fault(EVENTS, "duplicate", times=None)],
}


async def played(folder: Path, *faults: Fault) -> Replayed:
    opened, names = open_export(folder, [])
    return await replay(opened, names, lambda done, total: None, faults)


def timeline(replayed: Replayed, *, numbered: bool) -> str:
    """As it is written; entries are numbered as they come, so out of order their keys say more than their numbers."""
    keys = {entry.seq: entry.key for entry in replayed.entries}
    rows = [dict(row_json(row)) for row in rows_of(replayed)]
    for row in rows:
        if not numbered:
            row["citations"] = [keys[number].partition("/")[2] for number in row["citations"]]
    return json.dumps(rows)


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=list(TROUBLE))
async def test_the_timeline_is_the_same_whatever_happens_to_the_events(tmp_path, trouble):
    export = small_export(tmp_path / "export")
    clean, troubled = await played(export), await played(export, *trouble)
    ordered = all(fault.kind == "duplicate" for fault in trouble)
    assert timeline(troubled, numbered=ordered) == timeline(clean, numbered=ordered)
    assert len(troubled.entries) == len(clean.entries)
    assert troubled.chain_faults == []
    assert troubled.duplicate_posts == 0


@pytest.mark.parametrize("export", EXPORTS or [None], ids=lambda path: path.name if path else "none")
async def test_nothing_of_an_export_is_lost_or_doubled(tmp_path, export):
    if export is None:
        pytest.skip("the incidents that others recorded are not on this machine")
    report = write_outputs(await played(export), tmp_path)
    assert (report["lost"], report["duplicates"], report["chain_ok"]) == (0, 0, True)
    assert report["statements_cited"] == report["statements"]
    assert report["messages_in"]
