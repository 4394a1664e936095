"""`/inc connectors`: which systems are connected, whether they may be asked, and what came of them."""

import asyncio
from collections.abc import Sequence

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.context.around.checking import check
from app.context.around.telling import moment
from app.context.intake import traffic
from app.context.intake.traffic import Counts
from app.domain.connecting import Checked
from app.domain.markup import escape
from app.domain.post import Body
from app.ports import Connected

_MOST_WRONG, _MOST_FINE = 3, 4
"""A connector of many repositories has four permissions in each of them."""


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("connections", "integrations"))
async def connectors(call: Call) -> Reply:
    """Show which systems are connected, and what came from them.

    Each permission is tried on its own. Only you see it.
    > connectors
    """
    around = call.desk.surroundings
    if not around.connected:
        return say("No system is connected. The manual says how: `docs/connectors`.")
    verdicts = await asyncio.gather(*(check(one, around.limit_s) for one in around.connected))
    async with around.database.reading() as connection:
        counts = await traffic.all_counts(connection)
    rows = [
        _row(call, one, verdict, counts.get(one.name, Counts()))
        for one, verdict in zip(around.connected, verdicts, strict=True)
    ]
    return Reply(body=Body(text="\n".join(["*Connected systems*", *rows])), keep=True, brief="connectors")


def _row(call: Call, one: Connected, verdicts: Sequence[Checked], counts: Counts) -> str:
    wrong = [verdict for verdict in verdicts if not verdict.ok]
    fine = [verdict.what for verdict in verdicts if verdict.ok and not verdict.is_note]
    said = [f"{verdict.what}: {verdict.advice}" for verdict in wrong[:_MOST_WRONG]]
    said += [f"and {len(wrong) - _MOST_WRONG} more, see `watchkeeper doctor`"] if len(wrong) > _MOST_WRONG else []
    said += [f"may {_listed(fine)}"] if fine else []
    said += [verdict.what for verdict in verdicts if verdict.is_note]
    lines = [f"{_light(wrong, fine)} *{escape(one.title)}* {escape(' · '.join(said)) or 'ready'}"]
    if counts != Counts():
        lines.append(f"      {_counted(call, counts)}")
    return "\n".join(lines)


def _listed(fine: Sequence[str]) -> str:
    more = f" and {len(fine) - _MOST_FINE} more" if len(fine) > _MOST_FINE else ""
    return ", ".join(fine[:_MOST_FINE]) + more


def _light(wrong: Sequence[Checked], fine: Sequence[str]) -> str:
    if not wrong:
        return ":large_green_circle:"
    return ":large_yellow_circle:" if fine else ":red_circle:"


def _counted(call: Call, counts: Counts) -> str:
    now = call.desk.clock()
    heard = f"last heard {moment(counts.heard_at, now)}" if counts.heard_at else "nothing heard yet"
    parts = [
        f"received {counts.received:,} · dropped {counts.dropped:,} · merged {counts.merged:,} · posted {counts.posted:,}",
        f"refused {counts.refused:,}" if counts.refused else "",
        heard,
        f"trouble {moment(counts.trouble_at, now)}: {escape(counts.trouble)}" if counts.trouble_at else "",
    ]
    return " · ".join(part for part in parts if part)
