"""The second look, with a scanner of which it is known what it finds."""

import pytest

from app.domain.errors import Unavailable
from app.ports import FoundSecret
from tests.journeys.story import ANA, Story, shown, texts
from tests.journeys.test_second_scan import look

SECRET = "marigold=Quine.19"


class Scanner:
    def __init__(self):
        self.given = []
        self.failures = 0

    async def scan(self, texts):
        if self.failures:
            self.failures -= 1
            raise Unavailable("Kingfisher", "it does not want to")
        self.given.append(list(texts))
        return [FoundSecret("made-up", SECRET)] if any(SECRET in text for text in texts) else []


@pytest.fixture
def scanner(monkeypatch):
    scanner = Scanner()
    monkeypatch.setattr("app.bootstrap.scanner_of", lambda _: scanner)
    return scanner


@pytest.fixture
async def story(scanner, story):  # the scanner has to be there before the bot starts
    return story


async def test_each_entry_is_looked_at_once_and_a_quiet_incident_not_again(story: Story, scanner: Scanner):
    channel = await story.declare()
    await story.say(ANA, channel.id, "first words")
    await look(story)
    await story.say(ANA, channel.id, "second words")
    await look(story)
    looked = len(scanner.given)
    await look(story)
    assert len(scanner.given) == looked
    given = [text for texts in scanner.given for text in texts]
    assert [sum(words in text for text in given) for words in ("first words", "second words")] == [1, 1]


async def test_posts_title_and_postmortem_are_covered(story: Story, scanner: Scanner):
    channel = await story.declare(f"new Checkout is down with {SECRET}")
    await story.say(ANA, channel.id, f"we rolled back {SECRET}")
    await story.inc(ANA, channel.id, f"decision use {SECRET}")
    await story.inc(ANA, channel.id, "summary")
    await story.inc(ANA, channel.id, "close")
    await story.later()
    await look(story)
    assert SECRET not in await story.kept()
    assert [one for one in story.posts(channel.id) if SECRET in one and not one.startswith("we rolled")] == []
    assert SECRET not in channel.topic.value
    assert "decision: use [secret:made-up]" in texts(await story.rows())
    assert (await story.incident()).title == "Checkout is down with [secret:made-up]"
    assert await story.faults() == []
    assert await story.failed() == []


async def test_whoever_wrote_it_is_told(story: Story, scanner: Scanner):
    channel = await story.declare()
    await story.say(ANA, channel.id, f"use {SECRET}")
    await look(story)
    await look(story)
    assert ["a made up" in shown(one) for one in story.private(ANA, channel.id)] == [True]


async def test_a_scanner_that_fails_is_asked_again(story: Story, scanner: Scanner):
    channel = await story.declare()
    await story.say(ANA, channel.id, f"use {SECRET}")
    scanner.failures = 2
    await look(story)
    for _ in range(3):
        await story.later(60)
    assert SECRET not in await story.kept()
    assert await story.failed() == []
