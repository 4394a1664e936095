"""What a question asks for, and the words that an answer to it would use. English, by rules."""

import re
from enum import StrEnum

from app.domain.speech.plain import one_line


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
_WORD = re.compile(r"[\w][\w./:-]*[\w]|\w")
_MENTION = re.compile(r"<[@#!]([^>|]+)[^>]*>")
_COMMON = """
a about after again all also am an and any anybody anyone are as ask at be been before being but by can could did do
does done else exactly far first for from get give go going got had happen happened happens has have he her his how i
if in is it its just know last latest long many me most much my no not now of off on once one or our out over
people please said say says she should since so some somebody someone still such tell than that the their them then
there these they thing things this those time times to today too up us was we were what whats when where which
who whom whose why will with would yet you your incident
"""
_EMPTY = frozenset(_COMMON.split())
"""Words that do not say what a question is about."""
_SAME = (
    "rollback rolled rolling roll revert reverted reverting undo",
    "restart restarted restarting bounce bounced reboot rebooted",
    "deploy deployed deployment deploying release released rollout ship shipped",
    "cause caused because root culprit reason",
    "resolve resolved fix fixed mitigate mitigated solved",
    "decide decided decision chose agreed",
    "customer customers user users impact affected impacted",
    "lead leads leading commander",
    "alert alerts alerted paged page pager alarm alarms",
    "flag flags toggle toggled",
    "scale scaled scaling increase increased raise raised bump bumped limit",
    "severity sev",
    "try tried attempt attempted",
    "start started began begin",
    "disable disabled enable enabled",
    "follow-up follow-ups followup followups todo todos promised",
    "fail failed failing failure failures broke broken down",
)
_TOGETHER = {word: tuple(line.split()) for line in _SAME for word in line.split()}
_ROLL_BACK = re.compile(r"\broll(?:ed|ing|s)?((?:\s+\w+){0,2})\s+back\b", re.IGNORECASE)
_MOST_WORDS = 24


def is_question(text: str) -> bool:
    """Whether this reads as a question about something, and not as a command with a typing error, or as small talk."""
    words = _POLITE.sub("", one_line(text)).lower()
    first = (_WORD.findall(words) or [""])[0]
    asks = len(words.split()) > 1 and (first in _OPENER or text.rstrip(" !.)").endswith("?"))
    return asks and bool(wanted(text))


def asked(text: str) -> frozenset[Asked]:
    """Everything that is asked for: "when did we roll back, and who decided?" asks when and who."""
    found = frozenset(_OPENER[word] for word in _WORD.findall(text.lower()) if word in _OPENER)
    return found - {Asked.WHETHER} or found


def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    """For each word of a question that tells something, the words that people use for the same (itself among them)."""
    text = _MENTION.sub(r" \1 ", text[:2000])
    text = _ROLL_BACK.sub(r"rollback \1", text)
    found = dict.fromkeys(word for word in _WORD.findall(text.lower()) if word not in _EMPTY)
    groups = dict.fromkeys(_TOGETHER.get(word, (word,)) for word in list(found)[:_MOST_WORDS])
    return tuple(groups)
