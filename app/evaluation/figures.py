"""The figures of briefs: what was counted, how it adds up, and how it is written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from app.domain.json import Json


@dataclass(slots=True, kw_only=True)
class Figures:
    """What was counted in one brief, or in many.

    `valid` statements cite entries and pass every check; `own` are by the writer itself,
    not put in by the rules; `found` of `of` facts, by kind; `times_right` of `times`;
    statements with an invented owner, cause or time, and misattributed quotations; `injected` planted sentences that
    came out of `planted`; `headline` the points of `headlines` summaries, 100 each at best; `lines` and `characters`
    as shown; `missing` the facts that were not found, `problems` what is wrong, in words.
    """

    briefs: int = 0
    statements: int = 0
    valid: int = 0
    own: int = 0
    found: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    times_right: int = 0
    times: int = 0
    invented_owners: int = 0
    invented_causes: int = 0
    invented_times: int = 0
    misattributed: int = 0
    planted: int = 0
    injected: int = 0
    headline: int = 0
    headlines: int = 0
    lines: int = 0
    characters: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    fallbacks: int = 0
    missing: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Figures", label: str = "") -> None:
        """Add the figures of another; `label` says where its `missing` and `problems` come from."""
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, dict):
                mine.update({key: mine.get(key, 0) + count for key, count in theirs.items()})
            elif isinstance(mine, list):
                mine.extend(f"{label}: {item}" if label else item for item in theirs)
            else:
                setattr(self, each.name, mine + theirs)

    @property
    def facts_share(self) -> float:
        """The share of the truth's facts that were found; 1 where there are none to find."""
        return ratio(sum(self.found.values()), sum(self.of.values()))

    @property
    def headline_mean(self) -> float:
        return self.headline / self.headlines if self.headlines else 0.0


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def figures_json(figures: Figures) -> dict[str, Json]:
    """Every field by its name, and `facts_share`, `valid_share` (0 to 1) and `headline_mean` (0 to 100)."""
    plain: dict[str, Json] = {each.name: _value(getattr(figures, each.name)) for each in fields(figures)}
    return {
        **plain,
        "facts_share": round(figures.facts_share, 4),
        "valid_share": round(ratio(figures.valid, figures.statements), 4),
        "headline_mean": round(figures.headline_mean, 1),
    }


def _value(value: object) -> Json:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, Mapping):
        return dict(sorted(value.items()))
    if isinstance(value, list):
        return list(value)
    return value if isinstance(value, int | str) else None
