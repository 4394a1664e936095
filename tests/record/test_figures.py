"""Counts over the record, on both databases."""

from datetime import timedelta

from app.domain.model import Attempt, Trace
from app.domain.post import Body, Post
from app.record import figures, posts, traces
from app.record.declaring import Declaration, declare
from app.record.figures import Written


async def kept(database, at, *found: Trace) -> None:
    async with database.transaction() as tx:
        for trace in found:
            await traces.save(tx, 1, trace, at)


def trace(name: str, **more) -> Trace:
    return Trace(**{"id": name, "kind": "catchup", "writer": "small"} | more)


async def test_how_the_briefs_of_an_incident_came_to_be(database, clock):
    await kept(
        database,
        clock(),
        trace("a", findings={"number": 2}, dropped=("x",)),
        trace("b", writer="rules", remark="late", findings={"number": 1, "name": 1}),
    )
    async with database.reading() as connection:
        assert await figures.written(connection, 1) == Written(
            by_models=1, by_rules={"late": 1}, findings={"number": 3, "name": 1}, dropped=1
        )
        assert (await figures.written(connection, 2)).fallbacks == 0


async def test_traces_are_read_in_order_and_in_pages(database, clock):
    await kept(database, clock(), trace("b"), trace("a"), trace("c"))
    await kept(database, clock.forward(1), trace("d", remark="no", attempts=(Attempt(model="m", outcome="no"),)))
    async with database.reading() as connection:
        first = await figures.traced(connection, None, "", 2)
        assert [one.id for one in first] == ["a", "b"]
        rest = await figures.traced(connection, first[-1].at, first[-1].id, 10)
        assert [one.id for one in rest] == ["c", "d"]
        assert [one.is_withheld for one in rest] == [False, True]


async def test_what_everybody_saw_in_a_channel(database, clock):
    async with database.transaction() as tx:
        incident = await declare(tx, Declaration(key="t", title="Down", person="U1", channel="C1"), clock(), 5)
        for key, reader in (("p:1", ""), ("p:2", "U1"), ("warning:1:2:aws-key,password", "U1")):
            brief = key.partition(":")[0]
            post = Post(key=key, incident_id=incident.id, channel="C9", body=Body(text="x"), brief=brief, reader=reader)
            await posts.say(tx, post, clock(), 5)
    async with database.reading() as connection:
        assert await figures.said_in(connection, "C9", clock()) == 1
        assert await figures.said_in(connection, "C9", clock() + timedelta(seconds=1)) == 0
        said = await figures.said(connection)
        assert (said["p"], said["warning"]) == (2, 1)
        assert await figures.warned(connection) == {"aws-key": 1, "password": 1}
        assert await figures.entries(connection) >= 1
        assert await figures.going_on(connection) == {"investigating": 1}
