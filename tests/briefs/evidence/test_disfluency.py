import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.briefs.evidence.disfluency import cleaned, opened


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("We will use the spare pool.", "We will use the spare pool."),
        ("Um, {vocalsound} we will use it.", "we will use it."),
        ("We will um use the uh spare pool.", "We will… use the… spare pool."),
        ("We we have the the wrong plan.", "we have… the wrong plan."),
        ("I think that I think that we wait.", "I think that we wait."),
        ("We k keep the des design simple.", "We… keep the… design simple."),
        ("It's, you know, too late.", "It's… too late."),
        ("[inaudible] the report", "the report"),
        ("I don't think so, erm.", "I don't think so"),
        ("{gap}", ""),
        ("She had had that that year", "She had had that that year"),
    ],
)
def test_noise_is_left_out_with_a_mark_inside_and_without_one_at_the_ends(said, left):
    assert cleaned(said).text == left


def test_cuts_are_counted():
    assert cleaned("We will um use the uh spare pool.").cuts == 2
    assert cleaned("Uh, fine.").cuts == 0


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Okay, so the plan is to wait.", "the plan is to wait."),
        ("Yeah, but… we wait.", "we wait."),
        ("'cause we wait", "we wait"),
        ("I think we wait", "I think we wait"),
        ("So-called experts", "So-called experts"),
        ("Okay.", ""),
    ],
)
def test_words_that_only_take_the_turn_are_left_out_and_hedges_are_kept(said, left):
    assert opened(said) == left


@given(
    st.lists(st.sampled_from(["we", "we", "um", "{x}", "plan", "pl", "the", "w", ",", "you know", "."]), max_size=30)
)
def test_every_piece_was_said_as_it_stands(words):
    said = " ".join(words)
    for piece in cleaned(said).text.split("… "):
        assert piece.strip() in said


def test_a_long_line_without_spaces_is_no_trouble():
    assert cleaned("a'" * 3_000).text
    assert cleaned("we " * 2_000).cuts == 0
