"""One question to one model: from the answers that are kept, else through the gate, shorter where it is too long."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.briefs.writers.effort import Effort
from app.domain.brief import Context
from app.domain.errors import Unavailable
from app.domain.model import Prompt
from app.policy.gate import Errand, Gate, Withheld
from app.ports import Model, TooLong
from app.record import answers, digests
from app.record.answers import Answer
from app.record.digests import StoredDigest
from app.store.columns import storable
from app.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Asks for one brief; `purpose` is its kind. Times are by `clock_s`, in seconds."""

    database: Database
    gate: Gate
    purpose: str
    context: Context
    effort: Effort
    deadline_s: float
    clock_s: Callable[[], float] = field(default=time.monotonic)

    @property
    def left_s(self) -> float:
        return max(self.deadline_s - self.clock_s(), 0.0)

    async def digested(self) -> list[StoredDigest]:
        """What models have digested of the record so far. A long record asks for more of it."""
        self.effort.is_long = True
        async with self.database.reading() as connection:
            return await digests.of_incident(connection, self.context.incident.id)

    def staying(self, model: Model) -> frozenset[int]:
        """The entries that may not go to this model."""
        context = self.context
        must_stay = self.gate.stays(model.card, context.incident, self.purpose, context.channels)
        if must_stay is None:
            return frozenset()
        return frozenset(number for line in context.lines if must_stay(line.entry) for number in line.citations)

    async def ask(self, model: Model, prompt: Prompt, entries: frozenset[int], time_limit_s: float) -> Answer:
        """The answer's text. Raises Withheld, TooLong, Unavailable."""
        key = answer_key(model, prompt)
        async with self.database.reading() as connection:
            kept = await answers.find(connection, key)
        if kept is not None:
            self.effort.tried(model.card, "as answered before", 0.0)
            return Answer(key, model.card.name, kept)
        return Answer(key, model.card.name, await self._called(model, prompt, entries, time_limit_s))

    async def _called(self, model: Model, prompt: Prompt, entries: frozenset[int], time_limit_s: float) -> str:
        errand = Errand(
            incident=self.context.incident,
            purpose=self.purpose,
            entries=tuple(sorted(entries)),
            trace=self.effort.id,
            people=self.context.people,
        )
        start_s, outcome = self.clock_s(), "stopped: no time left"
        tokens = (0, 0)
        try:
            completion = await self.gate.ask(model, prompt, errand, time_limit_s)
            tokens = (completion.input_tokens, completion.output_tokens)
            outcome = "answered" if completion.is_whole else "answered in part"
        except TooLong:
            outcome = "too long"
            raise
        except (Withheld, Unavailable) as error:
            outcome = str(error)
            raise
        finally:  # cancelled too
            self.effort.tried(model.card, outcome, self.clock_s() - start_s, *tokens)
        return storable(completion.text)


def answer_key(model: Model, prompt: Prompt) -> str:
    """Names an answer by all that it depends on: wording, model, material."""
    card = model.card
    parts = [prompt.version, card.name, card.model, card.endpoint.host, prompt.task, prompt.instructions]
    parts += [prompt.material, json.dumps(prompt.schema, sort_keys=True), str(prompt.most_output_tokens)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
