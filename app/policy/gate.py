"""The gate: every call of a model goes through it, so that policy, budget, redaction and ledger cannot be passed by."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.domain.entry import Entry, Kind
from app.domain.errors import Unavailable
from app.domain.incident import Incident
from app.domain.model import Completion, ModelCard, Prompt
from app.policy import contents, ledger
from app.policy.budget import Budget, Spent, cost_microusd, prompt_tokens
from app.policy.leaving import Leaving
from app.policy.ledger import Outgoing
from app.ports import Model, TooLong
from app.redaction.personal import Pseudonyms
from app.store.database import Database, Transaction

ANSWERED, CUT, TOO_LONG, TIMED_OUT, REFUSED, FAILED = "answered", "cut", "too long", "timed out", "refused", "failed"
STOPPED = "stopped"
"""What came of a call, for the ledger. Stopped: the process ended it, or nobody waited for it any more."""
POLICY, BUDGET = "policy", "budget"
"""What withheld a call."""

_LATE = ("timed out", "time limit", "in time", "no answer within", "took too long")
_AWAY = ("refused", "reached", "connect")
_IN_A_WORD = (
    ("too many requests", "busy"),
    ("overloaded", "overloaded"),
    ("no credit", "no credit"),
    ("our key", "key"),
    ("no such model", "no such model"),
    ("with nothing", "empty"),
    ("no chat completion", "no completion"),
)
"""How models say what went wrong, and what the ledger says."""
_STATUS = re.compile(r"\b[45]\d\d\b")


class Withheld(Exception):  # noqa: N818 -- an answer, not a failure
    """The call was not made: policy or budget says no. The message is the reason, for whoever reads the brief: a part of a
    sentence, such as "private incidents stay on this machine".
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a call is for: the incident that the material is from, the numbers of its entries in it, the brief's trace.

    `people` are names (by user id) that are not to leave, beside those of everybody known.
    """

    incident: Incident
    purpose: str
    entries: Sequence[int] = ()
    trace: str = ""
    people: Mapping[str, str] = field(default_factory=dict)


class Gate:
    """Asks models on behalf of writers. `internal` are names of hosts, pods and customers that are hidden like people's."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        *,
        leaving: Leaving = Leaving(),  # noqa: B008 -- immutable
        budget: Budget = Budget(),  # noqa: B008 -- immutable
        internal: Sequence[str] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._leaving = leaving
        self._budget = budget
        self._internal = tuple(internal)

    def stays(
        self, card: ModelCard, incident: Incident, task: str, channels: Mapping[str, str]
    ) -> Callable[[Entry], bool] | None:
        """Which entries must not be in the material for this model; None where all may. `channels` maps id to name.

        Leave them out: a call with one of them in it is withheld as a whole.
        """
        if not self._leaving.looks_closer:
            return None

        def must_stay(entry: Entry) -> bool:
            channel = contents.channel_of(entry.source.system, entry.source.ref) or incident.channel
            place = channel, channels.get(channel, "")
            return bool(self._leaving.entry_denied(card.endpoint, incident, frozenset({task}), entry.kind, place))

        return must_stay

    async def ask(self, model: Model, prompt: Prompt, errand: Errand, time_limit_s: float) -> Completion:
        """Raises Withheld, TooLong, Unavailable. Leaves one row in the ledger, whatever comes of it."""
        hidden, sent = await asyncio.to_thread(self._hide, await self._names(errand), prompt)
        row = self._row(model.card, sent, errand, hidden.counts)
        if reason := await self._denied(model.card, prompt, errand):
            await self._withhold(row, POLICY, reason)
        number = await self._begin(row)
        completion = await self._asked(model, sent, time_limit_s, number, row)
        return replace(completion, text=hidden.restore(completion.text, in_json=bool(prompt.schema)))

    def _hide(self, names: Mapping[str, str], prompt: Prompt) -> tuple[Pseudonyms, Prompt]:
        there = contents.mentioned(names, f"{prompt.material}\n{prompt.instructions}")
        hidden = Pseudonyms(there, self._internal)
        material, instructions = hidden.hide(prompt.material), hidden.hide(prompt.instructions)
        return hidden, replace(prompt, material=material, instructions=instructions)

    async def _names(self, errand: Errand) -> Mapping[str, str]:
        async with self._database.reading() as connection:
            known, bots = await contents.people(connection)
        return {user: name for user, name in errand.people.items() if user not in bots} | known

    async def _denied(self, card: ModelCard, prompt: Prompt, errand: Errand) -> str:
        """What the policy says of the incident, and of each kind of entry in the material where it looks at that."""
        tasks = frozenset({prompt.task, errand.purpose})
        async with self._database.reading() as connection:
            incident = await contents.narrowest(connection, errand.incident)
            if reason := self._leaving.call_denied(card.endpoint, incident, tasks):
                return reason
            if not self._leaving.looks_closer:
                return ""
            found = await contents.pieces(connection, incident, errand.entries)
        if not found:  # nobody said what it is made of: it is taken to be of every kind
            found = {(kind, (incident.channel, incident.channel_name)) for kind in Kind}
        denials = (self._leaving.entry_denied(card.endpoint, incident, tasks, *piece) for piece in sorted(found))
        return next(filter(None, denials), "")

    async def _withhold(self, row: Outgoing, outcome: str, reason: str) -> None:
        row = replace(row, decision=ledger.WITHHELD, outcome=outcome, reason=reason)
        row = replace(row, input_tokens=0, output_tokens=0, cost_microusd=0)

        async def withheld(tx: Transaction) -> None:
            await ledger.lock(tx)  # rows are numbered in the order in which they can be read
            await ledger.write(tx, row)

        await self._database.write(withheld)
        raise Withheld(reason)

    async def _begin(self, row: Outgoing) -> int:
        """Count the call as spent before it is made, so that others asking at the same time see it. Raises Withheld."""
        wanted = Spent(1, row.input_tokens + row.output_tokens, row.cost_microusd)
        midnight = row.at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

        async def begun(tx: Transaction) -> tuple[int, str]:
            await ledger.lock(tx)
            incident = await ledger.spent(tx.connection, incident_id=row.incident_id)
            today = await ledger.spent(tx.connection, since=midnight)
            over = self._budget.over(incident, today, wanted)
            return (0, over) if over else (await ledger.write(tx, row), "")

        number, over = await self._database.write(begun)
        if over:
            await self._withhold(row, BUDGET, over)
        return number

    async def _asked(self, model: Model, sent: Prompt, time_limit_s: float, number: int, row: Outgoing) -> Completion:
        """Completes the row. A call that may have been answered without us counts with what was sent."""
        try:
            completion = await model.complete(sent, time_limit_s)
        except BaseException as error:
            outcome, is_unclear = _outcome(error)
            used = (row.input_tokens, 0) if is_unclear else (0, 0)
            await self._complete(model.card, number, outcome, used, (self._clock() - row.at).total_seconds())
            raise
        used = completion.input_tokens, completion.output_tokens
        outcome = ANSWERED if completion.is_whole else CUT
        await self._complete(model.card, number, outcome, used, completion.duration_s)
        return completion

    async def _complete(
        self, card: ModelCard, number: int, outcome: str, used: tuple[int, int], duration_s: float
    ) -> None:
        async def completed(tx: Transaction) -> None:
            await ledger.complete(
                tx,
                number,
                outcome=outcome,
                used=used,
                cost_microusd=cost_microusd(card, *used),
                duration_ms=round(duration_s * 1000),
            )

        await self._database.write(completed)

    def _row(self, card: ModelCard, sent: Prompt, errand: Errand, masked: Mapping[str, int]) -> Outgoing:
        tokens = prompt_tokens(sent)
        return Outgoing(
            at=self._clock(),
            incident_id=errand.incident.id,
            purpose=errand.purpose,
            model=card.model,
            host=card.endpoint.host,
            is_local=card.endpoint.is_local,
            entries=len(set(errand.entries)),
            characters=len(sent.instructions) + len(sent.material),
            masked=dict(masked),
            input_tokens=tokens,
            output_tokens=sent.most_output_tokens,
            cost_microusd=cost_microusd(card, tokens, sent.most_output_tokens),
            trace=errand.trace,
        )


def _outcome(error: BaseException) -> tuple[str, bool]:
    """What the ledger says of a failure (no words of the endpoint's, which may repeat the prompt), and whether the
    endpoint may have done the work all the same.
    """
    if isinstance(error, TooLong):
        return TOO_LONG, False
    if isinstance(error, asyncio.CancelledError):
        return STOPPED, True
    if not isinstance(error, Unavailable):
        return f"{FAILED}: {type(error).__name__}", True
    reason = error.reason.casefold()
    if any(words in reason for words in _LATE):
        return TIMED_OUT, True
    if any(words in reason for words in _AWAY):
        return REFUSED, error.unclear
    known = next((word for words, word in _IN_A_WORD if words in reason), "")
    status = _STATUS.search(reason)
    what = known or (status.group() if status else "")
    return (f"{FAILED}: {what}" if what else FAILED), error.unclear
