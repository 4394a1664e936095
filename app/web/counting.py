"""Counts what models did, row by row of the ledger and of the traces; what was counted once is not read again.

Counted from the database and not as it happens, so that every replica tells the same, and a restart changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from app.policy import ledger
from app.policy.ledger import SENT, Outgoing
from app.record import figures
from app.record.figures import RULES, Traced
from app.telemetry import Spread, Total

_AT_ONCE = 2000
_PATIENCE = timedelta(hours=1)
"""A call that has no outcome for so long will have none."""
_BEHIND = timedelta(minutes=15)
"""Traces are kept under the time at which their brief was asked for, so some turn up later than newer ones."""

# Names, labels and bounds: OpenTelemetry's semantic conventions for generative AI (development, 1.37), as Prometheus
# spells them.
_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
_TOKENS = tuple(float(4**power) for power in range(14))
_CALLED = ("gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "server_address")
_PROVIDERS = {
    "api.openai.com": "openai",
    "openai.azure.com": "azure.ai.openai",
    "api.anthropic.com": "anthropic",
    "api.mistral.ai": "mistral_ai",
    "api.deepseek.com": "deepseek",
    "api.groq.com": "groq",
    "api.x.ai": "x_ai",
    "api.perplexity.ai": "perplexity",
    "generativelanguage.googleapis.com": "gcp.gemini",
    "aiplatform.googleapis.com": "gcp.vertex_ai",
}
_ANSWERED = frozenset({"answered", "cut"})


class Calls:
    """What calls took and cost, and those that were withheld."""

    def __init__(self) -> None:
        self.durations = Spread(
            "gen_ai_client_operation_duration_seconds",
            "How long calls of models took.",
            (*_CALLED, "error_type"),
            _SECONDS,
        )
        self.tokens = Spread(
            "gen_ai_client_token_usage", "Tokens of each call.", (*_CALLED, "gen_ai_token_type"), _TOKENS
        )
        self.cost = Total("watchkeeper_model_cost_usd", "US dollars for models.", _CALLED[2:])
        self.withheld = Total("watchkeeper_withheld_calls", "Calls that were not made.", ("by", "purpose"))
        self._last = 0
        self._under_way: dict[int, datetime] = {}

    async def read(self, connection: AsyncConnection, now: datetime) -> None:
        """Count what is new."""
        while found := await ledger.numbered(connection, self._last, list(self._under_way), _AT_ONCE):
            for number, row in found:
                self._note(number, row, now)
            newer = [number for number, _ in found if number > self._last]
            self._last = max([self._last, *newer])
            if len(newer) < _AT_ONCE:
                return

    def _note(self, number: int, row: Outgoing, now: datetime) -> None:
        if row.decision != SENT:
            self.withheld.add((row.outcome, row.purpose))
            return
        if not row.outcome and now - row.at < _PATIENCE:
            self._under_way[number] = row.at
            return
        self._under_way.pop(number, None)
        if row.outcome:
            self._ended(row)

    def _ended(self, row: Outgoing) -> None:
        labels = ("chat", provider(row.host), row.model, row.host)
        self.durations.add((*labels, error_type(row.outcome)), row.duration_ms / 1000)
        if row.outcome in _ANSWERED:
            self.tokens.add((*labels, "input"), row.input_tokens)
            self.tokens.add((*labels, "output"), row.output_tokens)
        self.cost.add(labels[2:], row.cost_microusd / 1_000_000)


class Briefs:
    """Briefs that a model was to write, by who wrote them and what the checks found."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        """`reasons` maps remarks to the words that are shown for them."""
        self.briefs = Total("watchkeeper_briefs", "Briefs that a model was to write.", ("kind", "writer"))
        self.fallbacks = Total("watchkeeper_fallbacks", "Of these, written by rules.", ("kind", "reason"))
        self.findings = Total("watchkeeper_findings", "What the checks found in answers.", ("rule",))
        self.dropped = Total("watchkeeper_dropped_statements", "Statements of models left out.", ("kind",))
        self._reasons = reasons
        self._seen: dict[str, datetime] = {}
        self._newest: datetime | None = None

    async def read(self, connection: AsyncConnection) -> None:
        """Count what is new."""
        since, after = (self._newest - _BEHIND if self._newest else None), ""
        while found := await figures.traced(connection, since, after, _AT_ONCE):
            for trace in found:
                if trace.id not in self._seen:
                    self._seen[trace.id] = trace.at
                    self._note(trace)
            since, after = found[-1].at, found[-1].id
            if len(found) < _AT_ONCE:
                break
        if self._seen:
            self._newest = max(self._seen.values())
            oldest = self._newest - 2 * _BEHIND
            self._seen = {one: at for one, at in self._seen.items() if at > oldest}

    def _note(self, trace: Traced) -> None:
        self.briefs.add((trace.kind, trace.writer))
        if trace.writer == RULES:
            reason = "withheld" if trace.is_withheld else self._reasons.get(trace.remark, "other")
            self.fallbacks.add((trace.kind, reason))
        for rule, count in trace.findings.items():
            self.findings.add((rule,), count)
        self.dropped.add((trace.kind,), trace.dropped)


def provider(host: str) -> str:
    """The convention's name for who runs an endpoint; our own word for the many that only speak OpenAI's protocol."""
    name = host.partition(":")[0].casefold()
    return next((known for suffix, known in _PROVIDERS.items() if name.endswith(suffix)), "openai_compatible")


def error_type(outcome: str) -> str:
    """Empty for an answer, else what went wrong in a word: `timed_out`, `503`."""
    if outcome in _ANSWERED:
        return ""
    return outcome.removeprefix("failed: ").replace(" ", "_")
