"""What models may use up: tokens and money, for each incident and each day (UTC)."""

from dataclasses import dataclass

from app.domain.model import ModelCard, Prompt
from app.domain.tokens import estimated_tokens
from app.store.columns import canonical

_FRAME_TOKENS = 32
"""What endpoints put around messages."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls used up. Money in millionths of a US dollar, so that sums are exact."""

    calls: int = 0
    tokens: int = 0
    microusd: int = 0

    @property
    def usd(self) -> float:
        return self.microusd / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that may be used up; 0 is no limit."""

    tokens_per_incident: int = 1_000_000
    tokens_per_day: int = 5_000_000
    usd_per_incident: float = 5.0
    usd_per_day: float = 20.0

    def over(self, incident: Spent, today: Spent, call: Spent) -> str:
        """Which budget a call would go over, after what was spent; empty if none. A call that is free costs no money."""
        limits = (
            ("this incident's", incident, self.tokens_per_incident, self.usd_per_incident),
            ("today's", today, self.tokens_per_day, self.usd_per_day),
        )
        for whose, spent, tokens, usd in limits:
            if tokens and spent.tokens + call.tokens > tokens:
                return f"over {whose} budget of {tokens:,} tokens"
            if usd and call.microusd and spent.microusd + call.microusd > round(usd * 1_000_000):
                return f"over {whose} budget of {dollars(usd)}"
        return ""


def dollars(usd: float) -> str:
    """Money as people read it: cents, and as many digits as a sum below ten cents needs."""
    if usd >= 0.1 or not usd:
        return f"${usd:,.2f}"
    return f"${usd:.6f}".rstrip("0")


def prompt_tokens(prompt: Prompt) -> int:
    """About how many tokens the prompt is, before any endpoint has counted them."""
    sent = prompt.instructions, prompt.material, canonical(prompt.schema)
    return _FRAME_TOKENS + sum(estimated_tokens(text) for text in sent)


def cost_microusd(card: ModelCard, input_tokens: int, output_tokens: int) -> int:
    """Millionths of a US dollar, to the nearest one."""
    return round(card.cost_usd(input_tokens, output_tokens) * 1_000_000)
