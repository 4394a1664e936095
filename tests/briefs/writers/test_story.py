"""Model writers in the real bot, over the wire on both sides: Slack's and the model's."""

import logging
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.store.tables import jobs
from tests.journeys.story import ANA, BEN, CLEO, Story, shown, told
from tests.llm.hostile import HostileEndpoint, hostile_endpoint

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # as in test_hostile
SECRET_WORDS = "the vendor is called Quillfeather"


@pytest.fixture
async def folder(tmp_path: Path, sqlite) -> Path:
    address = await sqlite.migrated(tmp_path)
    shutil.move(address.removeprefix("sqlite:///"), tmp_path / "watchkeeper.db")
    return tmp_path


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@asynccontextmanager
async def incident(folder: Path) -> AsyncIterator[tuple[Story, HostileEndpoint, str]]:
    """An incident of a few messages, and a model for every brief."""
    async with hostile_endpoint(3) as endpoint, told(folder, model=f"hostile@{endpoint.url}") as story:
        channel = (await story.declare()).id
        story.acts.join(BEN, channel)
        for text in ("errors on checkout are at 40%", "restarted api-1", f"{SECRET_WORDS}, errors there are at 60%"):
            await story.say(BEN, channel, text)
        await story.say(ANA, channel, "that did not help, still 40% errors")
        yield story, endpoint, channel


@pytest.mark.parametrize("command", ["catchup since start", "summary"])
async def test_each_brief_is_answered_once_whatever_the_model_says(folder, command):
    async with incident(folder) as (story, endpoint, channel):
        endpoint.behave("invents", "obeys", "marks_up", "cites_everything+truncated")
        before = len(story.private(ANA))
        await story.inc(ANA, channel, command)
        assert endpoint.requests
        assert await story.failed() == []
        assert len(story.private(ANA)) == before + 1
        assert "evil.example" not in story.told() + story.last_private(ANA)


async def test_nothing_of_a_deleted_message_is_kept_or_asked_about_again(folder):
    async with incident(folder) as (story, endpoint, channel):
        endpoint.behave("honest", "invents")
        for command in ("catchup since start", "summary"):
            await story.inc(ANA, channel, command)
        assert any("Quillfeather" in asked.material for asked in endpoint.requests)
        [said] = [one for one in story.messages(channel) if SECRET_WORDS in one.text]
        await story.delete(BEN, channel, said.ts)
        assert "Quillfeather" not in await story.kept()
        asked_before = len(endpoint.requests)
        await story.inc(ANA, channel, "catchup since start")
        assert len(endpoint.requests) > asked_before
        assert all("Quillfeather" not in asked.material for asked in endpoint.requests[asked_before:])
        assert "Quillfeather" not in story.last_private(ANA)


async def test_whoever_joins_costs_nothing(folder):
    async with incident(folder) as (story, endpoint, channel):
        for number in range(12):
            await story.say(BEN, channel, f"errors on api-{number} are at 4{number}%")
        asked = len(endpoint.requests)
        story.acts.join(CLEO, channel)
        await story.settle()
        assert "catch-up" in shown(story.private(CLEO)[-1])
        assert len(endpoint.requests) == asked


async def test_what_may_take_long_waits_in_a_lane_of_its_own(folder):
    async with incident(folder) as (story, endpoint, channel):
        endpoint.behave("honest")
        await story.inc(ANA, channel, "summary")
        await story.inc(BEN, channel, "note the vendor called")
        async with story.rehearsal.bot.database.reading() as connection:
            found = await connection.execute(select(jobs.c.key, jobs.c.lane).where(jobs.c.kind == "call"))
            lanes = {row.lane for row in found if row.key.endswith(":apart")}
        assert lanes == {f"call:{channel}:{ANA}"}
        assert "written by hostile" in story.last_private(ANA)
