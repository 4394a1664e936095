from dataclasses import replace

import pytest

from app.briefs import write
from app.briefs.writers.answer import Said, read
from app.briefs.writers.floor import laid
from app.briefs.writers.grounding import Ground
from app.briefs.writers.weaving import woven
from app.domain.brief import BriefKind
from tests.briefs import pool_incident
from tests.briefs.saying import conversation
from tests.briefs.writers.scripted import sections

ALL = frozenset(range(1, 61))
BETTER = "Tomasz's failover, redis-wh-02 is primary now, had no effect: Priya saw no change, lag still climbing"
KEPT = "failover done, redis-wh-02 is primary now"


@pytest.fixture(scope="module")
def floor():
    return laid(BriefKind.SUMMARY, pool_incident.context(until=24))


def _woven(floor, answer):
    said = read(answer) if isinstance(answer, str) else answer
    return woven(floor, Ground(floor, ALL).grounded(said))


def _texts(document, key):
    return [each.text for section in document.sections if section.key == key for each in section.statements]


def test_better_words_stand_in_the_place_of_the_rules(floor):
    made = _woven(floor, sections(tried=[(BETTER, [16, 18, 19])]))
    before, after = _texts(floor.document, "tried"), _texts(made.document, "tried")
    assert [KEPT in each for each in before] == [each == BETTER for each in after]
    assert (made.kept, made.filled) == (1, len(floor.document.statements) - 1)


def test_it_keeps_the_time_of_what_it_stands_for(floor):
    made = _woven(floor, sections(tried=[(BETTER, [19, 16, 18])]))
    (mine,) = [each for each in made.document.statements if each.text == BETTER]
    (theirs,) = [each for each in floor.document.statements if KEPT in each.text]
    assert mine.at == theirs.at


@pytest.mark.parametrize(
    "offered",
    [
        ("Things happened.", [16, 18, 19]),
        ("Tomasz failed over redis", [16, 18, 19]),
        ("A failover to another primary was attempted, without visible improvement", [16, 18, 19]),
        ("The failover to redis-wh-02 helped, Priya saw no more change", [16, 18, 19]),
        (BETTER, [19]),
    ],
)
def test_what_says_less_or_nothing_displaces_nothing_and_takes_no_line(floor, offered):
    made = _woven(floor, sections(tried=[offered]))
    assert made.document == floor.document
    assert made.kept == 0


def test_better_in_another_section_displaces_nothing(floor):
    made = _woven(floor, sections(decisions=[(BETTER, [16, 18, 19])]))
    assert made.document == floor.document


OBSERVED = "\n".join(f"10:0{n} ana: errors on api-{n} are at {n}0% and rising" for n in range(1, 9))


def test_what_the_rules_did_not_choose_is_added_while_there_is_room():
    floor = laid(BriefKind.HANDOVER, conversation(f"{OBSERVED}\n10:20 ben: anything?"))
    chosen = {
        n
        for section in floor.document.sections
        if section.key == "seen"
        for each in section.statements
        for n in each.citations
    }
    left = sorted(floor.fitting["seen"] - chosen)
    assert left
    offered = [(f"ana saw errors on api-{n} at {n}0% and rising", [n]) for n in left]
    made = _woven(floor, sections(seen=offered, tried=offered))
    assert len(made.document.statements) == len(floor.document.statements), "the section is full"
    assert _texts(made.document, "tried") == [], "nothing was tried there as far as the rules hear"


def test_a_section_of_which_the_rules_knew_nothing_is_opened_in_its_place():
    context = conversation("10:00 ana: errors are at 40%\n10:01 ben: let's go with the replica\n10:02 ana: ok")
    floor = laid(BriefKind.CATCHUP, context)
    empty = replace(floor, document=replace(floor.document, sections=floor.document.sections[:1]))
    key = next(key for key, numbers in floor.fitting.items() if 2 in numbers)
    made = woven(empty, Ground(floor, ALL).grounded([Said(key, "ben: let's go with the replica", (2,))]))
    assert _texts(made.document, key) == ["ben: let's go with the replica"]
    assert made.kept == 1


def test_what_is_added_disturbs_no_order():
    context = pool_incident.context()
    floor = laid(BriefKind.HANDOVER, context)
    text = "Tomasz does not rule the deploy out, since 2.41 added a second connection per job"
    made = _woven(floor, sections(causes=[(text, [34])]))
    theirs = [each for each in _texts(made.document, "causes") if each != text]
    assert theirs == _texts(floor.document, "causes")


def test_headline_and_title_stay(floor):
    made = _woven(floor, sections(tried=[(BETTER, [16, 18, 19])]))
    assert (made.document.headline, made.document.title) == (floor.document.headline, floor.document.title)


def test_what_does_not_hold_is_dropped_at_the_door(floor):
    wrong = f"{BETTER} and 77 hosts"
    made = _woven(floor, sections(tried=[(wrong, [16, 18, 19])]))
    assert wrong not in [each.text for each in made.document.statements]


def test_an_update_has_plain_words_and_nobodys_name():
    floor = laid(BriefKind.UPDATE, pool_incident.context())
    numbers = sorted(floor.fitting["affected"])
    said = [
        Said("affected", "Marcus says that merchants get payment webhooks late or not at all", tuple(numbers)),
        Said("affected", "Merchants get payment webhooks late, see redis-wh-02", tuple(numbers)),
    ]
    made = _woven(floor, said)
    assert made.document == write(BriefKind.UPDATE, pool_incident.context())


@pytest.mark.parametrize("kind", list(BriefKind))
@pytest.mark.parametrize("until", [5, 30, 60])
def test_the_rules_own_words_change_nothing(kind, until):
    floor = laid(kind, pool_incident.context(until, question="who rolled back?"))
    said = [
        Said(section.key, each.text, each.citations)
        for section in floor.document.sections
        for each in section.statements
    ]
    made = _woven(floor, said)
    assert [s.text for s in made.document.statements] == [s.text for s in floor.document.statements]
