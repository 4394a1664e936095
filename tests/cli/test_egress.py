import asyncio
import json

import pytest

from app.policy import ledger
from app.policy.ledger import Outgoing
from app.record.declaring import Declaration, declare
from app.store.database import Database
from tests.conftest import ManualClock


@pytest.fixture
def kept(run, tmp_path) -> str:
    """A ledger of three calls: one answered, one withheld, one during which the process died."""
    address = f"sqlite:///{tmp_path / 'watchkeeper.db'}"
    assert run("migrate", WATCHKEEPER_DATABASE_URL=address).code == 0
    asyncio.run(_written(address))
    return address


async def _written(address: str) -> None:
    database, now = Database(address), ManualClock()()
    common = {"at": now, "incident_id": 1, "purpose": "catchup", "model": "small-1"}
    hosted = common | {"host": "api.example.com", "is_local": False}
    used = {"entries": 42, "characters": 5210, "masked": {"person": 3, "email": 1}}
    async with database.transaction() as tx:
        await declare(tx, Declaration(key="t", title="Checkout is down", person="U1", channel="C1"), now, 5)
        ended = {"input_tokens": 1200, "output_tokens": 64, "cost_microusd": 1500, "duration_ms": 3210}
        await ledger.write(tx, Outgoing(**hosted, **used, **ended, outcome="answered"))
        withheld = {"decision": "withheld", "reason": "private incidents stay on this machine", "outcome": "policy"}
        await ledger.write(tx, Outgoing(**hosted, **used, **withheld))
        local = {"host": "localhost:11434", "is_local": True, "input_tokens": 900, "output_tokens": 100}
        await ledger.write(tx, Outgoing(**common, **local))
    await database.close()


def test_the_ledger_as_a_table_with_totals(run, kept):
    ran = run("egress", WATCHKEEPER_DATABASE_URL=kept)
    assert ran.code == 0
    title, answered, withheld, died, _, hosted, local = ran.out.rstrip().split("\n")
    assert title.split() == [
        "WHEN",
        "(UTC)",
        "INCIDENT",
        "FOR",
        "MODEL",
        "HOST",
        "ENTRIES",
        "CHARS",
        "MASKED",
        "TOKENS",
        "COST",
        "TIME",
        "OUTCOME",
    ]
    assert answered.startswith("2026-03-14 09:26:53  INC-1     catchup  small-1  api.example.com")
    assert answered.endswith("42  5,210  email 1, person 3  1,200 + 64  $0.0015  3.2 s  answered")
    assert withheld.endswith("withheld: private incidents stay on this machine")
    assert "localhost:11434 (local)" in died
    assert died.endswith("no outcome: under way, or the process ended")
    assert hosted == "api.example.com: 1 sent, 1 withheld, 5,210 characters, 1,264 tokens, $0.0015"
    assert local == "localhost:11434: 1 sent, 0 withheld, 0 characters, 1,000 tokens, $0.00"


def test_as_json(run, kept):
    told = json.loads(run("egress", "--json", "--incident", "inc-1", WATCHKEEPER_DATABASE_URL=kept).out)
    first = told["calls"][0]
    assert (first["incident"], first["at"]) == ("INC-1", "2026-03-14T09:26:53+00:00")
    assert (first["masked"], first["outcome"], first["cost_microusd"]) == ({"email": 1, "person": 3}, "answered", 1500)
    assert told["hosts"]["api.example.com"] == {
        "sent": 1,
        "withheld": 1,
        "characters": 5210,
        "input_tokens": 1200,
        "output_tokens": 64,
        "cost_microusd": 1500,
    }


def test_since_a_time(run, kept):
    assert "answered" in run("egress", "--since", "2026-03-14", WATCHKEEPER_DATABASE_URL=kept).out
    ran = run("egress", "--since", "2m", WATCHKEEPER_DATABASE_URL=kept)
    assert (ran.code, ran.out) == (0, "Nothing left, and nothing was kept from leaving.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--incident", "INC-99"), "There is no incident INC-99."),
        (("--since", "yore"), "“yore” is not a time. Say --since 2d"),
        (("--since", "2d or so"), "“2d or so” is not a time."),
        (("--since", "2099-01-01"), "2099-01-01 00:00 UTC is still ahead"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(run, kept, arguments, sentence):
    ran = run("egress", *arguments, WATCHKEEPER_DATABASE_URL=kept)
    assert ran.code == 1
    assert sentence in ran.err
