"""What a question asks for, and the words that an answer to it would use. English, by rules."""

import re
from enum import StrEnum

from app.domain.speech.act import Act
from app.domain.speech.plain import one_line
from app.domain.topics import TOPIC


class Asked(StrEnum):
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    WHAT = "what"
    WHETHER = "whether"


_OPENERS = {
    Asked.WHO: "who whose whom who's whos",
    Asked.WHEN: "when",
    Asked.WHY: "why",
    Asked.WHAT: "what which how where what's whats how's hows where's",
    Asked.WHETHER: "did do does is are was were has have had can could will would should any anyone anybody",
}
_OPENER = {word: asked for asked, words in _OPENERS.items() for word in words.split()}
_POLITE = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|and|but|please|pls|can you tell (?:me|us)|could you tell (?:me|us)|tell (?:me|us)"
    r"|do you know|any idea|remind me)\b[\s,:]*)+",
    re.IGNORECASE,
)
_LINKS = frozenset({"of", "on", "about", "was", "were"})
_TELL = re.compile(
    r"^(?:(?:hey|hi|hello|please|pls|can you|could you)[\s,]+)*(?:tell (?:me|us)|remind me) (?:about|of|more)\b"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{3}")
_WORD = re.compile(r"[\w][\w./:-]*[\w]|\w")
_MENTION = re.compile(r"<[@#!]([^>|]+)[^>]*>")
_COMMON = """
a about after again all also am an and any anybody anyone are as ask at be been before being but by can could did do
does done else exactly far first for from get give go going got had happen happened happens has have he her his how i
if in is it its just know last latest long many me most much my no not now of off on once one or our out over
people please said say says she should since so some somebody someone still such take takes took tell than that the their them then
there these they thing things this those time times to today too up us was we were what whats when where which
who whom whose why will with would yet you your incident
"""
_EMPTY = frozenset(_COMMON.split())
"""Words that do not say what a question is about."""
_LETTERS = frozenset("".join(sorted(word)) for word in _EMPTY if len(word) > 2)
_PHRASES = (
    (r"\broll(?:ed|ing|s)?((?:\s+[\w.-]+){0,2})\s+back\b", r"rollback \1"),
    (r"\b(?:rolled|rolling|roll|went|going|go|gone|goes)((?:\s+[\w.-]+)?)\s+out\b", r"rollout \1"),
    (r"\b(?:rul(?:e|ed|ing)|exclud(?:e|ed))((?:\s+[\w.-]+)?)\s+out\b", r"ruledout \1"),
    (r"\b(?:turn|switch)(?:ed|ing|s)?((?:\s+[\w.-]+){0,2})\s+off\b", r"disabled \1"),
    (r"\b(?:turn|switch)(?:ed|ing|s)?((?:\s+[\w.-]+){0,2})\s+on\b", r"enabled \1"),
    (r"\btim(?:e|ed|es|ing)[\s-]+outs?\b", "timeout"),
    (r"\bfail(?:ed|ing|s)?((?:\s+[\w.-]+){0,2})[\s-]+over\b", r"failover \1"),
    (r"\b(?:still|left|remains?|have|has|need|needs|what(?:'s| is| are)?)\s+to\s+(?:be\s+)?do(?:ne)?\b", "todo"),
    (r"\bfollow(?:ed|ing)?[\s-]+ups?\b|\bnext\s+steps?\b|\baction\s+items?\b", "follow-up"),
    (r"\b(?:not|n't|stopped|never)\s+work(?:ing|s|ed)?\b", "broken"),
    (r"\bhappen(?:ed|s)?\s+(?:before|earlier)\b|\b(?:seen|had)\s+(?:this|it|that)\s+before\b", "similar"),
    (r"%", " percent "),
)
"""Several words that say what one does, the same in questions and in what people say."""
_SAID_AS = tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in _PHRASES)
_HOW = re.compile(r"\bhow\s+(\w+)", re.IGNORECASE)
_NUMBER = re.compile(
    r"\bhow (?:many|much|long|big|high|large|often|full|fast|slow|bad)\b|\b(?:percentage|number|amount)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 24


def is_question(text: str) -> bool:
    """Whether this reads as a question about something, and not as a command with a typing error, or as small talk."""
    line = one_line(text).lower()
    words = _POLITE.sub("", line)
    first = (_WORD.findall(words) or [""])[0]
    several = len(words.split()) > 1 or _UNSPACED.search(words) is not None
    asks = first in _OPENER or line.rstrip(" !.)\"”'").endswith(("?", "？")) or _TELL.match(line) is not None
    return several and asks and bool(wanted(text))


def asks_about(rest: str) -> bool:
    """Whether what follows a word for something makes it a question: "impact on the shops?", "decision was made when?"."""
    line = one_line(rest).rstrip(" !.)\"”'")
    return line.endswith(("?", "？")) and line.partition(" ")[0].lower() in _LINKS


def asked(text: str) -> frozenset[Asked]:
    """Everything that is asked for: "when did we roll back, and who decided?" asks when and who."""
    found = frozenset(_OPENER[word] for word in _WORD.findall(text.lower()) if word in _OPENER)
    return found - {Asked.WHETHER} or found


def as_one_word(text: str) -> str:
    """With one word for what people say in two: `rollback` for "rolled it back"."""
    for pattern, word in _SAID_AS:
        text = pattern.sub(word, text)
    return text


def is_counting(text: str) -> bool:
    """Whether a number is asked for."""
    return _NUMBER.search(text) is not None


def measure(text: str) -> str:
    """What stands after "how": it asks for a number more than it is said with one ("how full is the disk?")."""
    found = _HOW.search(text)
    return found[1].lower() if found else ""


def is_slip(word: str) -> bool:
    """Whether this is a common word with its letters out of order, such as "teh"."""
    return word.isalpha() and word not in _EMPTY and "".join(sorted(word)) in _LETTERS


def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    """For each word of a question that tells something, the words that people use for the same (itself among them)."""
    text = _MENTION.sub(r" \1 ", text[:2000])
    found = dict.fromkeys(word for word in _WORD.findall(as_one_word(text).lower()) if word not in _EMPTY)
    groups = dict.fromkeys(TOPIC[word].words if word in TOPIC else (word,) for word in list(found)[:_MOST_WORDS])
    return tuple(groups)


def told_by(text: str) -> frozenset[Act]:
    """What somebody does who answers it, be it without any of its words: states a cause, say."""
    groups = [TOPIC[group[0]].acts for group in wanted(text) if group[0] in TOPIC]
    why = frozenset({Act.EXPLAINING}) if Asked.WHY in asked(text) else frozenset[Act]()
    return why.union(*groups)
