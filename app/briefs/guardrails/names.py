"""Names: people of the workspace, and whatever else is written with a capital letter, are named by a cited entry."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.quantities import quantities
from app.briefs.guardrails.wording import flat, is_function_word, stem
from app.domain.speech.vocabulary import THING, TROUBLE

_WORD = re.compile(r"[^\W_][\w'.-]*")
_CAPITALISED = re.compile(r"(?<![\w.@/-])[^\W\d_a-z][\w'’&.-]*")
_START = re.compile(r"(?:^|[.!?:¤]\s*|[–(]\s)\W*$")
_MOST_NAME_WORDS = 4
_KNOWN = frozenset({"utc", "sev", "slack", "watchkeeper", "id", "ids", "eta", "ok", "i'm"})
_COUNTRIES = frozenset({"us", "it", "who"})
"""Names, in capitals, that are ordinary words otherwise."""
_ENGLISH = re.compile(
    r"(?:ing|ed|ion|ions|ment|ments|ness|ity|ly|ance|ence|ers|ures?|ages?|ays?|ally|ship|ism|able|ible|ous|ful|less|ive|ices?|ogs?|ems)$"
)
_STARTERS_WORDS = """
everything things customers users clients merchants people service services traffic errors error latency work access
data support engineering operations staff callers visitors nobody none most many some several half shortly despite
following attempts attempt efforts effort signs sign root possible likely next normal full partial public affected
investigation
"""
_STARTERS = frozenset(_STARTERS_WORDS.split())


def names(claim: Claim) -> Iterator[Fault]:
    yield from ((Rule.NAME, name) for name in people_in(claim) if not _says(name, claim.haystack))
    for match in _CAPITALISED.finditer(claim.own):
        word = match[0].strip(".'’-").removesuffix("'s").removesuffix("’s")
        opens = _START.search(claim.own[: match.start()]) is not None
        if len(word) > 1 and not _is_known(word, claim, opens=opens):
            yield Rule.NAME, word


def people_in(claim: Claim) -> list[str]:
    """Names of people of the workspace in a statement's own words, in lower case; not those that are ordinary words."""
    found = [word.rstrip(".'-").lower().removesuffix("'s") for word in _WORD.findall(flat(claim.own))]
    known = claim.sources.names
    return [
        name
        for start in range(len(found))
        for end in range(start + 1, min(start + _MOST_NAME_WORDS, len(found)) + 1)
        if (name := " ".join(found[start:end])) in known and not is_function_word(name)
    ]


def _says(name: str, haystack: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", haystack) is not None


def _is_known(word: str, claim: Claim, *, opens: bool) -> bool:
    """Whether a word with a capital is said in what is cited, or is just how a sentence opens."""
    lowered = flat(word)
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2 and _says(lowered[:-1], claim.haystack):
        return True
    if word.isupper() and lowered in _COUNTRIES:
        return any(re.search(rf"(?<!\w){word}(?!\w)", each.text) for each in claim.cited)
    if lowered in _KNOWN or is_function_word(lowered) or quantities(lowered):
        return True
    if _says(lowered, claim.haystack) or any(stem(lowered) in each.stems for each in claim.cited):
        return True
    ordinary = (
        lowered in _STARTERS or THING.fullmatch(lowered) or TROUBLE.fullmatch(lowered) or _ENGLISH.search(lowered)
    )
    return opens and not word.isupper() and bool(ordinary)
