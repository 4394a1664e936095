"""Follow-ups: work promised for later, with an owner and a date only where somebody gave them."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.questions import Question
from app.briefs.evidence.quoting import Heard, Point, cited, covered, quoted, speakers, standing_of
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act
from app.domain.speech.promising import DUE, OFFERED, OWNED, TAKEN
from app.domain.speech.told import Told


def points(account: Account) -> list[Point]:
    done = {item.line.entry.about for item in account.commands(Kind.ACKNOWLEDGEMENT)}
    found = [_commanded(item, account, done=item.line.entry.key in done) for item in account.commands(Kind.FOLLOW_UP)]
    for item in account.heard:
        found += [
            _promised(Heard(item, sentence), account) for sentence in item.sentences if Act.PROMISING in sentence.acts
        ]
    found += [_taken(question, account) for question in account.questions if _is_taken(question)]
    return sorted(found, key=lambda each: each.statement.at or account.context.now)


def _commanded(item: Told, account: Account, *, done: bool) -> Point:
    details = item.line.entry.details
    owner, due = text_of(details.get("owner")), text_of(details.get("due"))
    said = Heard(item)
    who = account.people.get(owner, owner) if owner else "unknown"
    text = f"{quoted(said, account.people, account.quote_chars)} – owner: {who}, due: {due or 'unknown'}{', done' if done else ''}"
    return Point(Statement(text, cited(said), standing_of(said), item.at, speakers([said])), 12)


def _promised(said: Heard, account: Account) -> Point:
    """Whoever says "I'll …" owns it; a date is quoted, never worked out."""
    lowered = said.sentence.text.lower() if said.sentence else ""
    owned = said.told.by_person and said.told.report is None and OWNED.heard(lowered)
    due = DUE.search(said.sentence.text if said.sentence else "")
    text = f"{quoted(said, account.people, account.quote_chars, alone=True)} – owner: {said.told.name if owned else 'unknown'}, due: {f'“{due[0]}”' if due else 'unknown'}"
    return Point(Statement(text, cited(said), standing_of(said), said.at, speakers([said])), said.weight)


def _is_taken(question: Question) -> bool:
    """Whether somebody asked who would do something, and somebody said that they would."""
    answer = question.answer
    return (
        answer is not None
        and OFFERED.search(question.asked.told.words.lower()) is not None
        and TAKEN.search(answer.told.words.lower()) is not None
    )


def _taken(question: Question, account: Account) -> Point:
    asked, answer = question.asked, question.answer or question.asked
    due = DUE.search(answer.told.words)
    text = (
        f"{quoted(asked, account.people, account.quote_chars)}; {quoted(answer, account.people, account.quote_chars)}"
    )
    text += f" – owner: {answer.told.name}, due: {f'“{due[0]}”' if due else 'unknown'}"
    lines = [asked, answer]
    return Point(Statement(text, cited(*lines), Standing.INFERRED, asked.at, speakers(lines)), 6, covered(*lines))


FOLLOW_UPS = Part("follow_ups", "Follow-ups", points, "Nobody has promised any.")
