import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from app.domain.post import Body, Button, Style
from app.record.bodies import body_of, to_json

TEXT = st.text(max_size=10)
TIMES = st.datetimes(timezones=st.just(UTC))
STATEMENTS = st.builds(
    Statement,
    TEXT,
    st.lists(st.integers(1, 999), max_size=3).map(tuple),
    st.sampled_from(Standing),
    st.none() | TIMES,
    st.lists(TEXT, max_size=2).map(tuple),
)
SECTIONS = st.builds(Section, TEXT, TEXT, st.lists(STATEMENTS, max_size=3).map(tuple), TEXT)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(BriefKind),
    title=TEXT,
    headline=TEXT,
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    written_at=TIMES,
    written_by=TEXT,
    entries_read=st.integers(0, 999),
)
BUTTONS = st.builds(Button, TEXT, TEXT, TEXT, st.sampled_from(Style), TEXT)
BODIES = st.builds(
    Body,
    text=TEXT,
    document=st.none() | DOCUMENTS,
    buttons=st.lists(BUTTONS, max_size=3).map(tuple),
    footnote=TEXT,
)


@given(BODIES)
def test_there_and_back(body):
    assert body_of(json.loads(json.dumps(to_json(body)))) == body


def test_an_empty_body():
    assert body_of({}) == Body(buttons=())


def test_what_has_no_json_is_refused():
    with pytest.raises(TypeError, match="no JSON for set"):
        to_json({1})


def test_a_time_keeps_its_zone():
    assert to_json(datetime(2026, 3, 14, tzinfo=UTC)) == "2026-03-14T00:00:00+00:00"
