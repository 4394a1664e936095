"""Tries the models of a route, best first, until what one of them wrote is in the brief; each reason why not is noted."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.briefs.writers.answer import read
from app.briefs.writers.digests import digests
from app.briefs.writers.floor import Floor
from app.briefs.writers.grounding import Ground
from app.briefs.writers.inquiry import Inquiry
from app.briefs.writers.prompt import Room, asking_for, room_in
from app.briefs.writers.repair import repaired
from app.briefs.writers.weaving import Woven, woven
from app.domain.errors import Unavailable
from app.domain.tokens import estimated_tokens
from app.policy.gate import Withheld
from app.ports import Model, TooLong
from app.record.answers import Answer

LATE = "the model did not answer in time"
AWAY = "the model could not be reached"
GARBLED = "what the model wrote could not be used"
UNSOUND = "what the model wrote did not hold up"
NOTHING_NEW = "the model had nothing to add"
TOO_LONG = "the record did not fit into the model"
_MOST_TRIES = 4
_MOST_OF_FITTING = 0.9
_LEAST_S = 0.05
_NEARLY = 0.9
_RESERVE = 0.1
"""The share of the time that is kept for checking and weaving."""


@dataclass(frozen=True, slots=True)
class _Unfit(Exception):  # noqa: N818 -- an answer, not a failure
    """What a model gave cannot be used; why, in a few words."""

    reason: str


async def tried(models: Sequence[Model], floor: Floor, inquiry: Inquiry) -> Woven:
    """The brief with a model's statements in it, or the rules' with the reason of the last model that failed."""
    for number, model in enumerate(models):
        others = len(models) - number - 1
        left_s, limit_s = inquiry.left_s, _time_s(inquiry, others)
        if left_s < _LEAST_S:
            inquiry.effort.remark = LATE
            break
        try:
            return await _by(model, floor, inquiry, others)
        except Withheld as reason:
            inquiry.effort.remark = str(reason)
        except Unavailable:
            inquiry.effort.remark = LATE if left_s - inquiry.left_s >= limit_s * _NEARLY else AWAY
        except TooLong:
            inquiry.effort.remark = TOO_LONG
        except _Unfit as unfit:
            inquiry.effort.remark = unfit.reason
    document = replace(floor.document, remark=inquiry.effort.remark)
    return Woven(document, 0, len(document.statements))


async def _by(model: Model, floor: Floor, inquiry: Inquiry, others: int) -> Woven:
    """The brief with this model's statements. Raises what `tried` handles."""
    answer, ground = await _asked(model, floor, inquiry, others)
    said = await asyncio.to_thread(read, answer.text)
    if not said:
        raise _Unfit(GARBLED)
    sound = await repaired(ground.grounded(said), ground, model, inquiry)
    made = await asyncio.to_thread(woven, floor, sound)
    if not made.kept:
        raise _Unfit(NOTHING_NEW if sound else UNSOUND)
    inquiry.effort.answers.append(answer)
    return replace(made, document=replace(made.document, written_by=model.card.name, remark=inquiry.effort.remark))


async def _asked(model: Model, floor: Floor, inquiry: Inquiry, others: int) -> tuple[Answer, Ground]:
    """The model's answer, and what it was shown; the question is shortened until it fits."""
    room = room_in(floor.brief.kind, model.card)
    said = sum(estimated_tokens(line.text) for line in floor.context.lines)
    older = await digests(floor.context, await inquiry.digested()) if said > room.question // 2 else ()
    staying = inquiry.staying(model)
    for left in range(_MOST_TRIES, 0, -1):
        try:
            prompt, material = await asyncio.to_thread(asking_for, floor, older, room, staying)
        except ValueError as error:
            raise TooLong from error
        inquiry.effort.prompt_version, inquiry.effort.entries = prompt.version, material.entries
        try:
            answer = await inquiry.ask(model, prompt, material.entries, _time_s(inquiry, others))
            return answer, Ground(floor, material.entries)
        except TooLong as error:
            if left == 1:
                raise
            room = _shorter(room, error.most_tokens)
    raise AssertionError("the last try returns or raises")


def _time_s(inquiry: Inquiry, others: int) -> float:
    """What is left, less what checking takes; less what the next models need too, where there are some."""
    return max(inquiry.left_s * (1 - _RESERVE) / (1 + 0.5 * bool(others)), _LEAST_S)


def _shorter(room: Room, most_tokens: int | None) -> Room:
    """What the endpoint says it takes if that is less than we gave, else half."""
    fits = int((most_tokens or 0) * _MOST_OF_FITTING)
    return Room(fits if 0 < fits < room.question else room.question // 2, room.answer)
