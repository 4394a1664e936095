"""A process that is killed while its model is asked: `python -m tests.policy.dying DATABASE`."""

import asyncio
import os
import signal
import sys

from app.domain.model import Completion, Prompt
from app.policy.gate import Errand, Gate
from app.record import incidents
from app.store.database import Database
from tests.conftest import ManualClock
from tests.policy.conftest import Speaker, prompt, speaker


class Killing(Speaker):
    async def complete(self, asked: Prompt, time_limit_s: float) -> Completion:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")


async def main(address: str) -> None:
    database = Database(address)
    async with database.reading() as connection:
        incident = await incidents.by_key(connection, "INC-1")
    errand = Errand(incident=incident, purpose="catchup", trace="t9")
    await Gate(database, ManualClock()).ask(Killing(speaker().card), prompt(), errand, 5)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
