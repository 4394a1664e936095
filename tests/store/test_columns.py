from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from app.store.columns import Moment, canonical, storable
from app.store.tables import documents

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON, st.datetimes(timezones=st.just(UTC)))
async def test_read_as_they_were_written(database, value, moment):
    row = {"incident_id": 1, "kind": "k", "body": value, "publications": [], "updated_at": moment}
    async with database.transaction() as tx:
        await tx.execute(delete(documents))
        await tx.execute(insert(documents), [row])
    async with database.reading() as connection:
        read = (await connection.execute(select(documents.c.body, documents.c.updated_at))).one()
    assert tuple(read) == (value, moment)


@given(JSON)
def test_the_same_value_has_one_spelling(value):
    assert canonical(value) == canonical(dict(reversed(value.items())) if isinstance(value, dict) else value)


@given(st.text(alphabet=st.characters()))
def test_text_becomes_storable(text):
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    assert storable(kept) == kept.encode().decode() == kept


def test_only_what_no_database_takes_is_replaced():
    assert storable("a\x00b\ud800c\udfffd") == "a�b�c�d"
    assert storable("emoji \N{FIRE EXTINGUISHER}\r\n\t\x1b") == "emoji \N{FIRE EXTINGUISHER}\r\n\t\x1b"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(TypeError):
        Moment().process_bind_param(datetime(2026, 3, 14), None)  # noqa: DTZ001 -- the mistake that is meant


def test_a_time_in_another_zone_is_the_same_time():
    here = datetime(2026, 3, 14, 9, 26, tzinfo=timezone(timedelta(hours=2)))
    assert Moment().process_bind_param(here, None) == Moment().process_bind_param(here.astimezone(UTC), None)
