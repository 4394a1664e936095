"""`/inc stats`: what models used up and were worth."""

from dataclasses import replace

from sqlalchemy import insert

from app.domain.model import Trace
from app.policy import ledger
from app.policy.budget import Budget
from app.policy.ledger import Outgoing
from app.record import traces
from app.store.tables import feedback, suggestions


async def called(inc, **more) -> None:
    row = Outgoing(
        at=inc.clock(),
        incident_id=1,
        purpose="catchup",
        model="small-1",
        host="localhost",
        is_local=True,
        input_tokens=1000,
        output_tokens=200,
        cost_microusd=1500,
        outcome="answered",
    )
    async with inc.database.transaction() as tx:
        await ledger.write(tx, replace(row, **more))


async def test_without_a_model_it_is_short(inc):
    heard = await inc("stats")
    assert heard.answer == (
        "*INC-1*: no model was called\n"
        "Briefs: all by rules, no model was asked\n"
        "Posts by me in the channel: 0 in the last hour\n"
        "*Today*, all incidents: no model was called"
    )


async def test_what_was_used_up_and_what_it_was_worth(inc):
    await called(inc)
    await called(inc, decision="withheld", outcome="policy")
    await called(inc, incident_id=2)
    await called(inc, at=inc.clock.now.replace(day=1), incident_id=2)
    async with inc.database.transaction() as tx:
        for number, writer in enumerate(("small", "small", "rules")):
            trace = Trace(
                id=f"t{number}",
                kind="catchup",
                writer=writer,
                findings={"number": 2},
                dropped=("x",),
                remark="the model did not answer in time" if writer == "rules" else "",
            )
            await traces.save(tx, 1, trace, inc.clock())
        for person, verdict in (("UANA", "up"), ("UBEN", "up"), ("UCID", "down")):
            values = {"post": "p", "person": person, "incident_id": 1, "brief": "catchup", "writer": "small"}
            await tx.execute(insert(feedback), [values | {"verdict": verdict, "words": "", "at": inc.clock()}])
        for key, state in (("a", "accepted"), ("b", "edited")):
            values = {"key": key, "incident_id": 1, "kind": "severity", "about": "", "words": "", "state": state}
            values |= {"decided_by": "", "decided_words": "", "created_at": inc.clock()}
            await tx.execute(insert(suggestions), [values])
    assert (await inc("stats")).answer == (
        "*INC-1*: 1 model call · 1,200 of 1,000,000 tokens · $0.0015 of $5.00\n"
        "Briefs: 2 by a model, 1 fell back to rules\n"
        "• 1 × the model did not answer in time\n"
        "Checks found: number 6; 3 statements left out\n"
        "Feedback: 👍 2 · 👎 1\n"
        "Suggestions: accepted 1 · edited 1\n"
        "Posts by me in the channel: 0 in the last hour\n"
        "*Today*, all incidents: 2 model calls · 2,400 of 5,000,000 tokens · $0.003 of $20.00"
    )


async def test_without_limits_only_what_was_used(inc):
    await called(inc)
    inc.dispatcher._desk = replace(inc.desk, budget=Budget(tokens_per_incident=0, usd_per_incident=0))
    assert (await inc("stats")).answer.startswith("*INC-1*: 1 model call · 1,200 tokens · $0.0015\n")


async def test_where_no_incident_is_it_tells_of_today(inc):
    await called(inc)
    assert (await inc("stats", channel="C9")).answer.startswith("*Today*, all incidents: 1 model call")
    assert (await inc("stats INC-1", channel="C9")).answer.startswith("*INC-1*: 1 model call")


async def test_posts_of_the_last_hour_are_counted(inc):
    await inc("note one")
    inc.clock.forward(1800)
    await inc("note two")
    assert "2 in the last hour" in (await inc("stats")).answer
    inc.clock.forward(2000)
    assert "1 in the last hour" in (await inc("stats")).answer
