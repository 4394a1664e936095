"""Search finds what was said, as it stands now, on both databases, and nothing that was erased."""

from datetime import timedelta

import pytest

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record import entries, search, words
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.keys import deletion_key, edit_key


@pytest.fixture
async def incident(database, clock):
    async with database.transaction() as tx:
        return await declare(tx, Declaration(title="Checkout", person="U1", key="k", channel="C1"), clock(), 5.0)


def said(number: int, text: str, clock, **changes) -> Draft:
    values = {
        "key": f"m:C1/{number}.0",
        "kind": Kind.MESSAGE,
        "happened_at": clock() + timedelta(minutes=number),
        "author": Author(Voice.PERSON, "U1"),
        "source": Source("slack", f"C1/{number}.0"),
        "text": text,
    }
    return Draft(**{**values, **changes})


async def record(database, incident, clock, *drafts) -> None:
    async with database.transaction() as tx:
        await append(tx, incident.id, drafts, clock(), 5.0)


async def found(database, incident, *asked) -> list[str]:
    async with database.transaction() as tx:
        await search.follow(tx, incident.id)
    async with database.reading() as connection:
        numbers = await words.find(connection, incident.id, asked, 10)
        recorded = {entry.seq: entry for entry in await entries.all_entries(connection, incident.id)}
    return [recorded[number].text for number in numbers]


async def test_other_forms_of_a_word_are_found(database, incident, clock):
    await record(database, incident, clock, said(1, "we are rolling payments back", clock), said(2, "lunch?", clock))
    assert await found(database, incident, "rolled") == ["we are rolling payments back"]


async def test_the_entry_with_more_of_the_words_comes_first(database, incident, clock):
    drafts = [said(1, "the queue", clock), said(2, "the queue of the printer is jammed", clock)]
    await record(database, incident, clock, *drafts)
    assert (await found(database, incident, "printer", "queue"))[0] == drafts[1].text


async def test_identifiers_are_found_as_a_whole(database, incident, clock):
    drafts = [said(1, "deployed api-gw v2.14.1", clock), said(2, "14 gateways and 2 apis", clock)]
    await record(database, incident, clock, *drafts)
    assert await found(database, incident, "v2.14.1") == [drafts[0].text]
    assert await found(database, incident, "api-gw") == [drafts[0].text]


async def test_an_edit_replaces_the_words(database, incident, clock):
    await record(database, incident, clock, said(1, "the zebra is down", clock))
    assert await found(database, incident, "zebra")
    edit = said(2, "the tapir is down", clock, kind=Kind.EDIT, key=edit_key("m:C1/1.0", "3"), about="m:C1/1.0")
    await record(database, incident, clock, edit)
    assert await found(database, incident, "zebra") == []
    assert await found(database, incident, "tapir") == ["the zebra is down"]


async def test_what_is_deleted_is_out_of_the_index_at_once(database, incident, clock):
    await record(database, incident, clock, said(1, "the zebra is down", clock))
    assert await found(database, incident, "zebra")
    gone = said(2, "", clock, kind=Kind.DELETION, key=deletion_key("m:C1/1.0"), about="m:C1/1.0")
    await record(database, incident, clock, gone)
    async with database.reading() as connection:
        assert await words.find(connection, incident.id, ["zebra"], 10) == []
    assert await found(database, incident, "zebra") == []
    if database.is_sqlite:
        content = b"".join(path.read_bytes() for path in _files(database))
        assert b"zebra" not in content


async def test_another_incident_is_never_found(database, incident, clock):
    async with database.transaction() as tx:
        other = await declare(tx, Declaration(title="Other", person="U1", key="k2", channel="C2"), clock(), 5.0)
    await record(database, other, clock, said(1, "the zebra is down", clock))
    await found(database, other, "zebra")
    assert await found(database, incident, "zebra") == []


@pytest.mark.parametrize("asked", ['"', "* OR", "NEAR(", "a AND", "':*", "", "💥", "-x", "a:b", "\\"])
async def test_no_word_is_read_as_syntax(database, incident, clock, asked):
    await record(database, incident, clock, said(1, "the queue", clock))
    await found(database, incident, asked)


async def test_following_twice_changes_nothing(database, incident, clock):
    await record(database, incident, clock, said(1, "the queue", clock))
    assert await found(database, incident, "queue") == await found(database, incident, "queue") == ["the queue"]


def _files(database):
    from pathlib import Path

    path = Path(database.url.database)
    return [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
