"""Models as writers to be evaluated: each by itself, through the same guardrails, policy and fallback as in the bot."""

import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.briefs.writers import Writers
from app.domain.brief import BriefKind, Context
from app.evaluation.writing import Writer, Written
from app.llm.configured import TASKS, opened, roster
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.ports import Model
from app.record import traces
from app.settings import Settings
from app.store.database import Database
from app.store.opening import bring_up_to_date, open_database

_RULES = "rules"


def names(settings: Settings) -> tuple[str, ...]:
    """The models that are configured, by their names there."""
    return tuple(roster(settings.written_models).models)


@asynccontextmanager
async def model_writers(settings: Settings, chosen: tuple[str, ...]) -> AsyncIterator[Mapping[str, Writer]]:
    """Writers for these models, with a record of their own that ends with the block, and without a budget."""
    known = roster(settings.written_models).models
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'evaluation.db'}")
        try:
            await bring_up_to_date(database)
            async with opened({name: known[name] for name in chosen}) as models:
                yield {name: _by_model(model, database, settings) for name, model in models.items()}
        finally:
            await database.close()


def _by_model(model: Model, database: Database, settings: Settings) -> Writer:
    gate = Gate(
        database,
        lambda: datetime.now(UTC),
        leaving=settings.leaving,
        budget=Budget(),
        internal=settings.internal_names,
    )
    routes = dict.fromkeys(TASKS, (model,))
    writers = Writers(database, gate, routes, time_limit_s=settings.model_time_limit_s)

    async def write(kind: BriefKind, context: Context) -> Written:
        started = time.perf_counter()
        document = await writers.write(kind, context)
        seconds = time.perf_counter() - started
        async with database.reading() as connection:
            trace = await traces.load(connection, document.trace) if document.trace else None
        attempts = trace.attempts if trace else ()
        return Written(
            document=document,
            tokens_in=sum(each.input_tokens for each in attempts),
            tokens_out=sum(each.output_tokens for each in attempts),
            seconds=seconds,
            fallback=document.remark if document.written_by == _RULES else "",
            own=trace.kept if trace else 0,
        )

    return write
