"""A real model, if it is installed: its prose is poor, and none of what is wrong with it gets out."""

from dataclasses import replace

import pytest

from app.briefs import write
from app.domain.brief import BriefKind
from app.domain.errors import UserError
from app.llm.local import local_card, local_model, local_weights
from tests.briefs import pool_incident
from tests.briefs.writers.lookup import Lookup, kept
from tests.briefs.writers.scripted import writers

TIME_LIMIT_S = 5.0
"""It need not come to an end: half an answer has to do as well."""


@pytest.fixture(scope="module")
def weights():
    try:
        return local_weights()
    except UserError as missing:
        pytest.skip(str(missing))


@pytest.mark.timeout(180)
async def test_a_small_model_may_write_and_costs_nothing_that_is_known(database, clock, weights):
    context = pool_incident.context(until=16)
    async with local_model(local_card()) as model:
        desk = writers(database, clock, model, kind="summary", time_limit_s=TIME_LIMIT_S)
        document = await desk.write(BriefKind.SUMMARY, context)
    floor = write(BriefKind.SUMMARY, context)
    found, facts = kept(floor, document)
    assert found == facts
    assert Lookup(context).wrong(document) == []
    assert document.trace
    assert document.written_by == model.card.name or document.remark


@pytest.mark.timeout(180)
async def test_what_does_not_fit_into_it_is_asked_for_shorter(database, clock, weights):
    """It is believed to have more room than it has."""
    context = pool_incident.context()
    async with local_model(local_card(context_tokens=2048)) as model:
        desk = writers(database, clock, _Believed(model), kind="catchup", time_limit_s=TIME_LIMIT_S)
        document = await desk.write(BriefKind.CATCHUP, context)
    assert document.sections == write(BriefKind.CATCHUP, context).sections or document.written_by == "local"
    assert Lookup(context).wrong(document) == []


class _Believed:
    def __init__(self, model) -> None:
        self._model = model

    @property
    def card(self):
        return replace(self._model.card, context_tokens=8192)

    async def complete(self, prompt, time_limit_s):
        return await self._model.complete(prompt, time_limit_s)
