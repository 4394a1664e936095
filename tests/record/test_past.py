"""The words of incidents that are over."""

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Status
from app.record import entries, incidents, past
from app.record.append import append


def draft(key: str, kind: Kind, text: str, clock, **details) -> Draft:
    return Draft(
        key=key,
        kind=kind,
        happened_at=clock(),
        author=Author(Voice.PERSON, "U1"),
        source=Source("slack", "C1/1"),
        text=text,
        details=details,
    )


async def test_what_was_said_and_stated_and_nothing_erased(database, incident, clock):
    drafts = [
        draft("m:C1/1.0", Kind.MESSAGE, "disk is full", clock),
        draft("m:C1/2.0", Kind.MESSAGE, "my password is in here", clock),
        draft("a:1", Kind.ACTION, "grew the disk " * 100, clock),
        draft("p:1", Kind.PRESENCE, "joined", clock, joined=True),
    ]
    async with database.transaction() as tx:
        await append(tx, incident.id, drafts, clock(), 5.0)
        await entries.erase(tx, incident.id, "m:C1/2.0")
    async with database.reading() as connection:
        found = await past.texts(connection, [incident.id, 99])
    told = [(kind, text[:12]) for kind, text in found[incident.id] if kind is not Kind.STATUS]
    assert told == [(Kind.MESSAGE, "disk is full"), (Kind.ACTION, "grew the dis")]
    assert max(len(text) for _, text in found[incident.id]) <= 500
    assert found[99] == []


async def test_those_that_are_over(database, incident, clock):
    async with database.reading() as connection:
        assert await incidents.over(connection, 5) == []
    moved = draft("s:1", Kind.STATUS, "", clock, to=Status.RESOLVED.value, was=Status.INVESTIGATING.value)
    async with database.transaction() as tx:
        await append(tx, incident.id, [moved], clock(), 5.0)
    async with database.reading() as connection:
        assert [one.id for one in await incidents.over(connection, 5)] == [incident.id]
        assert await incidents.over(connection, 0) == []
