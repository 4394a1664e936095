"""Impact: who or what is affected, as people said; the newest command outranks what was said in chat."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, cited, point, speakers, standing_of
from app.briefs.sections.part import Part
from app.domain.brief import Statement
from app.domain.entry import Kind
from app.domain.speech.act import Act
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import Told
from app.record.timeline import shortened

_MOST_LISTED = 5


def points(account: Account) -> list[Point]:
    commands = account.commands(Kind.IMPACT)
    found = [point(Heard(item), account.people, limit_chars=account.quote_chars, weight=12) for item in commands[-1:]]
    found += [point(Heard(item), account.people, limit_chars=account.quote_chars, weight=9) for item in commands[:-1]]
    for item in account.heard:
        said = [
            s
            for s in item.sentences
            if Act.IMPACT in s.acts and s.weight >= 4 and not s.acts & {Act.PROMISING, Act.DOING}
        ]
        if item.report is not None and said:
            found.append(_listed(item, said, account))
        elif said:
            best = max(said, key=lambda sentence: sentence.weight)
            found.append(point(Heard(item, best), account.people, limit_chars=account.quote_chars))
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


def _listed(item: Told, said: list[Sentence], account: Account) -> Point:
    """What a report lists as impact, in one statement."""
    lines = ", ".join(f"“{shortened(sentence.text, account.quote_chars)}”" for sentence in said[:_MOST_LISTED])
    heard = Heard(item)
    return Point(Statement(f"{item.name}: {lines}", cited(heard), standing_of(heard), item.at, speakers([heard])), 10)


IMPACT = Part("impact", "Impact", points, "Nobody has said who or what is affected.")
