"""What a writer has in the middle and at the end of an export that was lived through."""

import shutil

from app.domain.entry import Kind
from app.domain.incident import Status
from app.evaluation.living import at_the_end, in_the_middle, live
from tests.evaluation.corpora import OWN


async def test_the_contexts_of_those_who_join_late(tmp_path):
    folder = tmp_path / "export"
    shutil.copytree(OWN / "mail-queue-blip", folder)
    (folder / "truth.json").unlink()  # nothing of it is needed to live through the rest
    lived = await live(folder)
    assert (lived.messages, lived.posts, lived.private) == (8, 2, 0)
    assert 0.1 < lived.hours < 0.2

    end = at_the_end(lived)
    said = [line for line in end.lines if line.entry.kind in {Kind.MESSAGE, Kind.SIGNAL}]
    assert len(said) == 8
    assert all("Handover" not in line.text for line in end.lines)
    assert end.incident.status is Status.INVESTIGATING
    assert end.now > said[-1].at

    moments = dict(in_the_middle(lived))
    assert list(moments) == ["1/3", "2/3"]
    counts = [sum(line.entry.kind in {Kind.MESSAGE, Kind.SIGNAL} for line in each.lines) for each in moments.values()]
    assert counts == [3, 6]
    assert all(line.at <= each.now for each in moments.values() for line in each.lines)
