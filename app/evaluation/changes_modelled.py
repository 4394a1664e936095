"""The rankings of the rules after a model has been asked about what is close, as the bot asks it: behind the gate."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.context.ranking import rank
from app.context.ranking.contest import contested
from app.context.ranking.reranking import Adviser, advised
from app.context.situation import Ranking
from app.domain.incident import Incident
from app.evaluation.changes import Scenario
from app.evaluation.changes_baselines import Ranker
from app.llm.configured import opened, roster
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.ports import Model
from app.settings import Settings
from app.store.opening import bring_up_to_date, open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """`asked` counts the scenarios in which candidates were close, `changed` those in which the order is another one."""

    model: str
    rankings: tuple[Ranking, ...]
    asked: int
    changed: int
    seconds: float

    def ranker(self, scenarios: Sequence[Scenario]) -> Ranker:
        """Gives the ranking of each scenario that they were made for."""
        made = {id(each.situation): ranking for each, ranking in zip(scenarios, self.rankings, strict=True)}
        return lambda _, situation: made[id(situation)]


async def reordered_by_models(settings: Settings, scenarios: Sequence[Scenario]) -> list[Advised]:
    """For each configured model, the rankings of all scenarios; nothing where none is configured."""
    known = roster(settings.written_models).models
    if not known:
        return []
    async with opened(known) as models:
        return [await reordered_by(model, scenarios, settings) for model in models.values()]


async def reordered_by(model: Model, scenarios: Sequence[Scenario], settings: Settings) -> Advised:
    """With a ledger of its own that ends with the call, and without a budget."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'evaluation.db'}")
        try:
            await bring_up_to_date(database)
            gate = Gate(database, _now, leaving=settings.leaving, budget=Budget(), internal=settings.internal_names)
            adviser = Adviser(gate=gate, models=[model], time_limit_s=settings.model_time_limit_s)
            return await _all(model.card.name, adviser, scenarios)
        finally:
            await database.close()


async def _all(name: str, adviser: Adviser, scenarios: Sequence[Scenario]) -> Advised:
    before = [rank(each.changes, each.situation) for each in scenarios]
    started = time.perf_counter()
    after = [
        await advised(ranking, each.situation, _incident(each), adviser, adviser.time_limit_s)
        for ranking, each in zip(before, scenarios, strict=True)
    ]
    return Advised(
        model=name,
        rankings=tuple(after),
        asked=sum(bool(contested(each)) for each in before),
        changed=sum(one is not other for one, other in zip(before, after, strict=True)),
        seconds=time.perf_counter() - started,
    )


def _incident(scenario: Scenario) -> Incident:
    at = scenario.situation.alerted_at
    return Incident(id=1, key="INC-1", title=scenario.name, channel="", channel_name="", declared_at=at, declared_by="")


def _now() -> datetime:
    return datetime.now(UTC)
