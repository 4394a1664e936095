"""Finds the incidents of the past that are like one that is going on."""

from collections.abc import Sequence

from app.context.similar.past import MaySee, Similars
from app.context.surroundings import Surroundings
from app.domain.incident import Audience, Incident
from app.domain.signal import Signal
from app.record.reading import Reader


async def similar_to(
    surroundings: Surroundings,
    reader: Reader,
    incident: Incident | None,
    *,
    words: str = "",
    signals: Sequence[Signal] = (),
    may_see: MaySee,
) -> Similars:
    """At most three. `words` is what people say of the trouble, as plain text; `may_see` says which of our incidents
    those may know of to whom the answer is shown.
    """
    del surroundings, reader, incident, words, signals, may_see
    return Similars()


def known_in(channel: str) -> MaySee:
    """What may be shown to everybody in a channel: what the workspace may see, and the channel's own incidents."""

    async def may_see(incident: Incident) -> bool:
        return incident.audience is Audience.WORKSPACE or (bool(channel) and incident.channel == channel)

    return may_see
