"""Status, by its name and by its shorter words."""

import pytest

from app.domain.entry import Kind
from app.domain.incident import Status


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("status identified", Status.IDENTIFIED),
        ("identified", Status.IDENTIFIED),
        ("monitoring", Status.MONITORING),
        ("status resolved", Status.RESOLVED),
        ("resolve", Status.RESOLVED),
        ("Resolved!", Status.RESOLVED),
        ("close", Status.CLOSED),
        ("status closed", Status.CLOSED),
    ],
)
async def test_the_status_moves(inc, text, to):
    heard = await inc(text)
    assert heard.entry.details == {"to": to.value, "was": "investigating"}
    assert heard.entry.text == f"investigating → {to.value}"
    assert f"*Status: {to.value}* (was investigating), set by Ana Lima" in heard.line
    assert (await inc.now()).status is to


async def test_the_reason_is_kept_in_the_words_given(inc):
    heard = await inc("resolve the rollback ended the errors")
    assert heard.entry.text == "the rollback ended the errors"
    assert heard.line.endswith("set by Ana Lima: the rollback ended the errors")


async def test_no_change_says_so_and_records_nothing(inc):
    heard = await inc("status investigating still looking")
    assert heard.answer == (
        "The status is *investigating* already. Nothing was changed. For a remark, type `/inc note`."
    )
    assert heard.entries == []
    assert (await inc("reopen")).answer == "INC-1 is open (investigating). Nothing was changed."


async def test_closing_sets_the_postmortem_going(inc):
    heard = await inc("close")
    assert "postmortem" in {kind for kind, _ in heard.jobs}
    assert "The draft of the postmortem follows here." in heard.line


@pytest.mark.parametrize("text", ["status investigating", "reopen", "reopen the errors are back"])
async def test_a_closed_incident_is_reopened(inc, text):
    await inc("close")
    heard = await inc(text)
    assert heard.kinds == [Kind.STATUS]
    incident = await inc.now()
    assert incident.is_open
    assert incident.closed_at is None
