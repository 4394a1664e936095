"""The best section of the runbooks, or none."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from app.context.surroundings import Surroundings
from app.context.texts.guides import best_guide, linked
from app.domain.attributes import SERVICE
from app.domain.connecting import Checked, Found, Guide
from app.domain.signal import Signal, SignalKind
from app.ports import Connected

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def guide(ref: str, markdown: str, services: tuple[str, ...] = ()) -> Guide:
    title = markdown.partition("\n")[0].lstrip("# ")
    return Guide(
        connector="r", ref=ref, title=title, markdown=markdown, url=f"https://wiki.example.com/{ref}", services=services
    )


GUIDES = (
    guide(
        "disk.md",
        "# Disk is full\n\nAbout disks.\n\n## What it means\n\nThe disk of a database host fills up.\n\n"
        "## What to do\n\n1. Delete old files of the disk.\n2. Grow the volume.\n\n## History\n\nOld words.\n",
        ("database",),
    ),
    guide(
        "queue.md",
        "# Queue\n\n## QueueBacklogHigh\n\nMessages wait.\n\n```\nrabbitmqctl list_queues\n```\n\n## Consumers are gone\n\nStart them.\n",
        ("mail",),
    ),
    guide(
        "checkout.md", "# Checkout\n\n## Errors after a deploy\n\n- Roll back the release of checkout.\n", ("checkout",)
    ),
    guide("other.md", "# Other checkout\n\n## Errors after a deploy\n\n- Roll back.\n", ("other-shop",)),
)


@dataclass
class Runbooks:
    found: tuple[Guide, ...] = GUIDES

    async def check(self) -> list[Checked]:
        return []

    async def guides(self) -> Found[Guide]:
        return Found(self.found)


@pytest.fixture
def around(database, clock) -> Surroundings:
    return Surroundings(database=database, clock=clock, connected=(Connected("r", "runbooks", "Runbooks", Runbooks()),))


def alert(title: str, **attributes: str) -> Signal:
    return Signal(
        connector="am",
        kind=SignalKind.ALERT,
        fingerprint=title,
        title=title,
        started_at=NOW,
        last_at=NOW,
        attributes={name.replace("__", "."): value for name, value in attributes.items()},
    )


async def heading(around, **given: object) -> str:
    advised = await best_guide(around, **given)
    return f"{advised.advice.title} › {advised.advice.heading}" if advised.advice else ""


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("disk of the database host is full", "Disk is full › What to do"),
        ("consumers are gone, the queue grows", "Queue › Consumers are gone"),
        ("errors since the deploy of checkout", "Checkout › Errors after a deploy"),
        ("robots in the warehouse stand still", ""),
        ("", ""),
    ],
)
async def test_by_words(around, words, there):
    assert await heading(around, words=words) == there


async def test_by_the_name_of_an_alert(around):
    assert await heading(around, signals=[alert("QueueBacklogHigh")]) == "Queue › QueueBacklogHigh"


async def test_a_runbook_for_the_service_comes_before_one_for_another(around):
    asked = {"words": "errors after the deploy, roll back?"}
    assert await heading(around, services=["other_shop"], **asked) == "Other checkout › Errors after a deploy"
    assert await heading(around, services=["checkout"], **asked) == "Checkout › Errors after a deploy"
    advised = await best_guide(around, signals=[alert("Errors after deploy", **{SERVICE: "checkout"})])
    assert advised.advice.why.startswith("it is for checkout")


async def test_a_link_of_the_alert_comes_first(around):
    known = "https://wiki.example.com/queue.md"
    advised = await best_guide(around, words="disk full", signals=[alert("Messages wait", runbook_url=known)])
    assert advised.advice.guide == GUIDES[1]
    assert advised.advice.url == f"{known}#queuebackloghigh"
    assert "rabbitmqctl" in advised.advice.excerpt
    advised = await best_guide(around, signals=[alert("x", annotations__runbook=f"{known}#consumers-are-gone")])
    assert (advised.advice.heading, advised.advice.url) == ("Consumers are gone", f"{known}#consumers-are-gone")


async def test_a_link_to_what_we_cannot_read_is_only_a_link(around):
    advised = await best_guide(around, signals=[alert("Disk is full", runbook_url="https://elsewhere.example.com/x")])
    assert (advised.advice.title, advised.advice.excerpt) == ("Disk is full", "")
    assert advised.advice.url == "https://elsewhere.example.com/x"
    assert advised.advice.why == "the alert links to it"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://x|y", "https://x y", "<https://x>", "see the wiki", ""]
)
def test_what_is_no_address_is_no_link(link):
    assert linked(alert("x", runbook_url=link)) == ""
