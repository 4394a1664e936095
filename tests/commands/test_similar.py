"""`/inc similar`: from the record and from reports, quoted, and only to those who may know."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from app.commands import COMMANDS
from app.commands.dispatch import Dispatcher
from app.connectors.postmortems import KIND
from tests.connectors.standin import connected

REPORT = """# 2025-03-04, Certificate of the shop expired

## Summary
Browsers refused the shop because its TLS certificate had expired. See https://evil.example/x and <!channel>.

## Resolution
- We renewed the certificate by hand.

## Duration
1h 35m
"""


@asynccontextmanager
async def with_reports(inc, folder):
    async with connected(KIND, path=str(folder), link="https://wiki.example.com/pm") as one:
        inc.desk = replace(inc.desk, surroundings=replace(inc.desk.surroundings, connected=(one,)))
        inc.dispatcher = Dispatcher(inc.desk, inc.database, inc.recorder, COMMANDS)
        yield


async def happened_before(inc, *, private: bool = False):
    """INC-1 in C1 was about a certificate and is over; INC-2 in C2 is going on."""
    inc.incident = await inc.declared("Certificate of checkout expired", private=private)
    await inc("impact Browsers show certificate errors at checkout to all customers")
    inc.clock.forward(600)
    await inc.says("ok I renewed the certificate and restarted checkout")
    inc.clock.forward(300)
    await inc("resolved certificate errors are gone")
    return await inc.declared("checkout: certificate errors in browsers", channel="C2")


async def test_one_of_ours_with_what_fixed_it_and_how_long_it_took(bare):
    await happened_before(bare)
    heard = await bare("similar", channel="C2")
    told = heard.answer
    assert "*Like INC-2*, of 1 past incident that I know" in told
    assert "INC-1 Certificate of checkout expired · <#C1>" in told
    assert "Fix: “ok I renewed the certificate and restarted checkout” <https://chat.example/p1|source>" in told
    assert "How long: 15 min, “Status: investigating → resolved" in told
    assert "What: “Browsers show certificate errors at checkout to all customers”" in told
    assert "certificate" in told.partition("Alike: ")[2]
    assert [button.label for button in heard.answer_body.buttons] == ["Keep"]
    assert not heard.public


async def test_what_is_private_is_found_by_its_members_only(bare):
    await happened_before(bare, private=True)
    bare.chat.members_of["C1"] = ["UANA"]
    told = await bare("similar", channel="C2", person="UANA")
    assert "INC-1" in told.answer
    assert "· private" in told.answer
    assert "INC-1" not in (await bare("similar", channel="C2", person="UBEN")).answer
    mentioned = await bare("similar", channel="C2", person="UANA", thread_ts="1.1")
    assert [one.post.reader for one in mentioned.posts if one.post.key.endswith(":answer")] == ["UANA"]


async def test_whom_chat_cannot_tell_apart_is_not_shown_what_is_private(bare):
    await happened_before(bare, private=True)
    bare.chat.down = True
    told = (await bare("similar", channel="C2")).answer
    assert "INC-1" not in told
    assert "their incidents may be missing" in told


async def test_reports_are_quoted_and_lead_only_to_themselves(inc, tmp_path):
    (tmp_path / "2025-03-04-cert.md").write_text(REPORT)
    async with with_reports(inc, tmp_path):
        told = (await inc("similar browsers refuse the certificate, it expired")).answer
    assert "*1.* <https://wiki.example.com/pm/2025-03-04-cert.md|Certificate of the shop expired> · 2025-03-04" in told
    assert "Fix: “We renewed the certificate by hand.” <https://wiki.example.com/pm/2025-03-04-cert.md|source>" in told
    assert "How long: 1 h 35 min, “Duration: 1h 35m”" in told
    assert "evil.example" not in told
    assert "<!channel>" not in told


async def test_nothing_similar_is_said(inc, tmp_path):
    (tmp_path / "cert.md").write_text(REPORT)
    async with with_reports(inc, tmp_path):
        told = (await inc("similar robots in the warehouse stand still")).answer
    assert told == "Nothing similar: I know 1 past incident."


async def test_without_a_past_it_says_how_to_get_one(inc):
    assert "connector `postmortems`" in (await inc("similar")).answer


async def test_what_could_not_be_looked_at_is_said(inc, tmp_path):
    async with with_reports(inc, tmp_path / "gone"):
        told = (await inc("similar certificate expired")).answer
    assert "Could not look: Postmortems: there is no folder" in told


@pytest.mark.parametrize("text", ["similar", "similar INC-9", "similar certificate"])
async def test_elsewhere_it_needs_words_or_an_incident_that_there_is(bare, text):
    told = (await bare(text, channel="C7")).answer
    assert told
    assert "went wrong" not in told
