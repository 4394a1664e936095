"""`/inc suggestions`: what was noticed in chat and waits for somebody to decide."""

from app.commands.call import SHOWN_CHARS, Call, Reply, say
from app.commands.grammar import Where, command
from app.domain.markup import escape
from app.domain.post import Body, Button
from app.domain.suggestion import is_moot
from app.record.timeline import shortened

_MOST = 5
_LABEL_CHARS = 40


@command(where=Where.INCIDENT, reads=True, synonyms=("noticed",))
async def suggestions(call: Call) -> Reply:
    """List what I noticed in chat that nobody has recorded yet.

    Decisions, follow-ups, a severity, the end: each waits for Accept or Dismiss.
    > suggestions
    """
    noticed = await call.desk.reader.suggestions(call.incident)
    waiting = [one for one in noticed if not is_moot(one, call.incident)]
    if not waiting:
        return say("Nothing waits for you. What I notice in chat, I ask whoever said it.")
    rows, buttons = [], []
    for number, one in enumerate(waiting[:_MOST], 1):
        rows.append(f"{number}. {one.kind.value.replace('_', '-')}: {escape(shortened(one.words, SHOWN_CHARS))}")
        label = shortened(f"{number}: {one.words}", _LABEL_CHARS)
        buttons += [
            Button(f"Accept {label}", "call", f"suggestion accept {one.key}"),
            Button(f"Dismiss {number}", "call", f"suggestion dismiss {one.key}"),
        ]
    more = f"\n…and {len(waiting) - _MOST} more." if len(waiting) > _MOST else ""
    return Reply(body=Body(text="\n".join(["*Noticed in chat*", *rows]) + more, buttons=tuple(buttons)))
