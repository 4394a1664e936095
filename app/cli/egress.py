"""`watchkeeper egress`: the ledger of what left for models, or was kept from leaving."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime

import click

from app.commands.times import take_since
from app.domain.errors import UserError
from app.domain.json import Json
from app.policy import ledger
from app.policy.budget import dollars
from app.policy.ledger import SENT, Outgoing
from app.record import incidents
from app.settings import read_settings
from app.store.opening import bring_up_to_date, open_database

_TITLES = (
    "WHEN (UTC)",
    "INCIDENT",
    "FOR",
    "MODEL",
    "HOST",
    "ENTRIES",
    "CHARS",
    "MASKED",
    "TOKENS",
    "COST",
    "TIME",
    "OUTCOME",
)
_TO_THE_RIGHT = frozenset({"ENTRIES", "CHARS", "COST", "TIME"})
_NO_END = "no outcome: under way, or the process ended"


@click.command()
@click.option("--incident", "key", metavar="INC-1", help="Only of this incident.")
@click.option("--since", metavar="2d", help='Only since then: "2d", "90m", "14:05", "2030-01-31".')
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def egress(key: str | None, since: str | None, *, as_json: bool) -> None:
    """Show each call of a model: where to, how much, what was masked, at what cost, and what was withheld.

    No text is kept of any call.
    """
    rows, keys = asyncio.run(_read(key, _moment(since, datetime.now(UTC)) if since else None))
    click.echo(_json(rows, keys) if as_json else _table(rows, keys))


def _moment(since: str, now: datetime) -> datetime | None:
    taken = take_since(since)
    if taken is None or taken[1].strip():
        raise UserError(
            f'“{since}” is not a time. Say --since 2d, --since 90m, --since 14:05 or --since "2030-01-31 08:00".'
        )
    moment = taken[0].moment(now)
    if moment and moment > now:
        raise UserError(f"{moment:%Y-%m-%d %H:%M} UTC is still ahead; --since takes a time that is past.")
    return moment


async def _read(key: str | None, since: datetime | None) -> tuple[Sequence[Outgoing], Mapping[int, str]]:
    """The rows, and the keys of the incidents in them."""
    database = open_database(read_settings().database_url)
    try:
        await bring_up_to_date(database)
        async with database.reading() as connection:
            incident = await incidents.by_key(connection, key) if key else None
            rows = await ledger.rows(connection, since=since, incident_id=incident.id if incident else None)
            numbers = {row.incident_id for row in rows if row.incident_id is not None}
            return rows, {number: (await incidents.by_id(connection, number)).key for number in numbers}
    finally:
        await database.close()


def _table(rows: Sequence[Outgoing], keys: Mapping[int, str]) -> str:
    if not rows:
        return "Nothing left, and nothing was kept from leaving."
    cells = [_TITLES, *(_cells(row, keys) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_TITLES))]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in cells]
    return "\n".join([*lines, "", *(_total(host, rows) for host in dict.fromkeys(row.host for row in rows))])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if title in _TO_THE_RIGHT else cell.ljust(width)
        for title, cell, width in zip(_TITLES, row, widths, strict=True)
    ]


def _cells(row: Outgoing, keys: Mapping[int, str]) -> tuple[str, ...]:
    sent = row.decision == SENT
    masked = ", ".join(f"{kind} {count}" for kind, count in sorted(row.masked.items()))
    return (
        f"{row.at:%Y-%m-%d %H:%M:%S}",
        keys.get(row.incident_id or 0, "-"),
        row.purpose,
        row.model,
        f"{row.host}{' (local)' if row.is_local else ''}",
        f"{row.entries:,}",
        f"{row.characters:,}" if sent else "0",
        masked or "-",
        f"{row.input_tokens:,} + {row.output_tokens:,}" if sent else "-",
        dollars(row.cost_microusd / 1_000_000) if sent else "-",
        f"{row.duration_ms / 1000:.1f} s" if sent else "-",
        (row.outcome or _NO_END) if sent else f"withheld: {row.reason}",
    )


def _total(host: str, rows: Sequence[Outgoing]) -> str:
    sums = _sums([row for row in rows if row.host == host])
    cost = dollars(sums["cost_microusd"] / 1_000_000)
    return (
        f"{host}: {sums['sent']:,} sent, {sums['withheld']:,} withheld, {sums['characters']:,} characters, "
        f"{sums['input_tokens'] + sums['output_tokens']:,} tokens, {cost}"
    )


def _sums(rows: Sequence[Outgoing]) -> dict[str, int]:
    sums: Counter[str] = Counter(row.decision for row in rows)
    names = ("characters", "input_tokens", "output_tokens", "cost_microusd")
    for row in rows:
        sums.update({name: getattr(row, name) for name in names if row.decision == SENT})
    return {name: sums[name] for name in (SENT, ledger.WITHHELD, *names)}


def _json(rows: Sequence[Outgoing], keys: Mapping[int, str]) -> str:
    calls: list[Json] = []
    for row in rows:
        values: dict[str, Json] = {one.name: getattr(row, one.name) for one in fields(row) if one.name != "incident_id"}
        calls.append({**values, "at": row.at.isoformat(), "incident": keys.get(row.incident_id or 0, "")})
    hosts: dict[str, Json] = {
        host: _sums([row for row in rows if row.host == host]) for host in dict.fromkeys(row.host for row in rows)
    }
    return json.dumps({"calls": calls, "hosts": hosts}, ensure_ascii=False, indent=2)
