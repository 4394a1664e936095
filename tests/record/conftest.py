"""What the tests of the record share: an incident in a channel, a recorder, and facts of chat to record."""

import pytest

from app.record.recorder import Recorder
from tests.record.facts import CARD_EVERY_S, Facts, declared


@pytest.fixture
def facts():
    return Facts()


@pytest.fixture
async def incident(database, clock):
    """An incident that is being recorded in CHANNEL."""
    return await declared(database, clock())


@pytest.fixture
async def recorder(database, clock):
    async with Recorder(database, clock, CARD_EVERY_S) as opened:
        yield opened
