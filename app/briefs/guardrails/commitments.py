"""Commitments: an owner or a due date only where a cited entry has that person, or that date, committed to it."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import without_lead
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.wording import flat, words
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act

_NAME = r"([^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
_NOBODY_WORDS = """
unknown nobody unassigned none open tbd not unclear no undecided still yet
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_OWNS = (
    re.compile(rf"\b(?:owner|owners|assignee|assigned|dri|responsible)\s*[:=]\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"\b(?:owned by|assigned to|assigned it to|handed to|given to|delegated to|falls to|up to|action item for|task for|owner is|owner will be|responsibility of)\s+{_NAME}", re.IGNORECASE),
    re.compile(
        rf"(?:^|[,;:.–—(¤]\s*|\b(?:and|that|while|then)\s+){_NAME}\s*(?:'ll|’ll|\b(?:will|is going to|is to|plans to|plan to|promised|agreed to|committed to|volunteered|intends to|has to|must|needs to|is responsible|is on the hook|is on it|is tasked|is assigned|was assigned|owns|takes on|takes over|takes care|took the action|took ownership|should|shall|is owner|is the owner|was asked to|to)(?=\s+[a-z])(?!\s+[^:¤]{{1,60}}:\s*¤))"
    ),
)  # fmt: skip
_NOT_NAMES_WORDS = """
the a an it they we he she this that there which who what everyone everybody someone somebody anyone team customers
users service nothing
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
_DUE = re.compile(
    r"\b(?:due(?:\s*:|\s+(?:date|on|by|at|in))?|deadline(?:\s*:|\s+is)?|eta(?:\s*:|\s+is)?|no later than(?! the first)|scheduled for|(?:by|before|until) (?=(?:the )?(?:end of|eod|eow|noon|midnight|tomorrow|tonight|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}[:h]\d\d|\d{4}-|\d{1,2} ?[ap]m|\d{1,2} [a-z]{3}|[a-z]+ \d{1,2}\b)))\s*(?!to\b)([^,;¤–]{0,40})",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\bi(?:'ll| will| shall| can|'m going to|'m gonna| am going to|'d be happy to|'m on)\b|\b(?:let me|lemme|on it|on me|mine|got it|i own|i take|assign it to me|assigned to me)\b|^(?:will|gonna|going to|me\b|i can|i'll|taking|looking|rolling|restarting)\b|\bi'm \w+ing\b"
)
_TAKES = re.compile(
    r"\bi(?:'ll| will| shall|'m going to|'m gonna| am going to)\b|\bi can (?:take|do|write|handle|own|pick)\b|\b(?:on me|i own|i take|assign it to me|assigned to me)\b|^(?:me|mine|will|gonna|on it|i got it|got it)\b"
)
"""Takes on work for later; a lead, or somebody in the middle of something, does not."""
_DATE_WORD = re.compile(
    r"\d.*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|next|this|end|eod|eow|noon|midnight|today|tomorrow|tonight|morning|afternoon|evening|week|month|day|year|quarter|sprint|lunch|standup"
)


def commitments(claim: Claim) -> Iterator[Fault]:
    own = without_lead(claim.own)
    for person, labelled in dict.fromkeys(_owners(own, claim)):
        if not any(_commits(person, each, _TAKES if labelled else _PROMISES) for each in claim.cited):
            yield Rule.COMMITMENT, person
    for match in _DUE.finditer(own):
        when = match[1].strip(" .,;:")
        if any(when.startswith(f"{each.line.at:%H:%M}") for each in claim.cited):
            continue  # when it was done
        if when and not _is_open(when) and "¤" not in when[:3] and not any(_dates(when, each) for each in claim.cited):
            yield Rule.COMMITMENT, when


def _owners(own: str, claim: Claim) -> Iterator[tuple[str, bool]]:
    """Whoever is said to own (True), and the people who are said to do something yet."""
    known = {
        part
        for name in [*claim.sources.names, *(flat(each.name) for each in claim.cited)]
        for part in (name, name.split(" ")[0])
    }
    for number, pattern in enumerate(_OWNS):
        for match in pattern.finditer(own):
            name = flat(match[1]).removesuffix("'s")
            if name.split()[0] not in _NOBODY | _NOT_NAMES and (
                number == 0 or name in known or name.split()[0] in known
            ):
                yield name, number < 2


def _commits(person: str, cited: Cited, promises: re.Pattern[str]) -> bool:
    """Whether it records them as owner, has them promise, or has somebody name them for it."""
    entry = cited.line.entry
    owner = text_of(entry.details.get("owner"))
    if not owner and promises is _PROMISES:
        owner = text_of(entry.details.get("person"))
    if owner:
        return person in {flat(each) for each in (owner, *cited.details)}
    if entry.kind is Kind.FOLLOW_UP:
        return person == flat(cited.name) and _promises(cited, promises)
    if _same(person, flat(cited.name)):
        return _promises(cited, promises)
    said = flat(cited.text)
    return _assigns(person, said)


def _promises(cited: Cited, promises: re.Pattern[str]) -> bool:
    lowered = [flat(line) for line in re.split(r"[\n.!?;,]", cited.text)]
    if any(promises.search(line) for line in lowered):
        return True
    acts = cited.heard.acts if cited.heard else frozenset()
    wanted = {Act.PROMISING} if promises is _TAKES else {Act.PROMISING, Act.VOLUNTEERING}
    return bool(acts & wanted) and not _only_joint(cited)


def _only_joint(cited: Cited) -> bool:
    """Whether it speaks of "we" alone, which commits nobody."""
    said = flat(cited.text)
    return not re.search(r"\bi(?:'|\b)|\bme\b|\bmine\b", said)


def _assigns(person: str, said: str) -> bool:
    name = re.escape(person.split(maxsplit=1)[0])
    return bool(
        re.search(
            rf"(?:^|[.!?,;:] ?|\band )@?{name}\b[,:]? (?:can you|could you|please|pls|will|is going to|'ll|to \w+|would you|you take|take|takes|owns|is on|has|you|should)"
            rf"|\b{name}(?:'ll| will)\b|\b(?:assign\w*|owner|owned|give|gave|handed|hand|over|up)(?: (?:it|this|that))?(?: is| to| by|:)* @?{name}\b",
            said,
        )
    )


def _same(person: str, name: str) -> bool:
    return bool(person) and (person == name or person == name.split(maxsplit=1)[0])


def _is_open(when: str) -> bool:
    return any(word in _NOBODY for word in words(when)[:2]) or flat(when).startswith("to ")


def _dates(when: str, cited: Cited) -> bool:
    """Whether an entry gives that date, in words or as the due date of a follow-up."""
    sought = [word for word in words(when) if _DATE_WORD.fullmatch(word)] or words(when)[:1]
    due = text_of(cited.line.entry.details.get("due"))
    return bool(sought) and (flat(when).startswith(due.lower()) if due else set(sought) <= set(words(cited.text)))
