"""Words as guardrails compare them: without endings, in families of near-equal meaning, and with or without a "not"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.briefs.guardrails.vocabulary import ADVERBS, FAMILIES, IRREGULAR, REPORTING, STOP
from app.domain.speech.plain import one_line

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ers", "ed", "er", "es", "ly", "s", "e", "y")
_SHORTEST_STEM = 3
_NEGATORS = re.compile(
    r"(?:n't|\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|cant|dont|doesnt|didnt|isnt|wasnt|wont|unable|fail(?:s|ed|ing)? to|yet to|no longer|refus\w+ to|declin\w+ to|rather than|instead of))\b"
)
_TURNERS = re.compile(
    r"\b(?:rul\w+ (?:\w+ ){0,3}?out|exclud\w+|unlikely|den(?:y|ies|ied)|reject\w*|dismiss\w*|disput\w*|doubt\w*|disagree\w*|wrong|false|red herring|against|avoid\w*|prevent\w*|if|unless|whether|should|could|would|may|might|hardly|instead)\b|\?"
)
_SCOPE_WORDS = 5
_CLAUSE = re.compile(r"[,;:.!?()\n→]|\s[–—-]\s|\b(?:but|and|then|although|though|while|so|because|however|which)\b")
_HYPHEN = re.compile(r"[-']")


def flat(text: str) -> str:
    """Lower case, straight quotes, no code marks, single spaces."""
    return one_line(text.translate(_STRAIGHT).replace("`", " ").lower())


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\xa0": " "})


@lru_cache(maxsize=20_000)  # the same few thousand words, over and over
def stem(word: str) -> str:
    """The word without its ending; words of one family have one stem."""
    word = IRREGULAR.get(word.removesuffix("'s"), word.removesuffix("'s"))
    return _FAMILY.get(_bare(word), _bare(word))


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            cut = word[: -len(ending)]
            if len(cut) > _SHORTEST_STEM and cut[-1] == cut[-2] and cut[-1] not in "ls":
                cut = cut[:-1]
            return cut.rstrip("aeiy") if len(cut) > _SHORTEST_STEM + 1 else cut
    return word


def _forms(word: str) -> tuple[str, ...]:
    base = word.removesuffix("e")
    return word, f"{word}s", f"{base}ed", f"{base}ing"


_FAMILY = {
    _bare(IRREGULAR.get(form, form)): line.split()[0]
    for line in FAMILIES.strip().splitlines()
    for word in line.split()
    for form in _forms(word)
}


_PHRASAL = frozenset({"roll", "fail", "turn", "shut", "scale", "switch"})
_PARTICLES = frozenset({"back", "over", "off", "on", "down", "up", "out"})
_MOST_BETWEEN = 4


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; what hyphens and dots join is one word."""
    return _WORD.findall(text.translate(_STRAIGHT).lower())


def stems(text: str) -> frozenset[str]:
    """Every stem in a text: of joined words, their parts, neighbours written as one ("fail over") and what belongs together ("rolled the deploy back": rollback) too."""
    found: set[str] = set()
    before = ""
    verb, since = "", 0
    for word in words(text):
        if _root(word) in _PHRASAL:
            verb, since = _root(word), 0
        elif verb and word in _PARTICLES and since <= _MOST_BETWEEN:
            found.add(stem(verb + word))
        since += 1
        found.add(stem(word))
        if not word.isalnum():
            found |= {stem(part) for part in re.split(r"[-'.&+]", word) if part}
        if before and len(before) + len(word) <= 12:
            found.add(stem(_root(before) + word))
        before = word
    return frozenset(found)


def _root(word: str) -> str:
    """`rolled`, `rolling` → `roll`, so that "rolled back" is a rollback."""
    return IRREGULAR.get(word) or re.sub(r"(?:ing|ed|s)$", "", word)


def content(text: str) -> list[str]:
    """The words that say something, in order; how it is told (who said, when, first, later) is left out."""
    return [
        word
        for word in words(text)
        if word not in STOP and word not in REPORTING and not word[0].isdigit() and len(word) > 1
    ]


def is_function_word(word: str) -> bool:
    return word in STOP or word in REPORTING


def clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text.translate(_STRAIGHT).lower()) if clause.strip()]


def polarities(text: str) -> Iterator[tuple[str, bool]]:
    """Each telling stem with whether it stands without a "not".

    What is denied is the word right after the "not"; of what follows it nothing is known ("did not touch the pipeline"),
    nor of clauses that turn their sense in another way.
    """
    for clause in clauses(text):
        if _TURNERS.search(clause):
            continue
        negated_from = [match.end() for match in _NEGATORS.finditer(clause)]
        for match in _WORD.finditer(clause):
            word = match[0]
            if word in STOP or word.endswith("n't"):
                continue
            before = [end for end in negated_from if end <= match.start()]
            between = clause[before[-1] : match.start()].split() if before else []
            if not before or len(between) >= _SCOPE_WORDS:
                yield stem(word), True
            elif all(each in STOP or each in ADVERBS for each in between):
                yield stem(word), False


def negates(text: str) -> bool:
    return _NEGATORS.search(text.translate(_STRAIGHT).lower()) is not None
