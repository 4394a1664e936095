"""The endpoint is killed in the middle of a brief: `python -m tests.bench.killed --times 200 [--seed N] [--json OUT]`.

The real bot over a sandbox workspace, `/inc catchup`, and a process that is sent SIGKILL while it answers. Fails unless
the person gets exactly one answer each time, within the time limit.
"""

import argparse
import asyncio
import json
import logging
import random
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.dying import ANSWER
from tests.journeys.story import ANA, BEN, Story, shown, told

TIME_LIMIT_S = 20.0
_SAID = (
    "errors on checkout are at {n}%",
    "restarted api-{n}, no change so far",
    "could be the connection pool, we deployed 2.{n} this morning",
    "let's roll back to 2.{n}",
    "support says {n} customers have written in",
)


@dataclass
class Result:
    """`answers` counts how many answers there were how often; `late` those that came after the time limit."""

    times: int = 0
    late: int = 0
    longest_s: float = 0.0
    answers: Counter[int] = field(default_factory=Counter)
    written_by: Counter[str] = field(default_factory=Counter)

    @property
    def failures(self) -> list[str]:
        wrong = [f"{times} times {count} answers" for count, times in sorted(self.answers.items()) if count != 1]
        return [*wrong, *([f"{self.late} answers after {TIME_LIMIT_S:g} s"] if self.late else [])]

    def as_json(self) -> dict[str, object]:
        return {
            "times": self.times,
            "one_answer": self.answers[1],
            "late": self.late,
            "longest_s": round(self.longest_s, 2),
            "written": dict(self.written_by),
        }


async def measure(times: int, seed: int, folder: Path) -> Result:
    """Ana asks to be caught up, each time after something new was said, and the endpoint dies on her."""
    result, rng, port = Result(), random.Random(seed), _free_port()
    model = f"dying@http://127.0.0.1:{port}/v1"
    given = {"model": model, "model_time_limit_s": TIME_LIMIT_S, "tokens_per_incident": 0, "tokens_per_day": 0}
    async with told(folder, **given) as story:
        channel = (await story.declare()).id
        story.acts.join(BEN, channel)
        for number in range(times):
            await story.say(BEN, channel, rng.choice(_SAID).format(n=number + 1))
            chars = rng.choice((-1, 0, rng.randrange(1, len(ANSWER))))
            await _once(story, channel, port, chars, result)
    return result


async def _once(story: Story, channel: str, port: int, chars: int, result: Result) -> None:
    endpoint = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.dying",
        str(port),
        str(chars),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert endpoint.stdout
    assert await endpoint.stdout.readline() == b"ready\n"
    killing = asyncio.ensure_future(_kill(endpoint))
    before, start_s = len(story.private(ANA)), time.perf_counter()
    try:
        await story.inc(ANA, channel, "catchup since start")
    finally:
        took_s = time.perf_counter() - start_s
        await _killed(endpoint, killing)
    given = [shown(one) for one in story.private(ANA)[before:]]
    result.times += 1
    result.answers[len([one for one in given if "catch-up" in one])] += 1
    result.late += took_s > TIME_LIMIT_S
    result.longest_s = max(result.longest_s, took_s)
    result.written_by["the rules" if any("without a model" in one for one in given) else "the model"] += 1


async def _kill(endpoint: asyncio.subprocess.Process) -> None:
    assert endpoint.stdout
    if await endpoint.stdout.readline() == b"begun\n":
        endpoint.kill()


async def _killed(endpoint: asyncio.subprocess.Process, killing: asyncio.Future[None]) -> None:
    if endpoint.returncode is None:
        endpoint.kill()
    await killing
    await endpoint.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.killed", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    logging.disable()
    with tempfile.TemporaryDirectory(prefix="wk-killed-") as made:
        result = asyncio.run(measure(given.times, given.seed, Path(made)))
    if given.json:
        given.json.write_text(json.dumps(result.as_json(), indent=1) + "\n")
    written = ", ".join(f"{times} by {who}" for who, times in result.written_by.most_common())
    lines = [
        f"The endpoint was killed {result.times} times in the middle of a brief.",
        f"Exactly one answer: {result.answers[1]} times; late: {result.late}; longest {result.longest_s:.1f} s of {TIME_LIMIT_S:g} s.",
        f"Written: {written}.",
        *result.failures,
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if result.failures else 0


if __name__ == "__main__":
    sys.exit(main())
