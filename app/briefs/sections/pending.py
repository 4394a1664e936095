"""Pending: tries without a result, and proposals that nobody took up."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point, point
from app.briefs.evidence.tries import Outcome
from app.briefs.sections.part import Part
from app.briefs.sections.tried import try_point
from app.domain.entry import Kind
from app.domain.speech.act import Act


def points(account: Account) -> list[Point]:
    found = [
        try_point(each, account)
        for each in account.tried.tries
        if each.outcome is Outcome.UNKNOWN and not (each.chosen or each.done)
    ]
    answered = {id(question.asked.told) for question in account.questions if question.answer}
    found += [
        point(heard, account.people, label="Proposed", limit_chars=account.quote_chars, weight=heard.weight - 1)
        for heard in account.saying(Act.PROPOSING, least=2)
        if id(heard.told) not in answered
        and (not account.commands(Kind.DECISION) or heard.at > account.commands(Kind.DECISION)[-1].at)
    ]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


PENDING = Part("pending", "Still pending", points, "Nothing that was started is without a result.")
