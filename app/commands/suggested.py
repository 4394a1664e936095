"""What the commands about suggestions share: finding one, recording it as it was said, and keeping what was chosen."""

from dataclasses import replace

from app.commands.call import Call
from app.domain.entry import Draft, Entry, Kind, Source
from app.domain.errors import UserError
from app.domain.speech.hearing import hear
from app.domain.speech.plain import plain
from app.domain.speech.sentences import sentences
from app.domain.suggestion import Suggestion, SuggestionKind, SuggestionState
from app.jobs.job import NewJob
from app.record.consequences import DECIDED

_KINDS = {SuggestionKind.DECISION: Kind.DECISION, SuggestionKind.FOLLOW_UP: Kind.FOLLOW_UP}
_TELLING = 3


async def still_open(call: Call, key: str) -> Suggestion:
    """Raises UserError where there is none of this key here, or somebody has decided on it."""
    found = await call.desk.reader.suggestion(key)
    if found is None or found.incident_id != call.incident.id:
        raise UserError("I do not know this suggestion any more. Nothing was changed.")
    if found.state is not SuggestionState.OPEN:
        raise UserError(f"This was {found.state.value} already. Nothing was changed.")
    return found


def chosen(call: Call, found: Suggestion, state: SuggestionState) -> NewJob:
    lane = f"{DECIDED}:{call.incident.id}"
    given = {"suggestion": found.key, "state": state.value, "person": call.person}
    return call.job(DECIDED, call.incident, lane, **given)


async def as_said(call: Call, found: Suggestion, text: str) -> Draft:
    """The fact as stated by whoever said it, at the time it was said, with a link to where.

    It is keyed like a command given in that message, so that it goes when the message is deleted. Where the message says
    nothing else that matters, it also stands in its place.
    """
    entry = await _entry(call, found)
    place = entry.key.removeprefix("m:")
    whole = sum(one.weight >= _TELLING for one in map(hear, sentences(plain(entry.text, {}, {})))) <= 1
    key = f"c:{place}:{found.kind.value}" if whole else f"a:{place}:{found.kind.value}"
    draft = call.draft(_KINDS[found.kind], text, accepted_by=call.person, **_terms(found))
    source = Source("slack command", f"{place.partition('/')[0]}/{place}", entry.source.url)
    return replace(draft, key=key, happened_at=entry.happened_at, author=entry.author, source=source)


def _terms(found: Suggestion) -> dict[str, str]:
    return {"owner": "", "due": ""} if found.kind is SuggestionKind.FOLLOW_UP else {}


async def _entry(call: Call, found: Suggestion) -> Entry:
    recorded = await call.desk.reader.entries(call.incident)
    entry = next((one for one in recorded if one.key == found.about and not one.erased), None)
    if entry is None:
        raise UserError("The message that said so is gone. Nothing was changed.")
    return entry
