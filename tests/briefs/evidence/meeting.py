"""Test-only: a made-up call of four people about a coffee machine, long enough to have topics and points."""

from datetime import UTC, datetime, timedelta

from app.domain.brief import Context
from app.domain.entry import Author, Draft, Kind, Source, Voice
from tests.briefs.exports import context_from, record

TALK = """
ana: Okay, um, so we are here to choose the coffee machine for the new office kitchen.
ben: Yeah.
ana: The budget for the coffee machine is nine hundred euros, and the kitchen has room for one machine.
cy: Mm-hmm.
ben: I looked at the two machines, and the smaller machine uh needs a water filter every month.
cy: Right.
cy: The bigger coffee machine grinds its own beans, and the office drinks forty cups before lunch.
dee: Wow.
dee: The water filter costs twelve euros, which the kitchen budget can pay.
ben: Okay.
ana: What about the milk?
ben: The bigger machine foams oat milk and cow milk, the smaller machine foams nothing.
cy: Great.
ana: We will buy the bigger coffee machine with the water filter.
ben: Yeah, agreed.
dee: Good.
cy: I'll write to the supplier tomorrow about the coffee beans and the delivery of the machine.
ana: It's that thing that they do there.
dee: If it fits.
ana: Thanks, everyone.
"""


def meeting(talk: str = TALK, extra: tuple[Draft, ...] = (), repeated: int = 1) -> Context:
    """A context of one utterance a line, ten seconds apart."""
    lines = talk.strip().split("\n") * repeated
    drafts = [utterance(number, line) for number, line in enumerate(lines)]
    return context_from(record([*drafts, *extra]), {}, {"C1": "call"})


def utterance(number: int, line: str) -> Draft:
    who, _, text = line.partition(": ")
    return Draft(
        key=f"utterance/{number:05d}",
        kind=Kind.UTTERANCE,
        happened_at=datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=10 * number),
        author=Author(Voice.PERSON, who),
        source=Source("call", str(number)),
        text=text,
    )
