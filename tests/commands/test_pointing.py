"""Where nobody said it, the command that other systems answer is named in a last line."""

import pytest

from tests.commands.systems import surround
from tests.context.systems import Alerts, Catalogue, Pager, Ships


@pytest.fixture
async def asking(inc):
    inc.incident = await inc.declared("Checkout is down")
    return inc


@pytest.mark.parametrize(
    ("question", "footnote"),
    [
        ("what changed?", "`/inc changes` shows what other systems know."),
        ("was anything deployed?", "`/inc changes` shows what other systems know."),
        ("who owns the ledger?", "`/inc owner` shows what other systems know."),
        ("who is on-call?", "`/inc owner` shows what other systems know."),
        ("has this happened before?", "`/inc similar` shows past incidents that are like it."),
        ("who is the king of Norway?", ""),
        ("what exchange rate is used?", ""),
    ],
)
async def test_what_nobody_said_may_be_known_elsewhere(asking, question, footnote):
    surround(asking, ships=Ships(), catalog=Catalogue(), pager=Pager())
    body = (await asking(f"ask {question}")).answer_body
    assert body.footnote == footnote
    assert body.document.sections[0].empty.startswith("Nobody said")
    assert not body.document.statements


async def test_only_where_a_system_that_could_know_is_connected(asking):
    assert (await asking("ask has this happened before?")).answer_body.footnote == ""
    surround(asking, alerts=Alerts())
    assert (await asking("ask what changed?")).answer_body.footnote == ""
    assert (await asking("ask who owns the ledger?")).answer_body.footnote == ""
    assert (await asking("ask has this happened before?")).answer_body.footnote.startswith("`/inc similar`")


async def test_not_where_somebody_said_it(asking):
    surround(asking, ships=Ships())
    await asking.says("I deployed ledger 2.31")
    body = (await asking("ask what was deployed?")).answer_body
    assert body.document.statements
    assert body.footnote == ""


async def test_not_in_another_channel_where_the_command_would_be_about_something_else(asking):
    surround(asking, ships=Ships())
    assert (await asking("INC-1 ask what changed?", channel="C9")).answer_body.footnote == ""
