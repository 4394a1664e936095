"""A secret that is found later leaves the record, which still verifies, and whatever repeats it."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from app.domain.entry import Kind, Voice
from app.domain.lines import lines
from app.domain.post import Body, Post, PostState, SentPost
from app.record import masking, posts, search, words
from app.record.append import append
from app.record.keys import message_key
from app.redaction.covering import Cover
from app.store.tables import digests, documents, incidents, jobs, scans, suggestions
from tests.duties.situations import document
from tests.record.facts import CARD_EVERY_S, CHANNEL, dump, record_of

SECRET = "marigold-quine-19"
COVER = Cover({SECRET: "made-up"})
OTHER = Cover({"otherword-22": "other"})


@pytest.fixture
def write(database, incident, clock):
    async def written(*drafts):
        async with database.transaction() as tx:
            await append(tx, incident.id, drafts, clock(), CARD_EVERY_S)

    return written


@pytest.fixture
def mask(database, incident, clock, write):
    async def masked(cover=COVER):
        found = masking.maskings(await record_of(database, incident), cover, clock())
        await write(*[draft for _, draft in found])
        return [draft for _, draft in found]

    return masked


async def shown(database, incident):
    return [
        (line.text, line.deleted) for line in lines(await record_of(database, incident)) if line.entry.key[0] == "m"
    ]


async def test_a_message_goes_on_masked(database, incident, facts, write, mask):
    await write(facts.message(1, f"use {SECRET}", name=SECRET, voice=Voice.MACHINE), facts.message(2, "and this"))
    [draft] = await mask()
    assert draft.details["types"] == ["made-up"]
    assert SECRET not in await dump(database)
    assert await shown(database, incident) == [("use [secret:made-up]", False), ("and this", False)]
    [first, _] = [one for one in lines(await record_of(database, incident)) if one.entry.key[0] == "m"]
    assert first.entry.author.name == "[secret:made-up]"
    assert first.entry.details["channel"] == CHANNEL
    assert await mask() == []


async def test_an_edit_and_its_message(database, incident, facts, write, mask):
    await write(facts.message(1, f"use {SECRET}"), facts.edit(1, 2, f"please use {SECRET}"))
    assert [draft.about for draft in await mask()] == [message_key(CHANNEL, facts.ts(1))] * 2
    assert SECRET not in await dump(database)
    assert await shown(database, incident) == [("please use [secret:made-up]", False)]


async def test_it_is_found_by_what_is_left_of_it(database, incident, facts, write, mask):
    async def found(word):
        async with database.transaction() as tx:
            await search.follow(tx, incident.id)
            return await words.find(tx.connection, incident.id, [word], 5)

    await write(facts.message(1, f"gladiolus {SECRET}"), facts.edit(1, 2, f"gladiolus again {SECRET}"))
    assert await found("quine") == await found("gladiolus") != []
    await mask()
    assert "quine" not in await dump(database)
    assert await found("quine") == []
    assert await found("gladiolus") != []


async def test_seen_again_nothing_changes(database, incident, facts, write, mask):
    said = (facts.message(1, f"use {SECRET}"), facts.edit(1, 2, f"please use {SECRET}"))
    await write(*said)
    await mask()
    before = await dump(database)
    await write(*said)
    assert await dump(database) == before


async def test_what_was_masked_is_masked_again(database, incident, facts, write, mask):
    await write(facts.message(1, f"use {SECRET} and otherword-22"))
    await mask()
    await mask(OTHER)
    assert "otherword" not in await dump(database)
    assert await shown(database, incident) == [("use [secret:made-up] and [secret:other]", False)]


async def test_deleted_after_it_was_masked(database, incident, facts, write, mask):
    await write(facts.message(1, f"Quentin has {SECRET}"), facts.edit(1, 2, f"Quentin had {SECRET}"))
    await mask()
    await write(facts.deletion(1, 5))
    assert "Quentin" not in await dump(database)
    assert await shown(database, incident) == [("", True)]


async def test_deleted_while_it_was_looked_at(database, incident, facts, write, clock):
    await write(facts.message(1, f"Quentin has {SECRET}"))
    found = masking.maskings(await record_of(database, incident), COVER, clock())
    await write(facts.deletion(1, 5))
    await write(*[draft for _, draft in found])
    assert "Quentin" not in await dump(database)
    assert await shown(database, incident) == [("", True)]


async def test_an_edit_afterwards_counts(database, incident, facts, write, mask):
    await write(facts.message(1, f"use {SECRET}"))
    await mask()
    await write(facts.edit(1, 9, "use the vault"))
    assert await shown(database, incident) == [("use the vault", False)]


async def test_marks_and_deletions_hold_no_words(facts, database, incident, write):
    await write(facts.message(1, "x"), facts.reaction(1, 2, "eyes"), facts.deletion(1, 3))
    recorded = await record_of(database, incident)
    assert {masking.words_of(one) for one in recorded if one.kind in {Kind.REACTION, Kind.DELETION, Kind.MESSAGE}} == {
        ""
    }


async def test_the_rest(database, incident, clock):
    now = clock()
    rows = [
        (documents, {"incident_id": incident.id, "kind": "postmortem", "body": [{"edited": SECRET}], "publications": {},
                     "updated_at": now}),
        (suggestions, {"key": "s", "incident_id": incident.id, "kind": "decision", "about": "", "words": SECRET,
                       "state": "open", "decided_by": "", "created_at": now}),
        (digests, {"incident_id": incident.id, "level": 0, "first_seq": 1, "last_seq": 2, "content": "", "version": "",
                   "writer": "", "body": SECRET, "created_at": now}),
        (jobs, {"key": "j", "kind": "call", "lane": "l", "payload": {"text": f'"{SECRET}"'}, "run_at": now,
                "state": "done", "attempt": 1, "failures": 0, "holder": "", "error": ""}),
    ]  # fmt: skip
    async with database.transaction() as tx:
        for table, row in rows:
            await tx.execute(insert(table), [row])
        await tx.execute(incidents.update().values(title=f"About {SECRET}", impact=SECRET))
    assert SECRET in await dump(database)
    async with database.transaction() as tx:
        await masking.cover_rest(tx, incident.id, COVER)
    assert SECRET not in await dump(database)
    async with database.reading() as connection:
        assert await connection.scalar(select(incidents.c.title)) == "About [secret:made-up]"
        assert await connection.scalar(select(jobs.c.payload).where(jobs.c.key == "j")) == {
            "text": '"[secret:made-up]"'
        }


async def test_posts_that_repeat_it():
    def sent(text):
        post = Post(key=text, incident_id=1, channel="C", body=Body(text=text, footnote="f"), brief="x")
        return SentPost(post, "1", PostState.SENT)

    [(post, body)] = masking.covered([sent("nothing"), sent(f"it was {SECRET}")], COVER)
    assert (post.ts, body.text, body.footnote) == ("1", "it was [secret:made-up]", "f")


async def test_how_far_it_has_looked(database, incident):
    async with database.transaction() as tx:
        [(found, head)] = await masking.unscanned(tx.connection)
        assert (found, await masking.scanned(tx.connection, found)) == (incident.id, 0)
        for seq in (1, head):
            await masking.keep_scanned(tx, found, seq)
            assert await masking.scanned(tx.connection, found) == seq
        assert await masking.unscanned(tx.connection) == []
        assert (await tx.execute(select(scans))).all() == [(found, head)]


async def test_a_brief_from_before_loses_what_was_masked_meanwhile(database, incident, *, facts, write, mask, clock):
    await write(facts.message(1, f"use {SECRET}"))
    seq = next(one.seq for one in await record_of(database, incident) if one.kind is Kind.MESSAGE)
    before = clock()
    await mask()

    async def said(key, written_at):
        body = Body(document=replace(document(("they use it", (seq,))), written_at=written_at))
        async with database.transaction() as tx:
            post = Post(key=key, incident_id=incident.id, channel=CHANNEL, body=body, brief="catchup", record=False)
            await posts.say(tx, post, clock(), CARD_EVERY_S)
            loaded = await posts.load(tx.connection, key)
        return [one.text for one in loaded[0].post.body.document.statements]

    assert await said("early", before) == []
    clock.forward(10)
    assert await said("late", clock()) == ["they use it"]
