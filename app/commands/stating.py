"""What the commands that record a fact share: the draft, and the one line that tells the channel."""

from dataclasses import replace

from app.commands.call import Call, Reply, say
from app.domain.entry import Draft, Kind
from app.domain.post import Body

LINE = "line"
"""The brief of a line that announces one fact."""


async def stated(call: Call, kind: Kind, emoji: str, label: str, text: str) -> Reply:
    """Record `text` as a fact of this kind."""
    line = f":{emoji}: *{label}* by {await call.name(call.person)}: {await call.shown(text)}"
    return noted(call, call.draft(kind, text), line)


def noted(call: Call, draft: Draft, line: str) -> Reply:
    """Record a fact that the channel need not see while the incident is quiet: then only whoever said it is told."""
    if call.incident.quiet:
        return replace(say(line), drafts=(draft,))
    return announced(call, draft, line)


def announced(call: Call, draft: Draft, line: str, *more: Draft) -> Reply:
    """Record a fact that everybody here has to know; `more` facts come with it. Where we have left, we cannot say it."""
    if not call.incident.recording:
        return replace(say(line), drafts=(draft, *more))
    return Reply(drafts=(draft, *more), posts=(call.post(Body(text=line), LINE, about=draft.key),))
