"""The one place where briefs are asked for: routes to the models that are configured, and falls back to the rules."""

import asyncio
import time
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import structlog

from app.briefs.writers.chain import LATE, tried
from app.briefs.writers.digesting import TASK, Digesting
from app.briefs.writers.effort import Effort
from app.briefs.writers.floor import Floor, laid
from app.briefs.writers.inquiry import Inquiry
from app.briefs.writers.weaving import Woven
from app.domain.brief import BriefKind, Context, Document
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.policy.gate import Gate
from app.ports import Model
from app.record import answers, traces
from app.record.consequences import DIGEST
from app.store.database import Database

log = structlog.get_logger(__name__)

_FAILED = "the model could not be used"
_PATIENCE = 6
"""How many times as long a draft may take that is long, and that nobody is waiting for in chat."""


class Writers:
    """`routes` maps a task (a brief's kind, `digest`, `answer`) to the models to try, best first; none: the rules write."""

    def __init__(
        self,
        database: Database,
        gate: Gate,
        routes: Mapping[str, Sequence[Model]],
        *,
        time_limit_s: float = 20.0,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._gate = gate
        self._routes = routes
        self._time_limit_s = time_limit_s
        self._clock_s = clock_s

    @property
    def may_take_long(self) -> bool:
        """Whether a model is to write anything, so that a brief may take as long as the time limit."""
        return any(self._routes.values())

    async def write(self, kind: BriefKind, context: Context) -> Document:
        """A brief, within the time limit, whatever the models do. For somebody who asked: each may be a call of a model."""
        deadline_s = self._clock_s() + self._time_limit_s * (_PATIENCE if kind is BriefKind.POSTMORTEM else 1)
        floor = await asyncio.to_thread(laid, kind, context)
        models = self._routes.get(kind.value, ())
        if not models or not floor.document.statements:
            return floor.document
        inquiry = Inquiry(
            database=self._database,
            gate=self._gate,
            purpose=kind.value,
            context=context,
            effort=Effort(),
            deadline_s=deadline_s,
            clock_s=self._clock_s,
        )
        made = await self._in_time(models, floor, inquiry)
        return await self._kept(made, floor, inquiry.effort)

    async def _in_time(self, models: Sequence[Model], floor: Floor, inquiry: Inquiry) -> Woven:
        """What the models make of it, or what the rules wrote when time is up or anything at all goes wrong."""
        try:
            async with asyncio.timeout(inquiry.left_s):
                return await tried(models, floor, inquiry)
        except TimeoutError:
            remark = LATE
        except Exception as error:  # noqa: BLE001 -- whatever it is, the rules have written
            trace = "".join(traceback.format_tb(error.__traceback__))
            log.error("model_writer_bug", kind=floor.brief.kind.value, error=type(error).__name__, trace=trace)  # noqa: TRY400 -- its message and locals have people's words
            remark = _FAILED
        document = replace(floor.document, remark=remark)
        return Woven(document, 0, len(document.statements))

    async def _kept(self, made: Woven, floor: Floor, effort: Effort) -> Document:
        """The document with its trace; the trace and the answers are kept. Of what was taken back meanwhile, nothing."""
        document = replace(made.document, trace=effort.id)
        incident, now = floor.context.incident.id, floor.context.now
        async with self._database.transaction() as tx:
            gone = await answers.taken_back_since(tx.connection, incident, floor.context.newest)
            document = _without(document, floor.context, gone)
            trace = effort.trace(floor, document, made.kept)
            if gone:
                trace = replace(trace, dropped=())
            else:
                for answer in effort.answers:
                    await answers.save(tx, incident, answer, now)
            await traces.save(tx, incident, trace, now)
            if effort.is_long and self._routes.get(TASK):
                await enqueue(tx, [self._digest_job(floor.context)])
        return document

    async def digest(self, context: Context) -> int:
        """Have the older part of a record digested, as far as it has not been; how many windows of it were."""
        return await Digesting(self._database, self._gate, self._routes.get(TASK, ())).digest(context)

    def _digest_job(self, context: Context) -> NewJob:
        """One for each state of the record: asking again for the same costs nothing."""
        incident, newest = context.incident.id, len(context.lines)
        return NewJob(
            key=f"{DIGEST}:{incident}:{newest}",
            kind=DIGEST,
            lane=f"{DIGEST}:{incident}",
            run_at=context.now,
            payload={"incident": incident},
        )


def _without(document: Document, context: Context, gone: Collection[str]) -> Document:
    """The document without the statements that rest on entries of these keys."""
    numbers = {number for line in context.lines if line.entry.key in gone for number in line.citations}
    if not numbers:
        return document
    sections = (
        replace(each, statements=tuple(one for one in each.statements if not numbers.intersection(one.citations)))
        for each in document.sections
    )
    return replace(document, sections=tuple(sections))
