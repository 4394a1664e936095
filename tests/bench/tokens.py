"""What a model reads for an incident of growing length: `python -m tests.bench.tokens [--json]`.

Five times on the way somebody asks for a catch-up, and at the end for a summary, a handover and a postmortem; in between
the older part of the record is digested. Every prompt is counted as it is sent, placeholders for people and the schema
included, with the tokenizer of SmolLM2 where the local model is installed, else estimated. The transcript that it is
compared with has one line a message: `14:05 Ana Ferreira: text`.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from app.briefs.writers import Writers
from app.briefs.writers.digesting import TASK
from app.domain.brief import BriefKind
from app.domain.chat import ChatMessage
from app.domain.entry import Author, Voice
from app.domain.errors import UserError
from app.domain.model import Completion, Endpoint, ModelCard, Prompt
from app.domain.tokens import estimated_tokens
from app.llm.local import local_model
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.ports import Person
from app.record import people
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.drafts import of_message
from app.record.reading import Reader
from app.store.database import Database
from app.store.migrate import migrate
from tests.bench.chat import Message, chat

SIZES = (100, 1_000, 10_000)
ASKED = 5
_CHANNEL = "C0BENCH"
_NAMES = ("Ana Ferreira", "Ben Okafor", "Cleo Marin", "Dan Ruiz", "Eva Lind", "Finn Boyle", "Gita Rao", "Hugo Petit")
_KINDS = (BriefKind.CATCHUP, BriefKind.SUMMARY, BriefKind.HANDOVER, BriefKind.POSTMORTEM)

Count = Callable[[str], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Tokens read by the model, by what for; `catchup` is the longest prompt of any catch-up."""

    messages: int
    transcript: int
    digests: int
    catchup: int
    summary: int
    handover: int
    postmortem: int
    calls: int

    @property
    def ratio(self) -> float:
        """What digesting the record costs, in transcripts; each brief adds its own prompt, whose size does not grow."""
        return self.digests / self.transcript


@dataclass
class Counting:
    """A model that repeats three of the entries it is shown, and counts what it reads."""

    count: Count
    read: dict[str, list[int]] = field(default_factory=dict)

    @property
    def card(self) -> ModelCard:
        endpoint = Endpoint(host="127.0.0.1", is_local=True)
        return ModelCard(name="counting", model="counting", endpoint=endpoint, context_tokens=32_000)

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        del time_limit_s
        tokens = await self.count(f"{prompt.instructions}\n{prompt.material}\n{json.dumps(prompt.schema)}")
        self.read.setdefault(prompt.task, []).append(tokens)
        lines = [line for line in prompt.material.split("\n") if line.startswith("[") and ": " in line]
        said = [
            {"text": line.partition(": ")[2], "entries": [int(line[1 : line.index("]")].split(",")[0])]}
            for line in lines[:: max(len(lines) // 3, 1)][:3]
        ]
        answer = {"statements": said} if prompt.task == TASK else {"sections": [{"key": "tried", "statements": said}]}
        text = json.dumps(answer)
        return Completion(
            text=text, model="counting", input_tokens=tokens, output_tokens=estimated_tokens(text), duration_s=0.0
        )


async def measure(size: int, count: Count, folder: Path) -> Tokens:
    database = Database(f"sqlite:///{folder / f'tokens{size}.db'}")
    await migrate(database)
    now = datetime.now(UTC)
    clock = lambda: now  # noqa: E731
    model = Counting(count)
    routes = {kind.value: [model] for kind in _KINDS} | {TASK: [model]}
    unlimited = Budget(tokens_per_incident=0, tokens_per_day=0, usd_per_incident=0, usd_per_day=0)
    writers = Writers(database, Gate(database, clock, budget=unlimited), routes, time_limit_s=600)
    reader = Reader(database, "https://bench.slack.com/")
    async with database.transaction() as tx:
        met = [
            Person(f"U0BENCH{number}", name, name.split()[0].lower(), is_bot=False)
            for number, name in enumerate(_NAMES)
        ]
        await people.remember(tx, met)
        declaration = Declaration(key="bench", title="Checkout fails", person="", channel=_CHANNEL)
        incident = await declare(tx, declaration, now, 5.0)
    messages = list(chat(size, seed=size))
    for part in range(ASKED):
        await _said(database, incident.id, messages[part * size // ASKED : (part + 1) * size // ASKED], now)
        context = await reader.context(incident, now + timedelta(seconds=part))
        await writers.write(BriefKind.CATCHUP, context)
        await writers.digest(context)
    for kind in _KINDS[1:]:
        await writers.write(kind, await reader.context(incident, now))
    await database.close()
    names = {f"U0BENCH{number}": name for number, name in enumerate(_NAMES)}
    rows = [f"{datetime.fromtimestamp(float(one.ts), UTC):%H:%M} {names[one.user]}: {one.text}" for one in messages]
    read = model.read
    return Tokens(
        messages=size,
        transcript=await count("\n".join(rows)),
        digests=sum(read.get(TASK, [])),
        catchup=max(read["catchup"]),
        summary=max(read["summary"]),
        handover=max(read["handover"]),
        postmortem=max(read["postmortem"]),
        calls=sum(map(len, read.values())),
    )


async def _said(database: Database, incident_id: int, messages: list[Message], now: datetime) -> None:
    drafts = [
        draft
        for one in messages
        for draft in of_message(
            ChatMessage(
                channel=_CHANNEL,
                ts=one.ts,
                author=Author(Voice.PERSON, one.user),
                text=one.text,
                thread_ts=one.thread_ts,
                reactions={},
                extra={},
            ),
            "https://bench.slack.com/",
        )
    ]
    async with database.transaction() as tx:
        await append(tx, incident_id, drafts, now, 5.0)


async def counter(stack: AsyncExitStack) -> tuple[Count, str]:
    """Counts tokens, and with what."""
    try:
        model = await stack.enter_async_context(local_model())
    except UserError:

        async def estimate(text: str) -> int:
            return estimated_tokens(text)

        return estimate, "estimated"
    client = model._client
    address = str(client.base_url).removesuffix("/").removesuffix("/v1")
    session = await stack.enter_async_context(
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {client.api_key}"})
    )

    async def tokens(text: str) -> int:
        async with session.post(f"{address}/tokenize", json={"content": text}) as response:
            response.raise_for_status()
            return len((await response.json())["tokens"])

    return tokens, "counted by the tokenizer of SmolLM2"


async def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            count, how = await counter(stack)
            found = []
            for size in SIZES:
                sys.stderr.write(f"{size} messages\n")
                found.append(await measure(size, count, Path(folder)))
    if "--json" in arguments:
        rows = [{**asdict(one), "ratio": round(one.ratio, 3)} for one in found]
        sys.stdout.write(json.dumps({"how": how, "rows": rows}, indent=1) + "\n")
        return
    sys.stdout.write(f"tokens {how}\n")
    sys.stdout.write("messages transcript   digests  ratio  catch-up  summary  handover  postmortem  calls\n")
    for one in found:
        sys.stdout.write(
            f"{one.messages:>8,} {one.transcript:>10,} {one.digests:>9,} {one.ratio:>6.2f} {one.catchup:>9,} {one.summary:>8,}"
            f" {one.handover:>9,} {one.postmortem:>11,} {one.calls:>6,}\n"
        )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
