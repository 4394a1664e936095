"""A model is asked about candidates in the course of a look, and only where they are close."""

import json
import re

import pytest

from app.context.around import looking
from app.context.ranking.reranking import Adviser
from app.context.surroundings import Surroundings
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.model import Completion, Endpoint, ModelCard, Prompt
from app.policy.gate import Gate
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from tests.context.systems import Alerts, Catalogue, Pager, Ships, alert, connected, deploy


class LastFirst:
    """Puts the last candidate first, for all of its reasons."""

    card = ModelCard(name="small", model="small-1", endpoint=Endpoint(host="localhost", is_local=True))

    def __init__(self) -> None:
        self.asked: list[Prompt] = []

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        self.asked.append(prompt)
        last = prompt.material.rpartition("CANDIDATE ")[2]
        reasons = [int(number) for number in re.findall(r"^reason (\d+)", last, re.MULTILINE)]
        text = json.dumps({"order": [{"candidate": int(last[0]), "reasons": reasons}]})
        return Completion(text=text, model="small-1", input_tokens=1, output_tokens=1, duration_s=0.0)


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


class Rota(Pager):
    """Keeps what it is asked about."""

    async def on_call(self, services):
        self.seen.append(services)
        return await super().on_call(services)


def concerns(services, now):
    return Draft(
        key="s", kind=Kind.SETTING, happened_at=now, author=Author(Voice.PERSON, "UANA"), source=Source("slack", "s"),
        text="Services", details={"services": list(services)},
    )  # fmt: skip


async def look(database, clock, *deploys, systems=None, services=()):
    declaration = Declaration(key="d", title="Checkout is down", person="UANA", channel="C1", channel_name="inc")
    async with database.transaction() as tx:
        incident = await declare(tx, declaration, clock(), 30.0)
        if services:
            incident, _ = await append(tx, incident.id, [concerns(services, clock())], clock(), 30.0)
    model = LastFirst()
    around = Surroundings(
        database=database,
        clock=clock,
        connected=systems
        or connected(
            alerts=Alerts(items=(alert("High error rate", "checkout"),)),
            ships=Ships(items=deploys),
            catalog=Catalogue(),
        ),
        adviser=Adviser(gate=Gate(database, clock), models=[model]),
    )
    view = await looking.look_around(around, Reader(database), incident, clock(), 8.0)
    return model, view


async def test_the_order_of_close_candidates_may_be_a_models(database, clock):
    below, same = deploy("Deploy ledger 2.31", "ledger", 6), deploy("Deploy checkout 8", "checkout", 50)
    model, view = await look(database, clock, below, same)
    assert len(model.asked) == 1
    assert [one.title for one in view.suspects] == ["Deploy checkout 8", "Deploy ledger 2.31"]
    assert view.suspects[0].reasons[-1] == "moved up by the model small, which weighs this more: same service"


async def test_where_one_stands_out_no_model_is_asked(database, clock):
    near, far = deploy("Deploy checkout 7", "checkout", 12), deploy("Deploy payslips 3", "payslips", 200)
    model, view = await look(database, clock, near, far)
    assert view.suspects[0].title == "Deploy checkout 7"
    assert model.asked == []


async def test_systems_are_asked_about_so_many_services_at_most_which_is_said(database, clock):
    alerts, pager = Alerts(), Rota()
    services = tuple(f"s{number}" for number in range(500))
    _, view = await look(database, clock, systems=connected(alerts=alerts, pager=pager), services=services)
    assert [scope.services for _, scope in alerts.seen] == [services[:30]]
    assert [len(asked) for asked in pager.seen] == [30]
    assert view.remarks == ("Signals: asked about 30 of 500 services", "On call: asked about 30 of 500 services")
    assert not view.troubles
