"""Finding similar incidents: what is compared, who may know of it, what is said of what could not be looked at."""

from dataclasses import dataclass, replace

import pytest

from app.context.similar.finding import known_in, similar_to
from app.context.surroundings import Surroundings
from app.domain.connecting import Checked, Found, PastIncident
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import Unavailable
from app.domain.incident import Audience, Incident, Status
from app.ports import Connected
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from app.record.recorder import Recorder


@dataclass
class Reports:
    error: Unavailable | None = None

    async def check(self) -> list[Checked]:
        return []

    async def past_incidents(self) -> Found[PastIncident]:
        if self.error:
            raise self.error
        markdown = "# Mail queue stuck\n\n## Summary\n\nMails waited for hours, no consumer.\n\n## Duration\n\n2 h\n"
        return Found((PastIncident(connector="pm", ref="mail.md", title="Mail queue stuck", markdown=markdown),))


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def around(database, clock, reports) -> Surroundings:
    return Surroundings(
        database=database, clock=clock, connected=(Connected("pm", "postmortems", "Postmortems", reports),)
    )


@pytest.fixture
def reader(database) -> Reader:
    return Reader(database, "https://example.slack.com")


async def happened(database, clock, title: str, channel: str, *, private: bool = False, over: bool = True) -> Incident:
    """An incident with a few words; over after half an hour."""
    declaration = Declaration(
        key=f"d:{channel}", title=title, person="U1", channel=channel, channel_name="inc", private=private
    )
    recorder = Recorder(database, clock, 30.0)
    async with database.transaction() as tx:
        incident = await declare(tx, declaration, clock(), 30.0)
    clock.forward(1800)
    if over:
        moved = Draft(
            key=f"s:{channel}",
            kind=Kind.STATUS,
            happened_at=clock(),
            author=Author(Voice.PERSON, "U1"),
            source=Source("slack command", f"{channel}/1", "https://example.slack.com/p2"),
            details={"to": Status.RESOLVED.value, "was": Status.INVESTIGATING.value},
        )
        async with database.transaction() as tx:
            await recorder.append(tx, incident.id, [moved])
    return await Reader(database).incident_by_id(incident.id)


async def everybody(incident: Incident) -> bool:
    return True


async def keys(around, reader, words: str, may_see=everybody, incident: Incident | None = None) -> list[str]:
    found = await similar_to(around, reader, incident, words=words, may_see=may_see)
    return [one.past.key for one in found.found]


async def test_ours_and_reports_are_compared_together(around, reader, database, clock):
    await happened(database, clock, "Mail queue is stuck again", "C1")
    await happened(database, clock, "Certificate of the shop expired", "C2")
    assert sorted(await keys(around, reader, "mail queue stuck, no consumer")) == ["INC-1", "mail.md"]
    assert await keys(around, reader, "shop certificate expired") == ["INC-2"]


async def test_what_goes_on_and_the_incident_itself_are_not_similar(around, reader, database, clock):
    going_on = await happened(database, clock, "Certificate of the shop expired", "C1", over=False)
    over = await happened(database, clock, "Certificate of the shop expired", "C2")
    assert await keys(around, reader, "shop certificate expired", incident=going_on) == ["INC-2"]
    assert await keys(around, reader, "shop certificate expired", incident=over) == []


async def test_what_is_private_is_known_in_its_own_channel_only(around, reader, database, clock):
    private = await happened(database, clock, "Certificate of the shop expired", "C1", private=True)
    assert private.audience is Audience.CHANNEL
    assert await keys(around, reader, "shop certificate expired", known_in("C2")) == []
    assert await keys(around, reader, "shop certificate expired", known_in("C1")) == ["INC-1"]
    found = await similar_to(around, reader, None, words="shop certificate expired", may_see=known_in("C2"))
    assert found.looked_at == 1, "the count tells of no private incident"


async def test_what_chat_cannot_say_is_told(around, reader, database, clock):
    await happened(database, clock, "Certificate of the shop expired", "C1", private=True)

    async def unsure(incident: Incident) -> bool:
        raise Unavailable("Slack", "timed out")

    found = await similar_to(around, reader, None, words="shop certificate expired", may_see=unsure)
    assert not found.found
    assert "may be missing" in found.could_not[0]


async def test_the_length_is_from_the_record_and_links_there(around, reader, database, clock):
    await happened(database, clock, "Certificate of the shop expired", "C1")
    (one,) = (await similar_to(around, reader, None, words="shop certificate expired", may_see=everybody)).found
    assert one.account.took.total_seconds() == 1800
    assert one.account.duration.url == "https://example.slack.com/p2"
    assert one.account.fix is None
    assert one.past.url == "https://example.slack.com/p2"
    assert set(one.shared) == {"shop", "certificate", "expired"}


async def test_the_same_service_is_named(around, reader, database, clock):
    past = await happened(database, clock, "Certificate of the shop expired", "C1")
    setting = Draft(
        key="set:1",
        kind=Kind.SETTING,
        happened_at=clock(),
        author=Author(Voice.PERSON, "U1"),
        source=Source("slack command", "C1/3"),
        details={"services": ["Shop Front"]},
    )
    async with database.transaction() as tx:
        await Recorder(database, clock, 30.0).append(tx, past.id, [setting])
    now = replace(past, id=99, key="INC-99", title="shop certificate expired", services=("shop-front",))
    async with database.transaction() as tx:
        await declare(
            tx, Declaration(key="d9", title=now.title, person="U1", channel="C9", channel_name="x"), clock(), 30.0
        )
    going_on = replace(await reader.incident("INC-2"), services=("shop-front",))
    (one,) = (await similar_to(around, reader, going_on, may_see=everybody)).found
    assert one.services == ("Shop Front",)


async def test_reports_that_cannot_be_read_are_told_and_ours_are_found(around, reader, reports, database, clock):
    reports.error = Unavailable("Postmortems", "it cannot be reached")
    await happened(database, clock, "Certificate of the shop expired", "C1")
    found = await similar_to(around, reader, None, words="shop certificate expired", may_see=everybody)
    assert [one.past.key for one in found.found] == ["INC-1"]
    assert found.could_not == ("Postmortems: it cannot be reached",)
