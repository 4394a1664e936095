"""The chain shows every change of what is kept, but erasing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record import entries as entries_module
from app.record import incidents
from app.record.append import append
from app.record.chain import GENESIS, faults, sealed
from app.store.columns import Moment
from app.store.tables import entries
from tests.record.facts import CARD_EVERY_S

NOW = datetime(2026, 3, 14, 9, 26, 53, 589_793, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
DRAFTS = st.builds(
    Draft,
    key=st.text(min_size=1, max_size=10),
    kind=st.sampled_from(Kind),
    happened_at=st.datetimes(timezones=st.just(UTC)),
    author=st.builds(Author, st.sampled_from(Voice), st.text(max_size=5), st.text(max_size=5)),
    source=st.builds(Source, st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)),
    text=st.text(max_size=20),
    about=st.text(max_size=5),
    thread=st.text(max_size=5),
    details=st.dictionaries(st.text(max_size=5), JSON, max_size=3),
)


def chained(drafts, erased=()):
    found, previous = [], GENESIS
    for seq, draft in enumerate(drafts, 1):
        entry = sealed(draft, seq=seq, recorded_at=NOW, previous=previous, erased=seq in erased)
        found.append(entry)
        previous = entry.digest
    return found


def erased(entry):
    return replace(entry, text="", details={}, salt="", erased=True, author=replace(entry.author, name=""))


@given(st.lists(DRAFTS, max_size=5), st.sets(st.integers(1, 5)))
def test_what_was_sealed_verifies(drafts, gone):
    chain = chained(drafts, gone)
    assert faults(chain) == []
    assert faults(chain, (len(chain), chain[-1].digest if chain else GENESIS)) == []


@given(st.lists(DRAFTS, min_size=1, max_size=5), st.data())
def test_erasing_shows_nowhere(drafts, data):
    chain = chained(drafts)
    place = data.draw(st.integers(0, len(chain) - 1))
    chain[place] = erased(chain[place])
    assert faults(chain) == []


@given(st.lists(DRAFTS, min_size=1, max_size=5), st.data())
def test_taking_one_out_shows(drafts, data):
    chain = chained(drafts)
    head = (len(chain), chain[-1].digest)
    del chain[data.draw(st.integers(0, len(chain) - 1))]
    assert faults(chain, head)


@given(st.lists(DRAFTS, min_size=2, max_size=5), st.data())
def test_another_order_shows(drafts, data):
    chain = chained(drafts)
    first, second = data.draw(st.permutations(range(len(chain))))[:2]
    chain[first], chain[second] = replace(chain[second], seq=first + 1), replace(chain[first], seq=second + 1)
    assert faults(chain)


@given(DRAFTS, DRAFTS)
def test_one_put_in_afterwards_shows(draft, forged):
    chain = chained([draft, draft])
    between = sealed(forged, seq=2, recorded_at=NOW, previous=chain[0].digest)
    assert faults([chain[0], between, replace(chain[1], seq=3)])


def test_the_same_content_has_another_digest_each_time():
    """Else whoever has the digests could try out what an erased entry said."""
    draft = Draft(
        key="k", kind=Kind.NOTE, happened_at=NOW, author=Author(Voice.PERSON, "U1"), source=Source("s", "r"), text="yes"
    )
    one, other = chained([draft])[0], chained([draft])[0]
    assert one.content_digest != other.content_digest


def test_the_zone_of_a_time_does_not_matter():
    """Times are stored as UTC, whatever zone they came in."""
    draft = Draft(
        key="k",
        kind=Kind.NOTE,
        happened_at=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))),
        author=Author(Voice.PERSON, "U1"),
        source=Source("s", "r"),
    )
    [entry] = chained([draft])
    assert faults([replace(entry, happened_at=NOW)]) == []


@pytest.fixture
async def recorded(database, incident, facts, clock):
    """A record with something in every column."""
    drafts = [
        facts.message(1, "checkout is down", name="Ada"),
        facts.message(2, "looking", author="U0BEN", name="Ben", thread=1),
        facts.edit(1, 3, "checkout is down in the EU"),
        facts.reaction(1, 4, "eyes"),
        facts.message(5, "gone soon", name="Ben"),
        facts.deletion(5, 6),
        facts.message(7, "the last word", name="Ada"),
    ]
    async with database.transaction() as tx:
        await append(tx, incident.id, drafts, clock(), CARD_EVERY_S)
    return incident


async def found(database, incident):
    async with database.reading() as connection:
        read = await entries_module.all_entries(connection, incident.id)
        return faults(read, await incidents.head(connection, incident.id))


OTHER_WORDS = {
    "kind": (Kind.NOTE.value, Kind.CHANGE.value),
    "voice": (Voice.WATCHKEEPER.value, Voice.PERSON.value),
}


def another(column, value):
    """A value that differs."""
    if column.name == "details":
        return {**value, "more": 1}
    if column.name in OTHER_WORDS:
        return next(word for word in OTHER_WORDS[column.name] if word != value)
    if isinstance(column.type, Moment):
        return value + timedelta(microseconds=1)
    if isinstance(value, str):
        return f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}"
    return not value if isinstance(value, bool) else value + 100


@pytest.mark.parametrize("column", list(entries.columns), ids=lambda column: column.name)
async def test_any_change_of_any_column_shows(database, recorded, column):
    assert await found(database, recorded) == []
    async with database.reading() as connection:
        rows = (await connection.execute(select(entries).order_by(entries.c.seq))).all()
    for row in rows:
        this = (entries.c.incident_id == row.incident_id) & (entries.c.seq == row.seq)
        before = getattr(row, column.name)
        async with database.transaction() as tx:
            await tx.execute(update(entries).where(this).values({column: another(column, before)}))
        assert await found(database, recorded), (row.seq, column.name)
        changed = entries.c.key == row.key if column.name in {"incident_id", "seq"} else this
        async with database.transaction() as tx:
            await tx.execute(update(entries).where(changed).values({column: before}))
    assert await found(database, recorded) == []


async def test_cutting_off_the_end_shows(database, recorded):
    async with database.transaction() as tx:
        last = (await tx.execute(select(func.max(entries.c.seq)))).scalar_one()
        await tx.execute(delete(entries).where(entries.c.seq == last))
    assert await found(database, recorded) == [f"The record ends at entry {last - 1}, but the incident says {last}."]


async def test_faults_name_the_entry(database, recorded):
    async with database.transaction() as tx:
        await tx.execute(update(entries).where(entries.c.seq == 2).values(text="all is well"))
    assert await found(database, recorded) == ["The content of entry 2 was changed."]
