"""Every way in which a call can go, on both databases: what leaves, what comes back, what the ledger says."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from app.domain.entry import Kind
from app.domain.errors import Unavailable
from app.domain.incident import Audience
from app.policy import ledger
from app.policy.budget import Budget, prompt_tokens
from app.policy.gate import Gate, Withheld
from app.policy.leaving import Leaving, Rule, Rules
from app.ports import TooLong
from app.record import entries
from tests.policy.conftest import LOCAL, prompt, speaker

ROOT = Path(__file__).parents[2]
NO_CALLS = Leaving(Rules(rules=(Rule(deny=("hosted",), kinds=(Kind.UTTERANCE,), because="calls stay here"),)))
NO_SEC = Leaving(Rules(rules=(Rule(deny=("hosted",), channels=("sec-*", "C2")),)))


async def test_a_call_is_one_row_completed_with_what_it_took(house):
    seq = await house.says("Checkout is slow.")
    model = speaker()
    completion = await house.gate().ask(model, prompt(), house.errand(seq, seq), 5)
    assert completion.text == "{}"
    row = await house.row()
    assert (row.decision, row.outcome, row.reason) == ("sent", "answered", "")
    assert (row.model, row.host, row.is_local) == ("small-1", "api.example.com", False)
    assert (row.incident_id, row.purpose, row.trace, row.entries) == (1, "catchup", "t1", 1)
    assert (row.input_tokens, row.output_tokens) == (100, 20)
    assert row.cost_microusd == 100 * 2 + 20 * 8
    assert row.duration_ms == 1250
    assert row.at == house.clock()
    assert row.characters == len("Write.") + len("Checkout is slow.")


async def test_names_and_addresses_stay_and_come_back(house):
    def says(asked):
        who = asked.material.split(" ")[0]
        return f'{{"text": "{who} looks at it"}}'

    model = speaker(says=says)
    talk = prompt("Ana Lima (ana.lima@example.com) saw Zed Quux on db-7.int: Grafana alerted.")
    errand = house.errand(people={"UZED": 'Zed "Q" Quux', "UGRAF": "Grafana"})
    completion = await house.gate(internal=["db-*.int"]).ask(model, talk, errand, 5)
    (asked,) = model.asked
    for personal in ("Ana", "example.com", "db-7"):
        assert personal not in asked.material
    assert "Grafana" in asked.material
    assert completion.text == '{"text": "Ana Lima looks at it"}'
    row = await house.row()
    assert row.masked["person"] >= 1
    assert (row.masked["email"], row.masked["internal"]) == (1, 1)


async def test_the_same_text_is_hidden_in_the_same_way(house):
    model = speaker()
    for _ in range(2):
        await house.gate().ask(model, prompt("Ana Lima wrote to bob@example.com."), house.errand(), 5)
    first, second = model.asked
    assert first == second


async def test_a_quotation_mark_in_a_name_does_not_end_the_answer(house):
    model = speaker(says=lambda asked: '{"text": "' + asked.material.split(" ")[0] + '"}')
    errand = house.errand(people={"UZED": 'Zed"s'})
    completion = await house.gate(internal=['acme"corp']).ask(model, prompt('acme"corp is down'), errand, 5)
    assert completion.text == '{"text": "acme\\"corp"}'


async def test_private_incidents_stay_on_this_machine(house):
    private = type(house.incident)(
        **{name: getattr(house.incident, name) for name in house.incident.__slots__} | {"audience": Audience.CHANNEL}
    )
    hosted, local = speaker(), speaker(LOCAL)
    with pytest.raises(Withheld, match=r"^private incidents stay on this machine$"):
        await house.gate().ask(hosted, prompt(), house.errand(incident=private), 5)
    assert hosted.asked == []
    await house.gate().ask(local, prompt(), house.errand(incident=private), 5)
    await house.gate(leaving=Leaving(hosted_private=True)).ask(hosted, prompt(), house.errand(incident=private), 5)
    withheld, *sent = await house.rows()
    assert (withheld.decision, withheld.outcome) == ("withheld", "policy")
    assert withheld.reason == "private incidents stay on this machine"
    assert (withheld.input_tokens, withheld.output_tokens, withheld.cost_microusd) == (0, 0, 0)
    assert [one.decision for one in sent] == ["sent", "sent"]


async def test_an_incident_that_was_made_private_meanwhile(house):
    await house.says("", Kind.SETTING, audience="channel")
    assert house.incident.audience is Audience.WORKSPACE
    with pytest.raises(Withheld):
        await house.gate().ask(speaker(), prompt(), house.errand(), 5)


async def test_what_has_to_stay_withholds_the_call(house):
    said = await house.says("Checkout is slow.")
    spoken = await house.says("I think it is the pool.", Kind.UTTERANCE)
    gate, model = house.gate(leaving=NO_CALLS), speaker()
    await gate.ask(model, prompt(), house.errand(said), 5)
    with pytest.raises(Withheld, match=r"^calls stay here$"):
        await gate.ask(model, prompt(), house.errand(said, spoken), 5)
    with pytest.raises(Withheld):
        await gate.ask(model, prompt(), house.errand(), 5)  # nobody says what is in it
    await gate.ask(speaker(LOCAL), prompt(), house.errand(spoken), 5)


async def test_the_newest_wording_is_of_the_kind_of_what_it_corrects(house):
    await house.says("I think it is the pool.", Kind.UTTERANCE)
    edit = await house.says("It is the pool.", Kind.EDIT, about="utterance:C1/I think it is the pool.")
    with pytest.raises(Withheld):
        await house.gate(leaving=NO_CALLS).ask(speaker(), prompt(), house.errand(edit), 5)


async def test_entries_that_stay_can_be_left_out_before(house):
    said = await house.says("Checkout is slow.")
    apart = await house.says("Do not tell.", channel="C2")
    gate, model = house.gate(leaving=NO_SEC), speaker()
    assert Gate(house.database, house.clock).stays(model.card, house.incident, "catchup", {}) is None
    async with house.database.reading() as connection:
        recorded = await entries.all_entries(connection, 1)
    stays = gate.stays(model.card, house.incident, "catchup", {"C1": "inc-1"})
    assert stays is not None
    assert [entry.seq for entry in recorded if stays(entry)] == [apart]
    await gate.ask(model, prompt(), house.errand(said), 5)
    with pytest.raises(Withheld):
        await gate.ask(model, prompt(), house.errand(said, apart), 5)


@pytest.mark.parametrize(
    ("error", "outcome", "counted"),
    [
        (TooLong(100), "too long", False),
        (Unavailable("small", "timed out"), "timed out", True),
        (Unavailable("small", "no answer within 5 seconds"), "timed out", True),
        (Unavailable("small", "the connection was refused or broke off"), "refused", False),
        (Unavailable("small", "it cannot be reached"), "refused", False),
        (Unavailable("small", "it has too many requests"), "failed: busy", False),
        (Unavailable("small", "it does not know our key"), "failed: key", False),
        (Unavailable("small", "it answered with an error (599)"), "failed: 599", False),
        (Unavailable("small", "HTTP 503: Ana said checkout is slow"), "failed: 503", False),
        (Unavailable("small", "the answer broke off", unclear=True), "failed", True),
        (RuntimeError("Ana said checkout is slow"), "failed: RuntimeError", True),
        (asyncio.CancelledError(), "stopped", True),
    ],
)
async def test_a_failure_is_a_word_in_the_ledger_and_none_of_the_text(house, error, outcome, counted):
    def says(asked):
        raise error

    with pytest.raises(type(error)):
        await house.gate().ask(speaker(says=says), prompt(), house.errand(), 5)
    row = await house.row()
    assert (row.decision, row.outcome) == ("sent", outcome)
    assert (row.input_tokens > 0) is counted
    assert row.output_tokens == 0


async def test_an_answer_that_was_cut_says_so(house):
    await house.gate().ask(speaker(is_whole=False), prompt(), house.errand(), 5)
    assert (await house.row()).outcome == "cut"


async def test_a_process_that_dies_leaves_a_row_without_an_outcome_that_counts(house, database_address):
    command = (sys.executable, "-m", "tests.policy.dying", database_address)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await process.wait() == -signal.SIGKILL
    row = await house.row()
    assert (row.decision, row.outcome, row.trace) == ("sent", "", "t9")
    assert (row.input_tokens, row.output_tokens) == (prompt_tokens(prompt()), 50)
    async with house.database.reading() as connection:
        assert (await ledger.spent(connection)).tokens == row.input_tokens + row.output_tokens
        assert await ledger.unfinished(connection) == 1


async def test_parallel_calls_do_not_go_over_the_budget(house, replica):
    """Ten at once through two processes; three fit, and none of them has answered when the last one asks."""
    all_asked = asyncio.Event()
    model = speaker()
    used = 100 + 20

    class Slow(type(model)):
        async def complete(self, asked, time_limit_s):
            await all_asked.wait()
            return await super().complete(asked, time_limit_s)

    slow = Slow(model.card)
    probe = house.gate()
    await probe.ask(model, prompt(), house.errand(), 5)
    async with house.database.reading() as connection:
        assert (await ledger.spent(connection)).tokens == used
    estimate = prompt_tokens(prompt()) + 50
    budget = Budget(tokens_per_day=used + 3 * estimate)
    gates = [Gate(one, house.clock, budget=budget) for one in (house.database, replica)]
    asks = [asyncio.ensure_future(gates[n % 2].ask(slow, prompt(), house.errand(), 5)) for n in range(10)]
    while sum(ask.done() for ask in asks) < 7:
        await asyncio.wait([ask for ask in asks if not ask.done()], return_when=asyncio.FIRST_COMPLETED)
    all_asked.set()
    results = await asyncio.gather(*asks, return_exceptions=True)
    reasons = {str(one) for one in results if isinstance(one, Withheld)}
    assert sum(isinstance(one, Withheld) for one in results) == 7
    assert reasons == {f"over today's budget of {budget.tokens_per_day:,} tokens"}
    assert sorted(row.outcome for row in await house.rows()) == ["answered"] * 4 + ["budget"] * 7


async def test_tomorrow_there_is_a_new_budget_but_not_for_the_incident(house):
    gate = house.gate(budget=Budget(tokens_per_day=400, tokens_per_incident=600))
    model = speaker(used=(300, 50))
    await gate.ask(model, prompt(), house.errand(), 5)
    with pytest.raises(Withheld, match="today's budget of 400 tokens"):
        await gate.ask(model, prompt(), house.errand(), 5)
    house.clock.forward(86_400)
    await gate.ask(speaker(used=(200, 0)), prompt(), house.errand(), 5)
    house.clock.forward(86_400)
    with pytest.raises(Withheld, match="this incident's budget of 600 tokens"):
        await gate.ask(model, prompt(), house.errand(), 5)


async def test_money_is_a_budget_too(house):
    gate = house.gate(budget=Budget(usd_per_day=0.002))
    model = speaker(used=(500, 100))  # 0.0018 dollars
    await gate.ask(model, prompt(), house.errand(), 5)
    with pytest.raises(Withheld, match=r"today's budget of \$0\.002"):
        await gate.ask(model, prompt(), house.errand(), 5)
