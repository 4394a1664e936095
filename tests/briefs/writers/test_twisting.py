"""Half-truths: the rules' own statements with one thing changed. And the control: the same, only shorter."""

import random
import re

import pytest

from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import cert_incident, pool_incident
from tests.briefs.writers.lookup import kept
from tests.briefs.writers.scripted import writers
from tests.briefs.writers.twisting import TWISTS, Twisting

KINDS = [kind for kind in BriefKind if kind not in {BriefKind.UPDATE, BriefKind.ANSWER}]
_PERSON = re.compile(r"\[person-\d+\]|Priya|Tomasz|lena\.k|Marcus|Yuki|sam")


def _unnamed(text):
    """As it is compared: names may have been hidden in it."""
    return re.sub(r"\W+", " ", _PERSON.sub("", text)).strip()


async def _written(database, clock, model, kind, context):
    document = await writers(database, clock, model, kind=kind.value).write(kind, context)
    floor = write(kind, context)
    theirs = {each.text for each in floor.statements}
    return floor, document, [each for each in document.statements if each.text not in theirs]


@pytest.mark.parametrize("twist", TWISTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_no_half_truth_gets_out(database, clock, twist, kind):
    for seed, context in enumerate([pool_incident.context(), cert_incident.context(), pool_incident.context(30)]):
        model = Twisting((), name=f"twisting-{seed}", twist=TWISTS[twist], rng=random.Random(seed))
        floor, document, theirs = await _written(database, clock, model, kind, context)
        said = {_unnamed(text) for text in model.said}
        if twist == "person":
            assert theirs == []
        assert [each.text for each in theirs if _unnamed(each.text) in said] == []
        found, facts = kept(floor, document)
        assert found >= 0.9 * facts


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_only_said_shorter_is_taken(database, clock, kind):
    context = pool_incident.context()
    floor, document, theirs = await _written(database, clock, Twisting(()), kind, context)
    found, facts = kept(floor, document)
    assert found >= 0.9 * facts
    assert len(theirs) >= 2
    assert document.written_by == "small"
