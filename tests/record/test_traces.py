from datetime import timedelta

from app.domain.model import Attempt, Trace
from app.record import traces
from tests.record.facts import dump

TRACE = Trace(
    id="t1",
    kind="catchup",
    writer="small",
    prompt_version="v1",
    entries=(1, 2, 5),
    attempts=(
        Attempt(model="large", outcome="OpenAI: refused", duration_s=0.25),
        Attempt(
            model="small", outcome="answered", input_tokens=900, output_tokens=80, duration_s=2.5, cost_usd=0.00125
        ),
    ),
    findings={"number": 2, "name": 1},
    dropped=("gives a number that its sources do not have: about 41 customers",),
    kept=3,
    filled=9,
    remark="large could not be reached",
)


async def _saved(database, clock, *kept):
    async with database.transaction() as tx:
        for place, (incident_id, trace) in enumerate(kept):
            await traces.save(tx, incident_id, trace, clock() + timedelta(seconds=place))


async def test_a_trace_comes_back_as_it_was(database, clock):
    await _saved(database, clock, (1, TRACE))
    async with database.reading() as connection:
        assert await traces.load(connection, "t1") == TRACE
        assert await traces.load(connection, "t2") is None


async def test_the_newest_of_one_incident_come_first(database, clock):
    plain = Trace(id="", kind="summary", writer="rules")
    named = [Trace(id=name, kind=plain.kind, writer=plain.writer) for name in "abcd"]
    await _saved(database, clock, (1, named[0]), (2, named[1]), (1, named[2]), (1, named[3]))
    async with database.reading() as connection:
        assert [one.id for one in await traces.of_incident(connection, 1, limit=2)] == ["d", "c"]
        assert [one.id for one in await traces.of_incident(connection, 2)] == ["b"]


async def test_secrets_in_what_was_dropped_are_masked(database, clock):
    leaked = Trace(id="t", kind="summary", writer="rules", dropped=("says: key AKIAIOSFODNN7EXAMPLE",))
    await _saved(database, clock, (1, leaked))
    assert "AKIAIOSFODNN7EXAMPLE" not in await dump(database)


async def test_words_are_forgotten_and_counts_stay(database, clock):
    other = Trace(id="t2", kind="summary", writer="rules", dropped=("stays: what another incident said",))
    await _saved(database, clock, (1, TRACE), (2, other))
    async with database.transaction() as tx:
        await traces.forget_words(tx, 1)
        assert tx.erased
    async with database.reading() as connection:
        forgotten = await traces.load(connection, "t1")
        assert forgotten is not None
        assert (forgotten.dropped, forgotten.findings, forgotten.kept) == ((), TRACE.findings, 3)
        assert await traces.load(connection, "t2") == other
    async with database.transaction() as tx:
        await traces.forget_words(tx, 1)
        assert not tx.erased
