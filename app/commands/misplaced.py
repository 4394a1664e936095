"""The answer to a command that was given where it does not work: it says where it does."""

from app.commands.call import Call, Reply, say
from app.commands.grammar import Command
from app.domain.incident import Audience
from app.domain.markup import escape
from app.record.timeline import shortened

_MOST_SHOWN = 5
_TITLE_CHARS = 60


async def misplaced(call: Call, command: Command) -> Reply:
    """Names the incidents that are going on, as far as everybody may know of them."""
    slash = call.desk.command
    active = await call.desk.reader.active()
    shown = [one for one in active if one.audience is Audience.WORKSPACE and one.channel][:_MOST_SHOWN]
    rows = [f"*{one.key}* <#{one.channel}> {escape(shortened(one.title, _TITLE_CHARS))}" for one in shown]
    lines = [f"`{slash} {command.verb}` works in an incident's channel, and this is none."]
    lines += ["Going on now:", *rows] if rows else []
    key = shown[0].key if shown else "INC-1"
    lines.append(
        f"From here, put the key first: `{slash} {key} {command.verb}`. "
        f"`{slash} adopt` makes this channel one, `{slash} new` opens another."
    )
    return say("\n".join(lines))
