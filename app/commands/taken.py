"""`/inc taken`: a handover is taken; what its button "I have it" says."""

from collections.abc import Sequence

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.role import given
from app.commands.stating import announced
from app.commands.values import Word
from app.domain.entry import Entry, Kind
from app.domain.errors import UserError
from app.domain.json import text_of
from app.record.timeline import OFFERED_TO

_LEAD = "lead"


@command(synonyms=("take over", "i have it"), hidden=True)
async def taken(call: Call, offer: Word | None = None) -> Reply:
    """Take the handover that is addressed to you, and the lead with it.

    > taken
    """
    entries = await call.desk.reader.entries(call.incident)
    found = _offer(entries, call.person, offer)
    if found is None:
        raise UserError(f"There is no handover for you here. `{call.desk.command} lead me` takes the lead.")
    addressed_to = text_of(found.details.get(OFFERED_TO))
    if addressed_to != call.person:
        return say(f"This handover is for {await call.name(addressed_to)}. Nothing was changed.")
    if any(entry.kind is Kind.ACKNOWLEDGEMENT and entry.about == found.key for entry in entries):
        return say("You have it already. Nothing was changed.")
    has = call.draft(Kind.ACKNOWLEDGEMENT, "Handover taken", about=found.key)
    lead = () if call.incident.roles.get(_LEAD) == call.person else (given(call, _LEAD, call.person),)
    return announced(call, has, f":handshake: {await call.name(call.person)} has it and is the *lead* now.", *lead)


def _offer(entries: Sequence[Entry], person: str, key: str | None) -> Entry | None:
    """The handover of this key, or without one the last that is addressed to the person."""
    offers = [entry for entry in entries if entry.kind is Kind.NOTE and OFFERED_TO in entry.details]
    if key is not None:
        return next((entry for entry in offers if entry.key == key), None)
    return next((entry for entry in reversed(offers) if entry.details[OFFERED_TO] == person), None)
