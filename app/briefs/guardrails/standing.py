"""Standing: observed by a machine, stated by a person, or inferred; and the time and people that a statement is filed under."""

from collections.abc import Iterator, Sequence

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.sources import Cited
from app.domain.brief import Standing
from app.domain.json import text_of


def standing_of(cited: Sequence[Cited]) -> Standing:
    """What a statement is that says no more than what it cites: inferred as soon as it joins people and machines."""
    machines = [each.by_machine for each in cited]
    if machines and all(machines):
        return Standing.OBSERVED
    return Standing.INFERRED if any(machines) or not machines else Standing.STATED


def standing(claim: Claim) -> Iterator[Fault]:
    given, machines = claim.statement.standing, [each.by_machine for each in claim.cited]
    if (given is Standing.OBSERVED and not all(machines)) or (given is Standing.STATED and all(machines)):
        yield Rule.STANDING, given.value
    at = claim.statement.at
    if at is not None and all(each.line.at != at for each in claim.cited):
        yield Rule.TIME, at.isoformat()
    for person in claim.statement.who:
        if not any(person == each.author or _records(each, person) for each in claim.cited):
            yield Rule.ATTRIBUTION, person


def _records(cited: Cited, person: str) -> bool:
    return any(text_of(value) == person for value in cited.line.entry.details.values())
