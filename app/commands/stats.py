"""`/inc stats`: what models used up and were worth, here and today."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncConnection

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.values import Key
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body
from app.policy import ledger
from app.policy.budget import Spent, dollars
from app.record import figures
from app.record.figures import Written

_VERDICTS = {"up": "👍", "down": "👎", "fix": "✏️"}
_MOST_REASONS = 3


@command(where=Where.ANYWHERE, reads=True, synonyms=("statistics", "budget"))
async def stats(call: Call, *, key: Annotated[Key | None, "Incident, if not this one"] = None) -> Reply:
    """Show what models cost, what was checked and what people thought of the briefs.

    Of the incident, and of today (UTC). Only you see it; Keep makes it stay.
    > stats
    > stats INC-3
    """
    named = key or call.here or call.looking_at
    incident = await call.incident_called(key) if named else None
    async with call.desk.reader.looking() as connection:
        lines = [*(await _of_incident(call, connection, incident) if incident else []), await _today(call, connection)]
    return Reply(
        body=Body(text="\n".join(lines)),
        keep=True,
        secret=incident is not None and call.is_told_elsewhere(incident),
        brief="stats",
        about=incident,
    )


async def _of_incident(call: Call, connection: AsyncConnection, incident: Incident) -> list[str]:
    budget = call.desk.budget
    spent = await ledger.spent(connection, incident_id=incident.id)
    lines = [
        f"*{incident.key}*: {_used(spent, budget.tokens_per_incident, budget.usd_per_incident)}",
        *_briefs(await figures.written(connection, incident.id)),
    ]
    if verdicts := await figures.verdicts(connection, incident.id):
        lines.append(f"Feedback: {_listed({_VERDICTS.get(one, one): count for one, count in verdicts.items()})}")
    if suggested := await figures.suggested(connection, incident.id):
        lines.append(f"Suggestions: {_listed(suggested)}")
    hour_ago = call.desk.clock() - timedelta(hours=1)
    said = await figures.said_in(connection, incident.channel, hour_ago)
    return [*lines, f"Posts by me in the channel: {said} in the last hour"]


async def _today(call: Call, connection: AsyncConnection) -> str:
    budget = call.desk.budget
    midnight = call.desk.clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    spent = await ledger.spent(connection, since=midnight)
    return f"*Today*, all incidents: {_used(spent, budget.tokens_per_day, budget.usd_per_day)}"


def _used(spent: Spent, tokens: int, usd: float) -> str:
    """Calls, tokens and money, against the budget where there is one."""
    if not spent.calls:
        return "no model was called"
    of_tokens, of_usd = f" of {tokens:,}" if tokens else "", f" of {dollars(usd)}" if usd else ""
    calls = "1 model call" if spent.calls == 1 else f"{spent.calls:,} model calls"
    return f"{calls} · {spent.tokens:,}{of_tokens} tokens · {dollars(round(spent.usd, 4))}{of_usd}"


def _briefs(written: Written) -> list[str]:
    if not written.by_models and not written.fallbacks:
        return ["Briefs: all by rules, no model was asked"]
    lines = [f"Briefs: {written.by_models} by a model, {written.fallbacks} fell back to rules"]
    reasons = sorted(written.by_rules.items(), key=lambda one: (-one[1], one[0]))
    lines += [f"• {count} × {escape(reason or 'no reason kept')}" for reason, count in reasons[:_MOST_REASONS]]
    if written.findings or written.dropped:
        found = _listed(written.findings) or "nothing"
        lines.append(f"Checks found: {escape(found)}; {written.dropped} statements left out")
    return lines


def _listed(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
