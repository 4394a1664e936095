"""When two texts are about the same thing: the share of words they have in common, and the operations they name."""

import re
from collections.abc import Mapping

from app.briefs.evidence.terms import terms
from app.domain.speech.plain import one_line

OPERATIONS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "revert": r"\broll(?:ed|ing|s)?[ -]?(?:\S+ ){0,2}back\b|\brollbacks?\b|\brever[ts]\w*|\bundo(?:ne|ing)?\b"
        r"|\bback(?:ed|ing)? (?:it )?out\b|\bprevious (?:version|release|build|image)\b",
        "restart": r"\b(?:re-?)?re-?start\w*|\bbounc(?:e|ed|ing)\b|\breboot\w*|\brecycl\w+|\bkick(?:ed|ing)? the\b",
        "enlarge": r"\bscal(?:e|ed|ing)\b(?! down| in\b)|\bincreas\w+|\brais(?:e|ed|ing)\b|\bbump\w*|\bdoubl(?:e|ed|ing)\b"
        r"|\badd(?:ed|ing)? (?:more )?(?:capacity|nodes?|replicas?|memory|disk|workers?)\b|\bextend\w*|\bgr[eo]w(?:n|ing)?\b",
        "shrink": r"\bscal(?:e|ed|ing) (?:down|in)\b|\blower\w*|\breduc\w+|\bdecreas\w+|\bthrottl\w+|\brate.limit\w*|\bshed\w*",
        "disable": r"\bdisabl\w+|\b(?:turn|switch|flipp?|toggl)\w* (?:\S+ )?(?:\S+ )?off\b|\bkill.?switch\w*|\boff\b|\bpaus(?:e|ed|ing)\b",
        "enable": r"\bre-?enabl\w+|\benabl\w+|\b(?:turn|switch|flipp?)\w* (?:\S+ )?(?:back )?on\b",
        "fail over": r"\bfail(?:ed|ing|s)?[ -]?over\b|\bpromot(?:e|ed|ing)\b|\bdrain\w*|\b(?:switch|mov|point)\w* (?:\S+ ){0,3}to (?:the )?"
        r"(?:replica|standby|secondary|backup|other)\b",
        "renew": r"\brenew\w*|\brotat\w+|\bre-?issu\w+|\breplac\w+",
        "clear": r"\bflush\w*|\bpurg\w+|\bclear(?:ed|ing)\b|\bclean(?:ed|ing)? ?up\b|\bdelet\w+|\bprun\w+|\bremov\w+|\btruncat\w+",
        "block": r"\bblock(?:ed|ing|s)?\b|\bbann?(?:ed|ing)?\b|\bden(?:y|ied|ying)\b",
        "repair": r"\bhot-?fix\w*|\bpatch(?:ed|ing)?\b|\bcorrect(?:ed|ing)\b|\brepair\w*",
        "tune": r"\badjust\w*|\btun(?:e|ed|ing)\b|\bthreshold\b",
        "wait": r"\bauto-?resolv\w+|\bby itself\b|\bon its own\b|\bself.(?:resolv|heal)\w+|\bno action\b|\bnothing to do\b"
        r"|\bfalse (?:alarm|positive)\b|\bexpected\b|\bmaintenance\b|\breturned to (?:normal|baseline)\b|\bdismissed\b",
    }.items()
}
"""What is done to production, by the words that people use for it."""


ENOUGH = 0.6
"""The share of a fact's words that a text must have to tell it."""


def operations(text: str) -> frozenset[str]:
    """The operations that a text names, synonyms taken together."""
    return frozenset(name for name, pattern in OPERATIONS.items() if pattern.search(text))


def objects(text: str) -> frozenset[str]:
    """The words of a text that are no operation: what it is done to."""
    for pattern in OPERATIONS.values():
        text = pattern.sub(" ", text)
    return words(text)


def words(text: str) -> frozenset[str]:
    """Stems of the telling words; what is joined by a dash or an underscore or a change of case counts in parts, too."""
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", re.sub(r"[-_./]", " ", text))
    return terms(text) | terms(parts)


def share(wanted: frozenset[str], there: frozenset[str]) -> float:
    """How much of `wanted` is there, from 0 to 1; nothing wanted is not there."""
    return len(wanted & there) / len(wanted) if wanted else 0.0


def tells(text: str, fact: str) -> bool:
    """Whether a text says what a fact says: 60 % of its words, and one of its operations if it names any."""
    done = operations(fact)
    return share(words(fact), words(text)) >= ENOUGH and (not done or bool(done & operations(text)))


def flat(text: str) -> str:
    """Lower case, no marks of code or stress, single spaces: for finding a sentence again."""
    return one_line(re.sub(r"[`*_]", "", text).lower())
