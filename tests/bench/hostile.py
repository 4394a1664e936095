"""Briefs against a model that means harm: `python -m tests.bench.hostile --briefs 1000 [--seed N] [--json OUT]`.

Kinds of brief × situations × what the endpoint does, by chance from a seed, through the real client over HTTP. What
comes out is looked up in the raw entries. Fails if anything invented, planted or alive gets out, or if less than nine
tenths of what the rules know is left.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from app.briefs import write
from app.briefs.writers import Writers
from app.domain.brief import Document
from app.domain.model import Endpoint, ModelCard
from app.llm.chat_completions import ChatCompletions
from app.llm.connection import connection
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.store.database import Database
from app.store.migrate import migrate
from tests.briefs.writers.lookup import Lookup, kept
from tests.briefs.writers.situations import Situation, situation
from tests.llm.hostile import HostileEndpoint, hostile_endpoint
from tests.llm.lies import LIES
from tests.llm.refusals import PARTICULAR, REFUSALS
from tests.llm.shaping import FORMS

LEAKS = ("uncited", "time", "number", "name", "owner", "invented", "link", "ping", "planted")
LEAST_KEPT = 0.9
_SENDING = ("repeats", "endless", "resets", "cut", "ignores_schema", "no_usage", "error_in_stream", "filtered", "drips", "silent")  # fmt: skip
_HANGS = frozenset({"drips", "silent", "blank_forever"})
_TIME_LIMIT_S, _HUNG_LIMIT_S = 15.0, 1.0
_KEY = SecretStr("")


@dataclass
class Tally:
    """What came of the briefs of one behaviour."""

    briefs: int = 0
    by_model: int = 0
    statements: int = 0
    of_model: int = 0
    facts: int = 0
    facts_kept: int = 0
    worst_share: float = 1.0
    longest_s: float = 0.0
    leaks: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        for name in ("briefs", "by_model", "statements", "of_model", "facts", "facts_kept"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst_share = min(self.worst_share, other.worst_share)
        self.longest_s = max(self.longest_s, other.longest_s)
        self.leaks += other.leaks

    @property
    def share(self) -> float:
        return self.facts_kept / self.facts if self.facts else 1.0


def behaviour(rng: random.Random) -> str:
    """What the endpoint says; often in an odd form, sometimes sent badly, seldom refused."""
    parts = [rng.choice(list(LIES))]
    if rng.random() < 0.5:
        parts.append(rng.choice(list(FORMS)))
    chance = rng.random()
    if chance < 0.2:
        parts.append(rng.choice(_SENDING))
    elif chance < 0.3:
        parts = [rng.choice([*REFUSALS, *PARTICULAR])]
    return "+".join(parts)


@dataclass(frozen=True)
class Bench:
    """Everything that stays the same from brief to brief."""

    database: Database
    gate: Gate
    endpoint: HostileEndpoint
    say: Callable[[str], None]

    async def brief(self, number: int, given: Situation, doing: str) -> Tally:
        """One brief, looked up."""
        start_s = time.perf_counter()
        document = await self._written(number, given, doing)
        took_s = time.perf_counter() - start_s
        floor = write(given.kind, given.context)
        leaks = Lookup(given.context, given.planted).wrong(document)
        theirs = {each.text for each in floor.statements}
        of_model = [each.text for each in document.statements if each.text not in theirs]
        for fault, text in leaks:
            who = "the model" if text in of_model else "the rules"
            self.say(f"#{number} {given.name} {given.kind} {doing}: {fault} by {who}: {text}")
        facts_kept, facts = kept(floor, document)
        return Tally(
            briefs=1,
            by_model=document.written_by != "rules",
            statements=len(document.statements),
            of_model=len(of_model),
            facts=facts,
            facts_kept=facts_kept,
            worst_share=facts_kept / facts if facts else 1.0,
            longest_s=took_s,
            leaks=Counter({fault for fault, _ in leaks}),
        )

    async def _written(self, number: int, given: Situation, doing: str) -> Document:
        self.endpoint.behave(doing)
        self.endpoint.planted = given.planted
        hangs = _HANGS & set(doing.split("+"))
        card = ModelCard(name="hostile", model=f"hostile-{number}", endpoint=Endpoint(host="localhost", is_local=True))
        async with connection(self.endpoint.url, _KEY, is_local=True) as client:
            model = ChatCompletions(card, client, _KEY, sleep=_at_once)
            routes = {given.kind.value: [model]}
            limit_s = _HUNG_LIMIT_S if hangs else _TIME_LIMIT_S
            return await Writers(self.database, self.gate, routes, time_limit_s=limit_s).write(
                given.kind, given.context
            )


async def measure(briefs: int, seed: int, say: Callable[[str], None] = lambda _: None) -> dict[str, Tally]:
    """Behaviour (what it says, or that it refuses) → what came of it."""
    found: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory(prefix="wk-hostile-") as made:
        database = Database(f"sqlite:///{Path(made) / 'hostile.db'}")
        await migrate(database)
        gate = Gate(database, lambda: datetime.now(UTC), budget=Budget(tokens_per_incident=0, tokens_per_day=0))
        async with hostile_endpoint(seed) as endpoint:
            bench = Bench(database, gate, endpoint, say)
            for number in range(briefs):
                doing = behaviour(random.Random(f"{seed}:{number}"))
                tally = await bench.brief(number, situation(number, seed), doing)
                found.setdefault(_family(doing), Tally()).add(tally)
        await database.close()
    return found


async def _at_once(_: float) -> None:
    await asyncio.sleep(0)


def _family(doing: str) -> str:
    first = doing.split("+", maxsplit=1)[0]
    return first if first in LIES else "refuses"


def total(found: dict[str, Tally]) -> Tally:
    everything = Tally()
    for one in found.values():
        everything.add(one)
    return everything


def failures(everything: Tally) -> list[str]:
    wrong = [f"{count} briefs with {name}" for name, count in sorted(everything.leaks.items())]
    if everything.share < LEAST_KEPT:
        wrong.append(f"only {everything.share:.1%} of the rules' facts kept")
    return wrong


def table(found: dict[str, Tally]) -> list[str]:
    columns = " ".join(f"{name:>8}" for name in LEAKS)
    lines = [
        f"{'behaviour':<20} {'briefs':>6} {'model':>6} {'said':>6} {columns} {'kept':>7} {'worst':>6} {'longest':>8}"
    ]
    for name, one in [*sorted(found.items()), ("all", total(found))]:
        leaks = " ".join(f"{one.leaks[leak]:>8}" for leak in LEAKS)
        lines.append(
            f"{name:<20} {one.briefs:>6} {one.by_model:>6} {one.of_model:>6} {leaks} {one.share:>7.1%} {one.worst_share:>6.0%} {one.longest_s:>6.1f} s"
        )
    return [*lines, "model: briefs with its statements; said: how many; kept: of the rules' facts"]


def as_json(found: dict[str, Tally], seed: int) -> dict[str, object]:
    rows = {
        name: {
            "briefs": one.briefs,
            "by_model": one.by_model,
            "statements": one.statements,
            "of_model": one.of_model,
            "facts_kept": round(one.share, 4),
            "worst_share": round(one.worst_share, 4),
            "leaks": {leak: one.leaks[leak] for leak in LEAKS},
        }
        for name, one in [*found.items(), ("all", total(found))]
    }
    return {"seed": seed, "behaviours": rows}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile", description=__doc__)
    parser.add_argument("--briefs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    logging.disable()  # the endpoint breaks its connections on purpose
    found = asyncio.run(measure(given.briefs, given.seed, _say))
    _say("\n".join(table(found)))
    if given.json:
        given.json.write_text(json.dumps(as_json(found, given.seed), indent=1) + "\n")
    wrong = failures(total(found))
    if wrong:
        _say("; ".join(wrong))
    return 1 if wrong else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
