import random

from app.domain.entry import Kind
from app.domain.lines import lines
from app.record.timeline import ROW_LIMIT_CHARS, shortened, timeline
from tests.briefs import pool_incident
from tests.briefs.exports import context_from, record


def test_the_same_bytes_whatever_the_order_of_recording():
    entries = pool_incident.entries()
    expected = timeline(pool_incident.context())
    for seed in range(5):
        shuffled = list(entries)
        random.Random(seed).shuffle(shuffled)
        context = context_from(entries, pool_incident.PEOPLE, pool_incident.CHANNELS, lines=lines(shuffled))
        assert timeline(context) == expected


def test_rows_say_what_happened_in_order_of_time(snapshot):
    rows = timeline(pool_incident.context())
    assert rows == sorted(rows, key=lambda row: row.at)
    assert [f"{row.at:%H:%M:%S} {row.kind} {row.who}: {row.text} {list(row.citations)}" for row in rows] == snapshot


def test_the_same_alert_again_is_counted():
    (alert,) = [row for row in timeline(pool_incident.context(30)) if row.kind == "signal"]
    assert alert.text.endswith("(3 times, last 02:25 UTC)")
    assert alert.citations == (1, 6, 20)


def test_jokes_greetings_and_looking_are_not_on_it():
    numbers = {number for row in timeline(pool_incident.context()) for number in row.citations}
    assert not numbers & {2, 4, 11, 17, 29, 32, 43, 55, 58, 60}


def test_commands_always_are():
    context = pool_incident.context()
    commands = {line.entry.seq for line in context.lines if line.entry.kind not in {Kind.MESSAGE, Kind.SIGNAL}}
    assert commands <= {number for row in timeline(context) for number in row.citations}


def test_what_people_pin_or_push_always_is():
    drafts = pool_incident.entries()
    joke = drafts[16]
    for name, kind in (("pushpin", Kind.REACTION), ("", Kind.PIN)):
        mark = _about(joke, kind, {"name": name, "user": "U1", "added": True})
        context = context_from(record([*drafts, mark]), pool_incident.PEOPLE, pool_incident.CHANNELS)
        assert 17 not in {row.citations[0] for row in timeline(pool_incident.context())}
        text = timeline(context)
        assert [row.weight for row in text if row.citations[0] == 58] == []
        kept = context_from(
            record([*drafts, _about(drafts[57], kind, {"name": name, "user": "U1", "added": True})]),
            pool_incident.PEOPLE,
            pool_incident.CHANNELS,
        )
        (row,) = [row for row in timeline(kept) if row.citations[0] == 58]
        assert (row.kind, row.text) == ("note", "lol what a night")


def test_a_long_text_is_cut_between_words():
    cut = shortened("word " * 200, ROW_LIMIT_CHARS)
    assert len(cut) <= ROW_LIMIT_CHARS
    assert cut.endswith("word…")
    assert shortened("run `kubectl get pods -n payments` now", 20).count("`") == 2


def _about(entry, kind, details):
    from app.domain.entry import Author, Draft, Source, Voice

    return Draft(
        key=f"{entry.key}/{kind}",
        kind=kind,
        happened_at=entry.happened_at,
        author=Author(Voice.PERSON, "U1"),
        source=Source("slack", entry.key),
        about=entry.key,
        details=details,
    )
