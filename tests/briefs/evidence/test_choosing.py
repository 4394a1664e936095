import time

from app.briefs.evidence.choosing import chosen, settles
from app.briefs.evidence.passages import passages
from app.domain.speech.told import told
from tests.briefs.evidence.meeting import TALK, meeting


def read(talk=TALK, repeated=1):
    return passages(told(meeting(talk, repeated=repeated)))


def test_within_the_words_and_in_order():
    taken = chosen(read(), 40)
    assert 20 <= sum(each.words for each in taken) <= 48
    assert [each.place for each in taken] == sorted(each.place for each in taken)


def test_what_was_mostly_talked_about_and_no_manners():
    taken = chosen(read(), 60)
    assert all("machine" in each.text or "filter" in each.text for each in taken)


def test_questions_pronouns_and_fragments_are_not_quoted():
    texts = " ".join(each.text for each in chosen(read(), 1_000))
    assert "milk?" not in texts
    assert "that thing" not in texts
    assert "If it fits" not in texts


def test_the_same_is_not_said_twice_where_there_is_something_else():
    talk = (
        TALK + "ben: The bigger coffee machine grinds its own beans, and the office drinks forty cups before lunch.\n"
    )
    texts = [each.text for each in chosen(read(talk), 60)]
    assert len(set(texts)) == len(texts)


def test_what_was_settled_is_known_unless_it_is_supposed():
    by_text = {each.text: settles(each) for each in read()}
    assert by_text["We will buy the bigger coffee machine with the water filter."]
    assert by_text["I'll write to the supplier tomorrow about the coffee beans and the delivery of the machine."]
    assert not by_text["The water filter costs twelve euros, which the kitchen budget can pay."]
    supposed = read("ana: If it rains we will use the big tent next week.")
    assert not any(map(settles, supposed))


def test_something_settled_is_told_even_if_it_was_hardly_talked_about():
    settled = "We will buy the bigger coffee machine with the water filter."
    talk = TALK.replace(settled, "We will hire a gardener for the roof terrace.").replace("tomorrow ", "")
    talk = talk.replace("I'll write", "I once wrote")
    assert any("gardener" in each.text for each in chosen(read(talk), 40))


def test_half_a_reported_sentence_is_not_quoted():
    talk = TALK + 'ben: The supplier wrote " the coffee machine needs a water filter and a second kitchen.\n'
    assert not any("supplier wrote" in each.text for each in chosen(read(talk), 1_000))


def test_nothing_from_nothing():
    assert chosen([], 100) == []


def test_a_call_of_two_thousand_utterances_takes_well_under_a_second():
    found = read(repeated=100)
    started = time.process_time()
    chosen(found, 120)
    assert time.process_time() - started < 1
