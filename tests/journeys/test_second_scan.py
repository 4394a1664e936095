"""The second look at what was recorded: a secret that our own rules do not know is masked wherever it stood."""

import asyncio
import random
import shutil
import string

import pytest

from app.domain.entry import Kind
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record.consequences import LOOK
from app.redaction.mask import find
from app.scanners.kingfisher import Kingfisher, installed
from tests.journeys.story import ANA, BEN, Story, shown, texts, told

pytestmark = [
    pytest.mark.skipif(installed() is None, reason="the wheel kingfisher-bin is not installed"),
    pytest.mark.xdist_group("kingfisher"),
]

_DRAWN = random.Random(23)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """The scanner's compiled rules, which take seconds to make."""
    folder = tmp_path_factory.mktemp("scanner") / "rules"
    asyncio.run(Kingfisher(installed(), folder).scan(["nothing"]))
    return folder


@pytest.fixture
def rules(tmp_path, compiled):
    shutil.copytree(compiled, tmp_path / "scanner")


@pytest.fixture
async def story(folder, rules):
    async with told(folder, second_scan="auto") as beginning:
        yield beginning


def unknown_secret() -> str:
    """In the format of a service that our own rules do not know; made up here."""
    secret = "polar" + "_oat_" + "".join(_DRAWN.choices(string.ascii_letters + string.digits, k=43))
    if find(secret):
        pytest.skip("our own rules have learned this format")
    return secret


async def look(story: Story) -> None:
    """What the clock of the running bot does every half minute."""
    bot = story.rehearsal.bot
    story.jump(1)
    now = bot.clock()
    async with bot.database.transaction() as tx:
        await enqueue(tx, [NewJob(key=f"look:{now.isoformat()}", kind=LOOK, lane=LOOK, run_at=now)])
    await story.settle()
    await story.later(30)


async def unpinned(story: Story) -> list[tuple[Kind, str]]:
    """The record without the pin of our own card, which is noticed whenever the channel is read."""
    return [(entry.kind, entry.text) for entry in await story.entries() if entry.kind is not Kind.PIN]


async def test_what_is_found_is_masked_everywhere(story: Story):
    channel = await story.declare()
    secret = unknown_secret()
    for number in range(10):
        await story.say(ANA, channel.id, f"error rate is {number}%")
    ts = await story.say(ANA, channel.id, f"rolled back with {secret} at 09:20")
    story.acts.react(ANA, channel.id, ts, "pushpin")
    await story.inc(BEN, channel.id, f"note seen: {secret} on the page")
    story.acts.join(BEN, channel.id)
    for words in ("catchup since start", "summary", "timeline", "update"):
        await story.inc(ANA, channel.id, words)
    await story.inc(ANA, channel.id, "close")
    await story.later()
    assert secret in await story.kept()
    assert secret in story.told()

    await look(story)
    assert await story.failed() == []
    assert [line[:300] for line in (await story.kept()).splitlines() if secret in line] == []
    assert secret not in story.told().replace(story.workspace.channels[channel.id].log.known(ts).text, "")
    assert secret.encode() not in b"".join(path.read_bytes() for path in story.documents.parent.glob("watchkeeper.db*"))
    assert await story.faults() == []
    rows = "\n".join(texts(await story.rows()))
    assert "rolled back with [secret:polar-organization-access-token] at 09:20" in rows
    assert "seen: [secret:polar-organization-access-token] on the page" in rows
    assert "had what looks like a polar organization access token" in shown(story.private(ANA, channel.id)[-1])


async def test_seen_again_it_does_not_come_back(story: Story):
    channel = await story.declare()
    secret = unknown_secret()
    ts = await story.say(ANA, channel.id, "use this")
    story.acts.edit(ANA, channel.id, ts, f"use {secret}")
    await story.later()
    await look(story)
    before = await unpinned(story)
    await story.rehearsal.bot.backfill()
    await story.later(30)
    await look(story)
    assert secret not in await story.kept()
    assert "use [secret:polar-organization-access-token]" in "\n".join(
        line.text
        for line in (
            await story.rehearsal.bot.reader.context(await story.incident(), story.rehearsal.clock.now())
        ).lines
    )
    assert len(await story.of_kind(Kind.MASKING)) == 1
    assert await unpinned(story) == before
    assert await story.faults() == []


async def test_a_masked_message_can_still_be_deleted_also_unheard(story: Story):
    channel = await story.declare()
    said = [await story.say(ANA, channel.id, f"Marigold{number} has {unknown_secret()}") for number in range(2)]
    await look(story)
    assert len(await story.of_kind(Kind.MASKING)) == 2
    await story.delete(ANA, channel.id, said[0])
    with story.workspace.silent():
        story.acts.delete(ANA, channel.id, said[1])
    await story.rehearsal.bot.backfill()
    await story.later(30)
    assert "Marigold" not in await story.kept()
    assert "Marigold" not in story.told()
    assert await story.faults() == []


async def test_a_second_secret_beside_a_masked_one(story: Story):
    channel = await story.declare()
    first, second = unknown_secret(), unknown_secret()
    await story.say(ANA, channel.id, f"one {first[:-1]}é two {first}")
    await look(story)
    await story.say(ANA, channel.id, f"{second} was in it")
    await look(story)
    assert first not in await story.kept()
    assert second not in await story.kept()
    assert await story.faults() == []


async def test_what_is_found_is_masked_where_another_incident_quotes_it(folder, rules):
    runbooks = {"path": str(folder)}
    async with told(folder, second_scan="auto", connectors={"runbooks": runbooks}) as story:
        secret = unknown_secret()
        first = (await story.declare("new Connection pool exhausted, payments time out")).id
        await story.say(ANA, first, f"I rolled back the ledger with {secret}")
        await story.inc(ANA, first, "resolved")
        second = (await story.declare("new Payments time out, the connection pool is exhausted")).id
        await story.later(40)
        await story.inc(ANA, second, "close")
        assert secret in shown(story.post(second, "*Like it before*"))
        await look(story)
        assert secret not in shown(story.post(second, "*Like it before*"))
        assert [line[:300] for line in (await story.kept()).splitlines() if secret in line] == []
        assert await story.failed() == []
