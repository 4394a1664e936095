"""Somebody asks for a person: they are invited, or whoever asked hears why not."""

import pytest
from sqlalchemy import select

from app.context.surroundings import Surroundings
from app.domain.errors import Unavailable, UserError
from app.duties.inviting import invite
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import Queue, enqueue
from app.jobs.worker import Worker
from app.record import consequences
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.store.tables import jobs as jobs_table
from app.store.tables import posts as posts_table

CARD_EVERY_S = 30.0


class ChatStandIn:
    """Raises its `troubles` in turn, the first of them first, before it invites anybody."""

    def __init__(self):
        self.invited, self.troubles = [], []

    async def invite(self, channel, people):
        if self.troubles:
            raise self.troubles.pop(0)
        self.invited.append((channel, list(people)))


class Scene:
    def __init__(self, database, clock):
        self.database, self.clock, self.chat = database, clock, ChatStandIn()
        self.tools = Tools(
            database=database,
            surroundings=Surroundings(database=database, clock=clock),
            recorder=Recorder(database, clock, CARD_EVERY_S),
            reader=Reader(database),
            chat=self.chat,
            writers=None,
        )

    async def asked(self, **payload):
        """`person` is asked for, by `asker`; the job is done as often as it takes."""
        job = NewJob(
            key="invite:1:k1",
            kind=consequences.INVITE,
            lane="invite:1",
            run_at=self.clock(),
            payload={"incident": 1, "person": "UDAN", "asker": "UANA", **payload},
        )
        async with self.database.transaction() as tx:
            declaration = Declaration(key="d", title="Down", person="UANA", channel="C1", channel_name="i")
            await declare(tx, declaration, self.clock(), CARD_EVERY_S)
            await enqueue(tx, [job])
        await self.drain()

    async def drain(self):
        await Worker(self.database, Queue(self.database, "t"), Handlers(self.tools), self.clock, lanes=1).drain()

    async def told(self):
        """What anybody was told about it: to whom, and what."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(posts_table).where(posts_table.c.key.like("uninvited:%")))
            return [(row.channel, row.body["text"]) for row in rows]

    async def state(self):
        async with self.database.reading() as connection:
            query = select(jobs_table.c.state).where(jobs_table.c.kind == consequences.INVITE)
            return (await connection.execute(query)).scalar_one_or_none()


class Handlers(dict):
    def __init__(self, tools):
        async def on_invite(lease):
            await invite(lease, tools)

        super().__init__({consequences.INVITE: on_invite})

    def __missing__(self, kind):
        return _nothing


async def _nothing(lease):
    pass


@pytest.fixture
def scene(database, clock):
    return Scene(database, clock)


async def test_the_person_is_invited_into_the_channel_of_the_incident_and_nobody_is_told(scene):
    await scene.asked()
    assert scene.chat.invited == [("C1", ["UDAN"])]
    assert await scene.told() == []


async def test_whoever_asked_hears_why_it_could_not_be_done(scene):
    scene.chat.troubles = [UserError("Guests <here> & there cannot be invited.")]
    await scene.asked()
    assert await scene.told() == [
        ("UANA", "I could not invite <@UDAN> to INC-1: Guests &lt;here&gt; &amp; there cannot be invited.")
    ]
    assert scene.chat.invited == []


async def test_where_nobody_is_known_to_have_asked_nobody_is_told(scene):
    scene.chat.troubles = [UserError("That channel is archived.")]
    await scene.asked(asker="")
    assert await scene.told() == []
    assert await scene.state() != "ready"


async def test_while_chat_is_down_it_is_tried_again_and_nobody_is_told_that_it_failed(scene):
    scene.chat.troubles = [Unavailable("Slack", "timed out")]
    await scene.asked()
    assert scene.chat.invited == []
    assert await scene.state() == "ready"
    scene.clock.forward(3600)
    await scene.drain()
    assert scene.chat.invited == [("C1", ["UDAN"])]
    assert await scene.told() == []


async def test_two_invitations_that_fail_are_told_apart(scene):
    scene.chat.troubles = [UserError("no"), UserError("no")]
    await scene.asked()
    again = NewJob(
        key="invite:1:k2",
        kind=consequences.INVITE,
        lane="invite:1",
        run_at=scene.clock(),
        payload={"incident": 1, "person": "UEVE", "asker": "UANA"},
    )
    async with scene.database.transaction() as tx:
        await enqueue(tx, [again])
    await scene.drain()
    assert sorted(text for _, text in await scene.told()) == [
        "I could not invite <@UDAN> to INC-1: no",
        "I could not invite <@UEVE> to INC-1: no",
    ]
