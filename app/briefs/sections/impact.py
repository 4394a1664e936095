"""Impact: who or what is affected, as people said; the newest command outranks what was said in chat."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, point
from app.briefs.sections.part import Part
from app.domain.entry import Kind
from app.domain.speech.act import Act


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
        if item.report is None:
            said = sorted(said, key=lambda sentence: -sentence.weight)[:1]
        found += [point(Heard(item, sentence), account.people, limit_chars=account.quote_chars) for sentence in said]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


IMPACT = Part("impact", "Impact", points, "Nobody has said who or what is affected.")
