"""Who can be evaluated: the deterministic writer, and each model that is configured. One place to add another."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from app.briefs import written
from app.domain.brief import BriefKind, Context
from app.domain.errors import UserError
from app.evaluation import modelled
from app.evaluation.writing import Writer, Written
from app.settings import Settings

RULES = "rules"


async def by_rules(kind: BriefKind, context: Context) -> Written:
    """The deterministic writer."""
    started = time.perf_counter()
    document = await written(kind, context)
    return Written(document=document, seconds=time.perf_counter() - started)


@asynccontextmanager
async def writers(settings: Settings, chosen: Sequence[str] = ()) -> AsyncIterator[Mapping[str, Writer]]:
    """The writers of these names, or all that there are. Raises UserError for one that there is not."""
    models = modelled.names(settings)
    available = (RULES, *models)
    missing = [name for name in chosen if name not in available]
    if missing:
        raise UserError(f"There is no writer {missing[0]!r}. There is: {', '.join(available)}.")
    wanted = tuple(dict.fromkeys(chosen)) or available
    found: dict[str, Writer] = {RULES: by_rules} if RULES in wanted else {}
    if used := tuple(name for name in models if name in wanted):
        async with modelled.model_writers(settings, used) as by_models:
            yield {**found, **by_models}
    else:
        yield found
