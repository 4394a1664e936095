"""A made-up conversation that goes on while things break: seeded, and every word of it known."""

import asyncio
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.sandbox.server import SandboxServer

_SAYINGS = (
    "checkout is failing for EU customers, {}",
    "I think it is the connection pool, {}",
    "rolling back api to v41 now {}",
    "the rollback helped, errors are down {}",
    "decided: we keep the flag off until tomorrow {}",
    "{} looking at the dashboards",
    "who owns the queue? {}",
    "no, it is not DNS, I checked {}",
    "restarted the workers, no change {}",
    "انظر {} 👀",
    "```\n{} 500 GET /cart\n```",
    "<@{person}> can you look at {}?",
)
_ALERTS = ("[FIRING:1] HighErrorRate checkout {}", "[RESOLVED] HighErrorRate checkout {}")
_EMOJI = ("eyes", "white_check_mark", "pushpin", "+1", "thumbsup::skin-tone-3")

QUESTIONS = ("catchup since start", "timeline", "summary")


@dataclass(slots=True)
class Said:
    """A message of a person or an alert, and what became of it. `words` has a word of its own for every wording."""

    channel: str
    ts: str
    user: str
    words: list[str]
    thread_ts: str = ""
    edits: int = 0
    deleted: bool = False
    reactions: set[tuple[str, str]] = field(default_factory=set)
    pinned: bool = False


@dataclass(slots=True)
class Typed:
    """A slash command. `word` is in it and nowhere else; `acknowledged` once the app took it."""

    verb: str
    channel: str
    person: str
    word: str
    acknowledged: bool = False


class Talk:
    """Three people talk in `channels`, others come and go, alerts ring. Everything follows from `seed`."""

    def __init__(self, server: SandboxServer, channels: list[str], people: list[str], visitors: list[str], seed: int):
        self.said: list[Said] = []
        self.typed: list[Typed] = []
        self._server = server
        self._channels = channels
        self._people = people
        self._visitors = visitors
        self._random = random.Random(seed)
        self._words: Iterator[str] = (f"w{seed}x{number}q" for number in itertools.count(1))
        self._acts = {
            self._say: 30, self._reply: 16, self._edit: 10, self._delete: 7, self._react: 14, self._unreact: 7,
            self._pin: 3, self._visit: 3, self._alert: 6, self._broadcast: 2,
        }  # fmt: skip

    async def go_on(self, stop: asyncio.Event, commands: Mapping[str, int], *, most_s: float = 0.2) -> None:
        """Act in bursts, up to `most_s` apart, until `stop` is set; then wait for the answers to what was typed."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self.burst(self._random.randint(1, 6))
                if self._random.random() < 0.3:
                    group.create_task(self.type(self._picked(commands)))
                await asyncio.sleep(self._random.uniform(0, most_s))

    def burst(self, count: int) -> None:
        """So many acts at one moment."""
        for _ in range(count):
            self._picked(self._acts)()

    async def type(self, verb: str) -> None:
        """Use a command, and note whether the app took it."""
        word, channel, person = next(self._words), self._random.choice(self._channels), self._person()
        typed = Typed(verb, channel, person, word)
        self.typed.append(typed)
        line = verb if verb in QUESTIONS else f"{verb} {word}"
        typed.acknowledged = (await self._server.acts.command(person, channel, f"/inc {line}")).ok

    def _picked(self, weights):
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _person(self) -> str:
        return self._random.choice(self._people)

    def _text(self, word: str) -> str:
        return self._random.choice(_SAYINGS).format(word, person=self._person())

    def _living(self, *, replies: bool = True) -> Said | None:
        """A message that is still there, mostly one of the latest."""
        there = [one for one in self.said if not one.deleted and (replies or not one.thread_ts)]
        recent = there[-12:] if self._random.random() < 0.8 else there
        return self._random.choice(recent) if recent else None

    def _say(self) -> None:
        user, channel, word = self._person(), self._random.choice(self._channels), next(self._words)
        self.said.append(Said(channel, self._server.acts.say(user, channel, self._text(word)), user, [word]))

    def _alert(self) -> None:
        channel, word = self._random.choice(self._channels), next(self._words)
        ts = self._server.acts.say_as_bot("Alertmanager", channel, self._random.choice(_ALERTS).format(word))
        self.said.append(Said(channel, ts, "", [word]))

    def _reply(self, *, broadcast: bool = False) -> None:
        parent = self._living(replies=False)
        if parent is None:
            return
        user, word = self._person(), next(self._words)
        ts = self._server.acts.say(user, parent.channel, self._text(word), thread_ts=parent.ts, broadcast=broadcast)
        self.said.append(Said(parent.channel, ts, user, [word], thread_ts=parent.ts))

    def _broadcast(self) -> None:
        self._reply(broadcast=True)

    def _edit(self) -> None:
        if (one := self._living()) and one.user:
            one.words.append(next(self._words))
            one.edits += 1
            self._server.acts.edit(one.user, one.channel, one.ts, self._text(one.words[-1]))

    def _delete(self) -> None:
        if (one := self._living()) and one.user:
            one.deleted, one.pinned = True, False
            one.reactions.clear()
            self._server.acts.delete(one.user, one.channel, one.ts)

    def _react(self) -> None:
        if one := self._living():
            user, emoji = self._person(), self._random.choice(_EMOJI)
            if (emoji, user) not in one.reactions:
                one.reactions.add((emoji, user))
                self._server.acts.react(user, one.channel, one.ts, emoji)

    def _unreact(self) -> None:
        reacted = [one for one in self.said[-60:] if one.reactions and not one.deleted]
        if reacted:
            one = self._random.choice(reacted)
            emoji, user = self._random.choice(sorted(one.reactions))
            one.reactions.remove((emoji, user))
            self._server.acts.unreact(user, one.channel, one.ts, emoji)

    def _pin(self) -> None:
        """At most 60 pins at once: Slack has a limit."""
        one = self._living()
        if one and one.pinned:
            self._server.acts.unpin(self._person(), one.channel, one.ts)
            one.pinned = False
        elif one and sum(other.pinned for other in self.said) < 60:
            self._server.acts.pin(self._person(), one.channel, one.ts)
            one.pinned = True

    def _visit(self) -> None:
        """Somebody who does not talk joins, or leaves again."""
        visitor, channel = self._random.choice(self._visitors), self._random.choice(self._channels)
        if visitor in self._server.workspace.channels[channel].members:
            self._server.acts.leave(visitor, channel)
        else:
            self._server.acts.join(visitor, channel)
