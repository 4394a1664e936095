"""The corpora that the gate evaluates: our own, and, where it is on this machine, a part of the shared one."""

from dataclasses import replace
from pathlib import Path

from app.domain.json import JsonObject
from app.evaluation.exports import Corpus, find_exports
from app.evaluation.results import total_json
from app.evaluation.run import evaluate
from app.evaluation.writers import RULES, by_rules

OWN = Path(__file__).parent / "incidents"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "incidents"
BASELINE = Path(__file__).parent / "baseline.json"
_QUICK = ("cart-quick-010", "checkout-quick-015", "kafka-quick-048", "llm-quick-008", "payment-quick-039")


def corpora() -> dict[str, Corpus]:
    """By the name that the baseline has for them."""
    found = {"incidents": find_exports(OWN)}
    if SHARED.is_dir():
        shared = find_exports(SHARED)
        some = tuple(each for each in shared.exports if _chosen(shared.name(each[0])))
        found["shared"] = replace(shared, exports=some)
    return found


async def totals(corpus: Corpus) -> JsonObject:
    """The figures of the deterministic writer over a corpus."""
    return total_json(await evaluate(corpus, {RULES: by_rules}, (), lambda name, done, total: None), RULES)


def _chosen(name: str) -> bool:
    return name.startswith(("fox-", "wikimedia-")) or name.removeprefix("quick/") in _QUICK
