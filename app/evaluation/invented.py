"""What a brief says that neither the truth nor what it cites does: owners, causes, times, words put in somebody's mouth."""

import re
from collections.abc import Iterator

from app.domain.brief import Context, Document, Section, Statement
from app.domain.json import text_of
from app.domain.lines import Line
from app.domain.speech.plain import one_line, plain
from app.evaluation.facts import Messages
from app.evaluation.times import clocks
from app.evaluation.truth import Truth
from app.evaluation.wording import flat, share, words

_QUOTED = re.compile(r"“[^”]*”")
_OWNER = re.compile(r"\bowner: ?([^,;–]+)")
_UNOWNED = frozenset({"unknown", "none", "nobody", "unassigned", "not said", "tbd", "no owner"})
_CAUSAL = re.compile(
    r"\b(?:root cause|stated cause|caused by|because of|due to|was caused|the cause (?:is|was))\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"^(?:ruled out|seems ruled out|theory|dismissed)\b|\bunknown\b|\bnobody\b|\bnot (?:yet )?known\b", re.IGNORECASE
)
_CAUSE_SECTIONS = frozenset({"factors"})
_FOLLOW_UP_SECTIONS = frozenset({"follow_ups", "pending"})
_SAME_CAUSE = 0.4
_ATTRIBUTED = re.compile(r"(?:^|– |: |; |, |→ [a-z ]+: )([^:“”;→–]{1,40}?)(?: to [^:“”]{1,40})?:? “([^”]*)”")


def owners(document: Document, context: Context, truth: Truth) -> list[str]:
    """Statements that name an owner whom nothing they cite names, or whom the truth knows to be another or nobody."""
    messages = Messages(context)
    return [
        statement.text
        for section, statement in _all(document)
        for name in _owners(section, statement, context)
        if not _named(name, messages.cited(statement), context) or not _true_owner(name, statement, messages, truth)
    ]


def causes(document: Document, context: Context, truth: Truth) -> list[str]:
    """Statements that state a cause which the truth does not have; where it is not complete, that nothing cited says."""
    messages = Messages(context)
    return [
        statement.text
        for section, statement in _all(document)
        if _claims(section, statement) and not _true_cause(statement, messages, truth)
    ]


def times(document: Document, context: Context, truth: Truth) -> list[str]:
    """Statements with a time of day that neither what they cite nor the truth has."""
    messages = Messages(context)
    known = {f"{fact.at:%H:%M}" for fact in truth.facts if fact.at}
    found = []
    for _, statement in _all(document):
        lines = messages.cited(statement)
        there = known | {f"{line.at:%H:%M}" for line in lines}
        there |= {time for line in lines for time in clocks(line.text)}
        if clocks(statement.text) - there or (statement.at and all(statement.at != line.at for line in lines)):
            found.append(statement.text)
    return found


def attributions(document: Document, context: Context) -> list[str]:
    """Statements with a quotation that the person named beside it did not say in any cited entry."""
    said: dict[str, dict[int, str]] = {}
    for line in context.lines:
        for number in line.citations:
            said.setdefault(one_line(_author(line, context)).lower(), {})[number] = flat(_plain(line, context))
    return [
        statement.text
        for _, statement in _all(document)
        for name, quotation in _ATTRIBUTED.findall(statement.text)
        if (spoken := said.get(name.strip().lower())) is not None and not _spoke(spoken, quotation, statement)
    ]


def _spoke(spoken: dict[int, str], quotation: str, statement: Statement) -> bool:
    theirs = " ".join(spoken.get(number, "") for number in statement.citations)
    return all(flat(piece).strip(" .,;:") in theirs for piece in re.split(r"…|\.\.\.", quotation))


def _all(document: Document) -> Iterator[tuple[Section, Statement]]:
    return ((section, statement) for section in document.sections for statement in section.statements)


def _owners(section: Section, statement: Statement, context: Context) -> list[str]:
    """Who is said to own it: by the word, or as whoever will do it in a list of what is to be done."""
    own = _QUOTED.sub("“”", statement.text)
    given = [name.strip() for name in _OWNER.findall(own)]
    if section.key in _FOLLOW_UP_SECTIONS:
        given += [
            name
            for name in context.people.values()
            if name and re.search(rf"\b{re.escape(name)} (?:will|is to|owns|has to|takes|promised)\b", own)
        ]
    return [name for name in given if name and name.lower() not in _UNOWNED]


def _named(name: str, lines: list[Line], context: Context) -> bool:
    """Whether a cited line is theirs, gives them as its owner or names them."""
    wanted = name.lower()
    for line in lines:
        owner = text_of(line.entry.details.get("owner"))
        theirs = (_author(line, context), context.people.get(owner, owner), _plain(line, context))
        if any(wanted in text.lower() for text in theirs):
            return True
    return False


def _true_owner(name: str, statement: Statement, messages: Messages, truth: Truth) -> bool:
    """False only where the truth has this follow-up with another owner, or without one."""
    if not truth.owners_known:
        return True
    known = [fact.owner.lower() for fact in truth.of("follow_ups") if messages.cites(statement, fact)]
    return not known or any(owner and (owner in name.lower() or name.lower() in owner) for owner in known)


def _claims(section: Section, statement: Statement) -> bool:
    own = _QUOTED.sub("“”", statement.text)
    if _DENIED.search(own):
        return False
    return section.key in _CAUSE_SECTIONS or _CAUSAL.search(own) is not None


def _true_cause(statement: Statement, messages: Messages, truth: Truth) -> bool:
    said = words(statement.text)
    if share(words(truth.root_cause), said) >= _SAME_CAUSE:
        return True
    if any(messages.cites(statement, fact) for fact in truth.of("cause")):
        return True
    if truth.causes_known:
        return False
    there = words(" ".join(line.text for line in messages.cited(statement)))
    quoted = words(" ".join(_QUOTED.findall(statement.text)))
    return share(quoted or said, there) > 1 - _SAME_CAUSE


def _author(line: Line, context: Context) -> str:
    author = line.entry.author
    return context.people.get(author.id) or author.name or author.id


def _plain(line: Line, context: Context) -> str:
    return plain(line.text, context.people, context.channels)
