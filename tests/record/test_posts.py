"""A post is committed to once, together with its delivery and its entry."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.entry import Kind
from app.domain.post import Body, Button, Post, PostState, Style
from app.record import posts
from app.store.tables import jobs
from tests.record.facts import CARD_EVERY_S, CHANNEL, dump, record_of

SECRET = "hunter" + "2-Xk9qLw7Rt"


def post(incident, key="a post", text="The pool is full.", **more):
    body = Body(text=text, buttons=(Button("Keep", "keep", "7", Style.PRIMARY),), footnote="small print")
    return Post(key=key, incident_id=incident.id, channel=CHANNEL, body=body, brief="reply", **more)


async def say(database, what, now):
    async with database.transaction() as tx:
        return await posts.say(tx, what, now, CARD_EVERY_S)


async def load(database, key="a post"):
    async with database.reading() as connection:
        return await posts.load(connection, key)


async def said(database, incident):
    return [entry.text for entry in await record_of(database, incident) if entry.kind is Kind.POST]


async def test_said_once(database, incident, clock):
    assert await say(database, post(incident), clock())
    assert not await say(database, post(incident, text="Something else."), clock.forward(1))
    assert await said(database, incident) == ["The pool is full."]
    async with database.reading() as connection:
        assert (await connection.execute(select(jobs.c.key).where(jobs.c.kind == "deliver"))).scalars().all() == [
            "deliver:a post"
        ]


async def test_said_by_replicas_at_once(database, replica, incident, clock):
    outcomes = await asyncio.gather(
        *(say(into, post(incident), clock()) for _ in range(4) for into in (database, replica))
    )
    assert sorted(outcomes) == [False] * 7 + [True]
    assert await said(database, incident) == ["The pool is full."]


async def test_loaded_as_it_was_said(database, incident, clock):
    what = post(incident, reader="U1", thread_ts="1.2", reply_to="https://hooks.slack.com/commands/T1/2/abc")
    await say(database, what, clock())
    sent, created_at = await load(database)
    assert (sent.post, sent.ts, sent.state, created_at) == (what, "", PostState.WAITING, clock())
    assert await load(database, "unknown") is None


async def test_what_became_of_it(database, incident, clock):
    await say(database, post(incident), clock())
    async with database.transaction() as tx:
        await posts.mark(tx, "a post", PostState.SENT, "1700000000.000001")
        await posts.mark(tx, "a post", PostState.DROPPED)
    sent, _ = await load(database)
    assert (sent.ts, sent.state) == ("1700000000.000001", PostState.DROPPED)


async def test_rewritten(database, incident, clock):
    await say(database, post(incident), clock())
    async with database.transaction() as tx:
        await posts.rewrite(tx, "a post", Body(text="Redone."))
    sent, _ = await load(database)
    assert sent.post.body == Body(text="Redone.")


@pytest.mark.parametrize("odd", [f"password: {SECRET}", "nul \x00 and half \ud83d"], ids=["secret", "odd"])
async def test_nothing_unfit_is_kept(database, incident, clock, odd):
    assert await say(database, post(incident, text=odd), clock())
    async with database.transaction() as tx:
        await posts.rewrite(tx, "a post", Body(text=odd, footnote=odd))
    assert SECRET not in await dump(database)


async def test_what_is_not_for_the_record(database, incident, clock):
    await say(database, post(incident, record=False), clock())
    await say(database, Post(key="other", incident_id=None, channel="C1", body=Body(), brief="reply"), clock())
    assert await said(database, incident) == []


async def test_what_links_to_a_place_is_found_wherever_it_was_said(database, incident, clock):
    place = "https://chat.example/archives/C1/p17_0"
    for key, text, about in (
        ("here", f"<{place}|source>", incident),
        ("elsewhere", f"said “so” <{place}|source>", replace(incident, id=77)),
        ("nowhere", f"<{place}|source>", replace(incident, id=None)),
        ("like it", f"<{place.replace('_', '1')}|source>", replace(incident, id=78)),
        ("longer", f"<{place}0|source>", replace(incident, id=78)),
    ):
        await say(database, replace(post(about, key=key, text=text), record=False), clock.forward(1))
    async with database.reading() as connection:
        found = await posts.repeating(connection, [f"<{place}|", "https://chat.example/other"], incident.id)
        assert [one.post.key for one in found] == ["elsewhere", "nowhere"]
        assert await posts.repeating(connection, (), incident.id) == []
