"""However often and in whatever order word of a fact comes, the record comes to the same; what is deleted is gone."""

import asyncio
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.chat import ChatFile
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Status
from app.domain.lines import lines
from app.record import incidents
from app.record.append import append
from app.store.tables import jobs
from tests.record.facts import ADA, CARD_EVERY_S, CHANNEL, declared, dump, record_of
from tests.record.histories import deliveries, histories, standing

PROPERTY = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
numbers = count()


async def recorded(database, incident, *batches, now):
    for batch in batches:
        async with database.transaction() as tx:
            await append(tx, incident.id, batch, now, CARD_EVERY_S)
    return await record_of(database, incident)


async def fresh(database, clock):
    """Another incident, in the same channel."""
    return await declared(database, clock(), key=f"property {next(numbers)}")


@PROPERTY
@given(st.data())
async def test_order_and_repetition_do_not_matter(database, clock, data):
    history = data.draw(histories())
    first, second = await fresh(database, clock), await fresh(database, clock)
    in_order = await recorded(database, first, history, now=clock())
    shuffled = await recorded(database, second, *data.draw(deliveries(history)), now=clock())
    assert standing(shuffled) == standing(in_order)


@PROPERTY
@given(st.data())
async def test_each_fact_is_one_entry(database, clock, data):
    history = data.draw(histories())
    incident = await fresh(database, clock)
    batches = data.draw(deliveries(history))
    once = await recorded(database, incident, *batches, now=clock())
    assert len({entry.key for entry in once}) == len(once)
    assert {entry.key for entry in once} <= {draft.key for draft in history} | {"declared"}
    assert await recorded(database, incident, *batches, history, now=clock()) == once


@PROPERTY
@given(st.data())
async def test_what_was_deleted_is_in_no_table(database, clock, data):
    history = data.draw(histories())
    incident = await fresh(database, clock)
    await recorded(database, incident, *data.draw(deliveries(history)), now=clock())
    gone = {draft.about for draft in history if draft.kind is Kind.DELETION}
    kept = await dump(database)
    for draft in history:
        if draft.kind in {Kind.MESSAGE, Kind.EDIT} and {draft.key, draft.about} & gone:
            assert f"'{draft.text}'" not in kept
            assert f"'{draft.author.name}'" not in kept or not draft.author.name
    async with database.transaction() as tx:  # the next example may say the same words
        for table in ("entries", "jobs", "incidents", "incident_channels"):
            await tx.connection.exec_driver_sql(f"DELETE FROM {table}")


@PROPERTY
@given(st.data())
async def test_two_at_once(database, replica, clock, data):
    history = data.draw(histories())
    first, second = await fresh(database, clock), await fresh(database, clock)
    in_order = await recorded(database, first, history, now=clock())
    one, other = data.draw(deliveries(history)), data.draw(deliveries(history))

    async def write(into, batches):
        for batch in batches:
            async with into.transaction() as tx:
                await append(tx, second.id, batch, clock(), CARD_EVERY_S)

    await asyncio.gather(write(database, one), write(replica, other))
    assert standing(await record_of(database, second)) == standing(in_order)


async def test_a_deleted_message_keeps_its_place(database, incident, facts, clock):
    history = [
        facts.message(
            1,
            "the password is on the wiki",
            name="Ada",
            files=[ChatFile(id="F1", name="plan.pdf", mimetype="", size_bytes=1)],
        ),
        facts.edit(1, 2, "look at the wiki"),
        facts.message(3, "thanks"),
        facts.deletion(1, 4),
    ]
    entries = await recorded(database, incident, history, now=clock())
    assert [(entry.kind, entry.erased) for entry in entries[1:]] == [
        (Kind.MESSAGE, True),
        (Kind.EDIT, True),
        (Kind.MESSAGE, False),
        (Kind.DELETION, False),
    ]
    gone, thanks = (line for line in lines(entries) if line.entry.kind is Kind.MESSAGE)
    assert (gone.text, gone.deleted, gone.entry.author) == ("", True, Author(Voice.PERSON, ADA))
    assert gone.entry.source.ref == f"{CHANNEL}/{facts.ts(1)}"
    assert thanks.text == "thanks"
    assert "wiki" not in await dump(database)
    assert "plan.pdf" not in await dump(database)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_what_was_deleted_is_in_no_byte_of_the_files(database, incident, facts, clock):
    said = "unmistakable" * 2000  # more than a page of the file
    await recorded(database, incident, [facts.message(1, said), facts.message(2, "unmistakable too")], now=clock())
    path = Path(str(database.url.database))
    assert holding(b"unmistakable", path)
    await recorded(database, incident, [facts.deletion(1, 3), facts.deletion(2, 3)], now=clock())
    assert holding(b"unmistakable", path) == []
    async with database.reading() as connection:
        assert (await connection.exec_driver_sql("PRAGMA integrity_check")).scalar() == "ok"


def holding(content, path):
    """Which of the database's files (itself, its log of writes) hold these bytes."""
    return [file.name for file in path.parent.glob(f"{path.name}*") if content in file.read_bytes()]


async def test_nothing_new_causes_nothing(database, incident, facts, clock):
    history = [facts.message(1, "hello")]
    await recorded(database, incident, history, now=clock())
    before = await dump(database)
    clock.forward(100)
    await recorded(database, incident, history, [], now=clock())
    assert await dump(database) == before


async def test_what_an_entry_causes_commits_with_it(database, incident, facts, clock):
    async def fail():
        async with database.transaction() as tx:
            await append(tx, incident.id, [facts.message(1, "hello"), status("resolved", clock)], clock(), CARD_EVERY_S)
            raise ZeroDivisionError

    before = await dump(database)
    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await dump(database) == before
    await recorded(database, incident, [status("resolved", clock)], now=clock())
    async with database.reading() as connection:
        kinds = set((await connection.execute(select(jobs.c.kind))).scalars())
        assert (await incidents.by_id(connection, incident.id)).status is Status.RESOLVED
    assert {"card", "topic", "announce"} <= kinds


ODD = [
    "nul \x00 byte",
    "half \ud83d pair",
    "\udc00",
    "\x00" * 3,
    "emoji \N{FIRE EXTINGUISHER}",
    "\N{RIGHT-TO-LEFT OVERRIDE}right to left",
    "\x1b[31m\N{ZERO WIDTH SPACE}",
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
async def test_odd_characters_do_not_make_a_message_unrecordable(database, incident, facts, clock, text):
    odd_file = ChatFile(id="F1", name=text, mimetype=text, size_bytes=1)
    message = facts.message(1, text, name=text, files=[odd_file])
    reaction = facts.reaction(1, 2, text, user=text)
    entries = await recorded(database, incident, [message, reaction], [message, reaction], now=clock())
    assert len(entries) == 3
    kept = "".join("�" if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in text)
    assert entries[1].text == entries[1].author.name == entries[1].details["files"][0]["name"] == kept
    assert entries[2].details["name"] == kept


async def test_a_message_of_forty_thousand_characters(database, incident, facts, clock):
    text = "all work and no play " * 2000
    entries = await recorded(database, incident, [facts.message(1, text)], now=clock())
    assert entries[1].text == text


async def test_a_thousand_at_once(database, incident, facts, clock):
    history = [facts.message(n, f"message {n}") for n in range(1000)]
    entries = await recorded(database, incident, history, history, now=clock())
    assert len(entries) == 1001


SECRET = "hunter" + "2-Xk9qLw7Rt"


async def test_secrets_are_masked_wherever_they_stand(database, facts, clock):
    spoken = f"password: {SECRET}"
    incident = await declared(database, clock(), title=f"Login broken, {spoken}")
    history = [
        facts.message(1, spoken, name=spoken, files=[ChatFile(id="F", name=spoken, mimetype="", size_bytes=1)]),
        facts.message(2, "hello"),
        facts.edit(2, 3, f"hello, {spoken}"),
        Draft(
            key="n",
            kind=Kind.TITLE,
            happened_at=clock(),
            author=Author(Voice.PERSON, ADA),
            source=Source("watchkeeper", "n"),
            text=spoken,
            details={"to": spoken, "was": (spoken, {"deep": [spoken]})},
        ),
    ]
    entries = await recorded(database, incident, history, now=clock())
    assert SECRET not in await dump(database)
    assert entries[1].text == entries[1].author.name == "password: [secret:password]"
    assert entries[-1].details["was"] == [
        "password: [secret:password]",
        {"deep": ["password: [secret:password]"]},
    ]


def status(to, clock, *, key=""):
    return Draft(
        key=key or f"status {to}",
        kind=Kind.STATUS,
        happened_at=clock(),
        author=Author(Voice.PERSON, ADA),
        source=Source("watchkeeper", to),
        details={"to": to, "was": ""},
    )
