from datetime import timedelta

import pytest

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import UserError
from app.domain.incident import Audience
from app.domain.lines import lines
from app.domain.post import Body, Post, PostState
from app.ports import Person
from app.record import people, posts
from app.record.append import append
from app.record.reading import Reader, open_follow_ups, visible_to
from tests.record.facts import ADA, BEN, CARD_EVERY_S, CHANNEL, URL, declared


async def record(database, incident, now, *drafts):
    async with database.transaction() as tx:
        await append(tx, incident.id, drafts, now, CARD_EVERY_S)


def typed(key, kind, now, *, about="", text="", author=ADA):
    """What somebody typed as a command: no message of chat shows it."""
    by, source = Author(Voice.PERSON, author), Source("watchkeeper", key)
    return Draft(key=key, kind=kind, happened_at=now, author=by, source=source, text=text, about=about)


@pytest.fixture
def reader(database):
    return Reader(database, URL)


async def test_the_context_is_the_record_as_it_stands(database, reader, incident, facts, clock):
    await record(database, incident, clock(), facts.message(1, "down"), facts.edit(1, 2, "down in the EU"))
    async with database.transaction() as tx:
        await people.remember(tx, [Person(ADA, "Ada", "ada", is_bot=False)])
    since = clock() - timedelta(minutes=5)
    context = await reader.context(incident, clock(), since, BEN)
    assert [line.text for line in context.lines] == ["down in the EU", "Checkout is down"]
    assert (context.people, context.channels) == ({ADA: "Ada"}, {CHANNEL: f"inc-{CHANNEL}"})
    assert (context.now, context.since, context.reader) == (clock(), since, BEN)


async def test_incidents_by_key_channel_and_state(reader, database, incident, clock):
    assert (
        await reader.incident("inc-1")
        == await reader.incident_by_id(1)
        == await reader.incident_of(CHANNEL)
        == incident
    )
    assert await reader.active() == [incident]
    assert await reader.closed() == []
    with pytest.raises(UserError):
        await reader.incident("INC-2")


async def test_what_was_typed_links_to_the_message_that_announced_it(database, reader, incident, clock):
    announced, silent = typed("n1", Kind.NOTE, clock()), typed("n2", Kind.NOTE, clock())
    await record(database, incident, clock(), announced, silent)
    post = Post(key="p", incident_id=1, channel=CHANNEL, body=Body(text="Noted."), brief="note", about="n1")
    async with database.transaction() as tx:
        await posts.say(tx, post, clock(), CARD_EVERY_S)
        await posts.mark(tx, "p", PostState.SENT, "1700000000.000100")
    links = {entry.key: (await reader.sources(1))[entry.seq][0] for entry in await reader.entries(incident)}
    address = "https://example.slack.com/archives/C0001/p1700000000000100"
    assert links == {"declared": "", "n1": address, "n2": "", "s:p": address}
    assert all(entry.source.url == "" for entry in await reader.entries(incident))


async def test_when_somebody_was_last_there(database, reader, incident, facts, clock):
    await record(
        database, incident, clock(), facts.message(1, "hello", author=BEN), facts.message(9, "bye", author=BEN)
    )
    said = facts.message(1, "").happened_at
    assert await reader.last_there(incident, BEN, clock()) == said + timedelta(seconds=8)
    assert await reader.last_there(incident, BEN, said + timedelta(seconds=8)) == said
    assert await reader.last_there(incident, "U0NOBODY", clock()) is None
    brief = Post(key="c", incident_id=1, channel=CHANNEL, body=Body(), brief="catchup", reader=BEN, record=False)
    async with database.transaction() as tx:
        await posts.say(tx, brief, clock.forward(60), CARD_EVERY_S)
    assert await reader.last_there(incident, BEN, clock()) == clock()


async def test_follow_ups_that_are_not_done(database, reader, incident, clock):
    await record(
        database,
        incident,
        clock(),
        typed("f1", Kind.FOLLOW_UP, clock(), text="add an alert"),
        typed("f2", Kind.FOLLOW_UP, clock(), text="write it up"),
        typed("done", Kind.ACKNOWLEDGEMENT, clock(), about="f1"),
    )
    assert [line.text for line in open_follow_ups(lines(await reader.entries(incident)))] == ["write it up"]


async def test_private_incidents_are_for_those_in_their_channel(database, clock):
    private = await declared(database, clock(), key="private", channel="C0P", private=True)
    public = await declared(database, clock(), key="public", channel="C0Q")
    assert private.audience is Audience.CHANNEL
    assert visible_to(private, frozenset({"C0P"}))
    assert not visible_to(private, frozenset({"C0Q"}))
    assert visible_to(public, frozenset())


@pytest.fixture
async def long_record(database, incident, facts, clock):
    """Much talk, and three things in the middle of it."""
    talk = [facts.message(number, f"graph {number} of the nodes looks the same") for number in range(1, 400)]
    talk[100] = facts.message(101, "the certificate of the gateway is too old")
    talk[150] = facts.message(151, "сертификат истёк")
    talk[200] = facts.message(201, "I'll write a runbook for the queue by Friday")
    await record(database, incident, clock(), *talk)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what about the certificate?", "the certificate of the gateway is too old"),
        ("certs?", "the certificate of the gateway is too old"),
        ("сертификат?", "сертификат истёк"),
        ("what is still to do?", "I'll write a runbook for the queue by Friday"),
    ],
)
@pytest.mark.usefixtures("long_record")
async def test_of_a_long_record_what_may_answer_is_found(reader, incident, clock, question, answer):
    context = await reader.passages(incident, question, clock())
    assert answer in [line.text for line in context.lines]
    assert len(context.lines) < 100
    assert context.question == question


@pytest.mark.usefixtures("long_record")
async def test_of_a_long_record_nothing_is_found_by_words_that_nobody_used(reader, incident, clock):
    context = await reader.passages(incident, 'who is "king" OR * of -- Norway\x00?', clock())
    assert [line for line in context.lines if line.entry.kind is Kind.MESSAGE] == []
