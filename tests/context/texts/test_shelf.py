"""What connectors brought last: kept, refreshed when old, and used in an old copy where a new one cannot be had."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from app.context.surroundings import Surroundings
from app.context.texts.shelf import FRESH_FOR, guides, past_incidents
from app.domain.connecting import Checked, Found, Guide, PastIncident
from app.domain.errors import Unavailable
from app.ports import Connected

AT = datetime(2025, 3, 4, tzinfo=UTC)


@dataclass
class Texts:
    """A connector that brings one guide and one report, or fails."""

    error: Exception | None = None
    text: str = "# A"
    remark: str = ""
    asked: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    hangs: bool = False

    async def check(self) -> list[Checked]:
        return []

    async def guides(self) -> Found[Guide]:
        await self._ask()
        return Found((Guide(connector="x", ref="a.md", title="A", markdown=self.text, services=("s",)),), self.remark)

    async def past_incidents(self) -> Found[PastIncident]:
        await self._ask()
        found = (
            PastIncident(connector="x", ref=ref, title="A", markdown=self.text, url="https://u", at=at)
            for ref, at in (("a.md", AT), ("b.md", None))
        )
        return Found(tuple(found))

    async def _ask(self) -> None:
        self.asked += 1
        if self.hangs:
            await self.over.wait()
        if self.error:
            raise self.error


@pytest.fixture
def texts() -> Texts:
    return Texts()


@pytest.fixture
def around(database, clock, texts) -> Surroundings:
    return Surroundings(
        database=database, clock=clock, connected=(Connected("x", "runbooks", "Runbooks", texts, time_limit_s=0.2),)
    )


async def test_what_was_brought_is_kept_for_a_while(around, texts, clock):
    first = await guides(around)
    assert first.items[0].services == ("s",)
    assert await guides(around) == first
    assert texts.asked == 1
    clock.forward(FRESH_FOR / timedelta(seconds=1))
    texts.text = "# B"
    assert (await guides(around)).items[0].markdown == "# B"


async def test_reports_come_back_as_they_were(around):
    first = await past_incidents(around)
    assert [one.at for one in first.items] == [AT, None]
    assert await past_incidents(around) == first


async def test_where_nothing_new_can_be_had_the_old_copy_is_used_and_that_is_told(around, texts, clock):
    await guides(around)
    clock.forward(3600)
    texts.error = Unavailable("Runbooks", "it cannot be reached")
    old = await guides(around)
    assert len(old.items) == 1
    (said,) = old.could_not
    assert said.startswith("Runbooks: it cannot be reached; this is its copy of ")


@pytest.mark.parametrize(
    "error", [Unavailable("Runbooks", "it cannot be reached"), ValueError("a bug"), asyncio.CancelledError("a bug")]
)
async def test_without_a_copy_it_could_not_be_looked_at(around, texts, error):
    texts.error = error
    found = await guides(around)
    assert not found.items
    assert found.could_not[0].startswith("Runbooks: ")
    assert "a bug" not in found.could_not[0]


async def test_it_waits_no_longer_than_its_time_limit(around, texts):
    texts.hangs = True
    assert (await guides(around)).could_not == ("Runbooks: no answer within 0.2 s",)


async def test_whoever_has_less_time_waits_less_for_a_first_copy(around, texts):
    texts.hangs = True
    found = await guides(replace(around, first_copy_after_s=0.01))
    assert found.could_not == ("Runbooks: no answer within 0.01 s",)


async def test_secrets_are_masked_and_what_was_left_out_is_told(around, texts):
    texts.text = "token: ghp_" + "a1B2c3D4e5F6" * 3
    texts.remark = "2 files are too large"
    for _ in range(2):
        found = await guides(around)
        assert "ghp_" not in found.items[0].markdown
        assert found.could_not == ("Runbooks: 2 files are too large",)
