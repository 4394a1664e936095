import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands import COMMANDS
from app.commands.grammar import command
from app.commands.verbs import find
from app.domain.errors import UserError


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.verb)
def test_verbs_and_synonyms_work_however_they_are_written(one):
    for word in (one.verb, *one.synonyms):
        for written in (word, word.upper(), f" “{word}” ", word.replace(" ", "-"), word.replace(" ", "  ")):
            assert find(COMMANDS, written)[0] is one, written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("statuz x", "status"),
        ("timelien", "timeline"),
        ("cacthup", "catchup"),
        ("post_mortm", "postmortem"),
        ("identifed", "status identified"),
    ],
)
def test_did_you_mean(written, meant):
    with pytest.raises(UserError) as caught:
        find(COMMANDS, written)
    assert f"Did you mean `/inc {meant}`" in str(caught.value)


def test_nothing_near_and_nothing_hidden_is_offered():
    for written in ("qqqq", "takenn", "when did we roll back?", "did we roll back?", "is it resolved?"):
        with pytest.raises(UserError) as caught:
            find(COMMANDS, written)
        assert "taken" not in str(caught.value).partition(". ")[2]
        assert str(caught.value).endswith("`/inc help` lists what you can say.")


@pytest.mark.parametrize("written", ["resolved?", "close ?!?", "update?", "status? resolved", "leave?"])
def test_a_question_is_no_order(written):
    with pytest.raises(UserError):
        find(COMMANDS, written)


@pytest.mark.parametrize("written", ["status?", "summary?", "catch up?", "help?", "status ?"])
def test_asking_for_what_only_reads_is_fine(written):
    assert find(COMMANDS, written)[1].strip(" ?") == ""


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_no_input_breaks_it(text):
    with contextlib.suppress(UserError):
        assert find(COMMANDS, text)[0] in COMMANDS


def test_synonyms_are_words_for_one_command():
    @command(synonyms=("a b",))
    async def ab_(call):
        """X."""

    assert find((ab_,), "a b c") == (ab_, "c")
