"""What a deleted message had led to: answers that repeat it, and what it stated if it was a command to the bot."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.lines import lines
from app.domain.post import Body, Post
from app.domain.suggestion import SuggestionKind, suggestion_key
from app.duties.tools import Tools
from app.jobs.queue import forget_mentioning, forget_payload
from app.record import entries, incidents
from app.record.bodies import without
from app.record.consequences import CALL, apart
from app.record.keys import deletion_key
from app.record.suggestions import BRIEF as SUGGESTION
from app.store.database import Transaction

TAKEN_BACK = Body(text="_Taken back: the message that said so was deleted._")
UNASKED = Body(text="_Taken back: the question was deleted._")
_WORDS = frozenset({Kind.NOTE, Kind.IMPACT, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS, Kind.FOLLOW_UP})
"""What a command states in somebody's own words. A status or a role that was set by a command stays set."""


def repeats_nothing(post: Post, deleted: str, numbers: Collection[int], urls: Collection[str]) -> Body:
    """The post's body without what repeats the message `deleted` (an entry's key); as it is where nothing does.

    `numbers` are the entries that lost their content, `urls` their permalinks, by which a list of rows is known.
    """
    body = post.body
    if post.brief == BriefKind.ANSWER.value and post.key.startswith(f"c:{_place(deleted)}:"):
        return UNASKED
    if body.document is not None:
        cited = {number for statement in body.document.statements for number in statement.citations}
        return without(body, numbers) if cited & set(numbers) else body
    if post.key.startswith(f"c:{_place(deleted)}:") or (post.brief == SUGGESTION and post.key.endswith(f":{deleted}")):
        return TAKEN_BACK
    left = [line for line in body.text.split("\n") if not any(f"<{url}|" in line for url in urls)]
    return replace(body, text="\n".join(left))


async def forget_stated(tx: Transaction, incident: Incident, tools: Tools, deletion: Entry, now: datetime) -> None:
    """Erase what the deleted message stated as a command, here or for another incident; that is redone in its turn."""
    place = _place(deletion.about)
    if not place:
        await _restate_impact(tx, incident)
        return
    channel = place.partition("/")[0]
    await forget_payload(tx, f"{CALL}:{place}")
    await forget_payload(tx, apart(f"{CALL}:{place}"))
    keys = [suggestion_key(incident.id, kind, deletion.about) for kind in SuggestionKind]
    await forget_mentioning(
        tx, CALL, [f"amend {key} " for key in keys]
    )  # what was filled into the form of a suggestion
    for incident_id, entry in await entries.stated_by(tx.connection, f"{channel}/{place}"):
        if entry.kind in _WORDS:
            await tools.recorder.append(tx, incident_id, [_taken_back(entry, now)])


async def _restate_impact(tx: Transaction, incident: Incident) -> None:
    """Where the impact that stands on the card was taken back, the one before it stands again."""
    recorded = await entries.all_entries(tx.connection, incident.id) if incident.impact else []
    left = [line.text for line in lines(recorded) if line.entry.kind is Kind.IMPACT and not line.deleted]
    if incident.impact and incident.impact not in left:
        await incidents.restate_impact(tx, incident.id, left[-1] if left else "")


def _place(key: str) -> str:
    """`CHANNEL/TS` of a message's key; what is no message has none."""
    return key.removeprefix("m:") if key.startswith("m:") else ""


def _taken_back(entry: Entry, now: datetime) -> Draft:
    return Draft(
        key=deletion_key(entry.key),
        kind=Kind.DELETION,
        happened_at=now,
        author=Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", entry.source.ref),
        about=entry.key,
    )
