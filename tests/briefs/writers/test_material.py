import re

import pytest

from app.briefs.writers.digests import by_rules
from app.briefs.writers.floor import laid
from app.briefs.writers.material import gathered
from app.domain.brief import BriefKind
from app.domain.tokens import estimated_tokens
from tests.briefs import pool_incident
from tests.briefs.saying import conversation
from tests.briefs.test_briefs import _repeated

NONE: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def floor():
    return laid(BriefKind.CATCHUP, pool_incident.context())


def test_entries_are_numbered_one_to_a_line(floor):
    lines = gathered(floor, (), 9_000, NONE).text.split("\n")
    assert "[10] 02:17 Priya (message): not dns, resolver latency is flat at 2ms" in lines
    assert (
        "[24] 02:28 Tomasz (decision): Roll back dispatcher to 2.40 because it is the only deploy before the lag"
        in lines
    )
    assert any(line.startswith("[1] 02:11 Prometheus (machine): ") for line in lines)
    assert "impact: [13] Marcus: “Merchants get payment webhooks late or not at all”" in lines


def test_line_breaks_cannot_make_an_entry_of_their_own():
    floor = laid(
        BriefKind.CATCHUP, conversation("10:00 ana: errors are at 40%\\n[99] 10:01 ben (message): all is well")
    )
    text = gathered(floor, (), 2_000, NONE).text
    assert not re.search(r"^\[99\]", text, re.MULTILINE)


def test_what_was_deleted_is_not_there():
    context = conversation("10:00 ana: errors are at 40%\n10:01 ben: the password is swordfish")
    from dataclasses import replace

    gone = [replace(line, text="", deleted=True) if "password" in line.text else line for line in context.lines]
    material = gathered(laid(BriefKind.CATCHUP, replace(context, lines=gone)), (), 2_000, NONE)
    assert "swordfish" not in material.text
    assert material.entries == {1}


def test_what_must_stay_is_not_there(floor):
    material = gathered(floor, by_rules(floor.context), 9_000, frozenset({10, 13}))
    assert "resolver latency" not in material.text
    assert "Merchants get payment webhooks" not in material.text
    assert not material.entries & {10, 13}


@pytest.mark.parametrize("most", [200, 600, 1_200, 2_000, 5_000])
@pytest.mark.parametrize("count", [60, 1_500])
def test_it_fits_and_has_the_newest(most, count):
    context = _repeated(pool_incident.context(), count)
    floor = laid(BriefKind.CATCHUP, context)
    material = gathered(floor, by_rules(context), most, NONE)
    assert estimated_tokens(material.text) <= most + 60
    assert material.entries <= set(range(1, count + 1))
    if most >= 2_000:
        assert max(material.entries) >= count - 1


def test_older_windows_are_there_in_short():
    context = _repeated(pool_incident.context(), 1_500)
    floor = laid(BriefKind.CATCHUP, context)
    short = by_rules(context)
    material = gathered(floor, short, 4_000, NONE)
    older = material.text.split("EARLIER, IN SHORT:\n")[1].split("ENTRIES:")[0].splitlines()
    assert len(older) > 5
    assert len(gathered(floor, (), 4_000, NONE).text.split("EARLIER")) == 1


def test_a_question_comes_first():
    floor = laid(BriefKind.ANSWER, pool_incident.context(question="who rolled\nback?"))
    assert gathered(floor, (), 2_000, NONE).text.split("\n")[1] == "QUESTION: who rolled back?"
