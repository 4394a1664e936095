import pytest

from app.commands import COMMANDS
from app.commands.grammar import parse
from app.commands.verbs import find


async def test_every_button_does_what_one_could_type(inc):
    await inc("leave")
    left = (await inc("")).answer_body
    await inc("adopt")
    opened = (await inc("")).answer_body
    await inc("close")
    closed = (await inc("")).answer_body
    elsewhere = (await inc("", channel="C9")).answer_body
    for body in (opened, closed, left, elsewhere):
        for button in body.buttons:
            meant, rest = find(COMMANDS, button.value)
            if button.act == "call":
                parse(meant, rest)
            else:
                assert (button.act, rest) == ("form", "")
    labels = [[one.label for one in body.buttons] for body in (opened, closed, left, elsewhere)]
    assert labels[0][-5:] == ["Decision", "Note", "Follow-up", "Handover", "Resolve"]
    assert labels[1][-1] == "Postmortem"
    assert labels[2][-1] == "Record again"
    assert labels[3] == ["Declare an incident", "List incidents", "Adopt this channel"]


@pytest.mark.parametrize("title", ["<!channel>", "a & b"])
async def test_the_title_is_inert(bare, title):
    await bare.declared(title)
    assert "<!" not in (await bare("")).answer
