from app.briefs.evidence.passages import MOST_WORDS, passages
from app.domain.speech.told import told
from tests.briefs.evidence.meeting import meeting


def found(*lines):
    return passages(told(meeting("\n".join(lines))))


def test_a_sentence_is_a_passage_without_its_noise():
    (passage,) = found("ana: Okay, um, so we keep the red door.")
    assert passage.text == "we keep the red door."
    assert passage.whole
    assert not passage.resumed


def test_a_sentence_that_goes_on_from_an_earlier_turn_is_known_by_its_start():
    *_, passage = found("ana: We keep the", "ben: Yes.", "ana: red door of the old house.")
    assert passage.resumed


def test_a_long_sentence_is_cut_between_clauses():
    clause = "the door of the house that my neighbour painted is red"
    cut = found(f"ana: {clause}, and {clause}, but {clause}, so {clause}.")
    assert len(cut) > 1
    assert all(each.words <= MOST_WORDS for each in cut)


def test_turns_that_agree_are_counted():
    first, *_ = found("ana: We keep the red door.", "ben: Yeah, sure.", "cy: Exactly.", "ana: Good.")
    assert first.agreed == 2


def test_place_runs_over_the_call():
    places = [each.place for each in found("ana: We keep the red door.", "ben: And the blue window too.")]
    assert places[0] == 0
    assert 0 < places[1] < 1
