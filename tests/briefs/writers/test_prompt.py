import pytest
from jsonschema import Draft202012Validator

from app.briefs.writers.digests import by_rules
from app.briefs.writers.floor import laid
from app.briefs.writers.prompt import ASKED_FOR, BELONGS, ROOM, Room, asking_for, room_in
from app.domain.brief import BriefKind
from app.domain.model import ModelCard
from app.domain.tokens import estimated_tokens
from tests.briefs import pool_incident
from tests.briefs.test_briefs import _repeated
from tests.briefs.writers.scripted import LOCAL


def _tokens(prompt):
    return (
        estimated_tokens(prompt.instructions) + estimated_tokens(prompt.material) + estimated_tokens(str(prompt.schema))
    )


@pytest.mark.parametrize("count", [100, 1_000, 10_000])
def test_a_catchup_is_asked_for_in_less_than_6000_tokens_whatever_the_length(count):
    context = _repeated(pool_incident.context(), count)
    prompt, _ = asking_for(laid(BriefKind.CATCHUP, context), by_rules(context), ROOM[BriefKind.CATCHUP])
    assert _tokens(prompt) < 6_000


@pytest.mark.parametrize("kind", list(BriefKind))
def test_every_kind_and_every_section_is_explained(kind):
    floor = laid(kind, pool_incident.context(question="who rolled back?"))
    prompt, _ = asking_for(floor, (), ROOM[kind])
    assert ASKED_FOR[kind] in prompt.instructions
    for share in floor.shares:
        assert BELONGS[share.part.key]
        assert f'- "{share.part.key}" (' in prompt.instructions
    Draft202012Validator.check_schema(prompt.schema)
    keys = [share.part.key for share in floor.shares]
    good = {"sections": [{"key": keys[0], "statements": [{"text": "x", "entries": [1]}]}]}
    validator = Draft202012Validator(prompt.schema)
    assert validator.is_valid(good)
    assert not validator.is_valid({"sections": [{"key": "timeline", "statements": []}]})


def test_the_wording_names_its_version_and_nothing_said_is_in_the_instructions():
    floor = laid(BriefKind.CATCHUP, pool_incident.context())
    prompt, _ = asking_for(floor, (), ROOM[BriefKind.CATCHUP])
    other, _ = asking_for(laid(BriefKind.CATCHUP, pool_incident.context(5)), (), ROOM[BriefKind.CATCHUP])
    assert prompt.instructions == other.instructions
    assert prompt.version == other.version
    assert "Priya" not in prompt.instructions


@pytest.mark.parametrize("context_tokens", [2_048, 4_096, 8_192, 128_000])
@pytest.mark.parametrize("kind", list(BriefKind))
def test_question_and_answer_fit_into_the_model(kind, context_tokens):
    card = ModelCard(name="m", model="m", endpoint=LOCAL, context_tokens=context_tokens)
    room = room_in(kind, card)
    assert room.question + room.answer <= context_tokens * 0.9
    assert room.answer <= ROOM[kind].answer


def test_no_room_is_said():
    floor = laid(BriefKind.CATCHUP, pool_incident.context())
    with pytest.raises(ValueError, match="no room"):
        asking_for(floor, (), Room(500, 100))
