"""Identifiers: hosts, services, files, paths, flags, versions, hashes, addresses and links occur in what is cited."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.quantities import quantities
from app.briefs.guardrails.wording import flat, is_function_word, stem

_URL = re.compile(r"(?:https?|ftp|ssh|slack|mailto)://?[^\s”“`<>]+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s“”\"'`()\[\]{},;→–¤]+")
_EXACT = re.compile(r"\d|_|\w\.\w|[a-z][A-Z]|^--?[a-z]|^[~.]?/\w|\w/\w+/|\w/\w*\.\w|@\w|^#\w")
_TRIM = ".:!?…<>*~≈"
_ABBREVIATIONS = frozenset({"e.g", "i.e", "a.m", "p.m", "vs", "etc"})
_PARTS = "api|service|svc|db|worker|gateway|server|proxy|queue|cache|primary|replica|cluster|pool|app|frontend|backend|job|consumer|producer|prod|staging"
_JOINED = re.compile(rf"(?<![\w-])[a-z]+(?:-[a-z]+)*-(?:{_PARTS})s?(?![\w-])")
_HYPHENED = re.compile(r"(?<![\w-])[a-z]{3,}(?:-[a-z]{3,})+(?![\w-])")
_NAMED = re.compile(
    r"\b([a-z][\w'-]*) (?:services?|apis?|databases?|db|clusters?|queues?|gateways?|microservices?|dashboards?|caches?|pods?|servers?|teams?|library|plugin|module|bucket|topic|table|flags?|pipelines?|vendor|provider)\b"
)
_PLAIN_WORDS = """
affected main whole entire internal external new old other same single multiple several healthy unhealthy production
staging upstream downstream impacted failing faulty broken correct wrong relevant particular specific remaining
previous current latest monitoring feature connection thread web data app application back on-call response support
engineering existing running underlying corresponding incoming outgoing
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


def identifiers(claim: Claim) -> Iterator[Fault]:
    own = claim.own
    for url in _URL.findall(own):
        if flat(url.rstrip("….,;:!?)")) not in claim.haystack:
            yield Rule.LINK, url
    rest = _URL.sub(" ", own)
    yield from ((Rule.IDENTIFIER, word) for word in _tokens(rest) if not _occurs(word, claim))
    lowered = rest.lower()
    for joined in {*_JOINED.findall(lowered), *_swapped(lowered, claim)}:
        if not _has_joined(joined, claim):
            yield Rule.IDENTIFIER, joined
    for name in _NAMED.findall(lowered):
        if not _may_qualify(name, claim):
            yield Rule.IDENTIFIER, name


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        word = token.strip(_TRIM)
        if _EXACT.search(word) and word.lower() not in _ABBREVIATIONS and not _is_quantity(word):
            yield word


def _has_joined(word: str, claim: Claim) -> bool:
    return word in claim.haystack or word.replace("-", " ") in claim.haystack


def _swapped(lowered: str, claim: Claim) -> Iterator[str]:
    """`inbound-mail` where what is cited has an `outbound-mail`."""
    said = {part for word in _HYPHENED.findall(claim.haystack) for part in word.split("-")}
    for word in _HYPHENED.findall(lowered):
        if not _has_joined(word, claim) and said & set(word.split("-")):
            yield word


def _is_quantity(word: str) -> bool:
    """Whether it is a figure from end to end: `14h05`, `1500ms`, `2%`, `100%/60%`. Those are checked as such."""
    if not word[:1].isdigit() and word[:1] not in "$€£¥+-~":
        return False
    rest = word.lower()
    for _, words in quantities(rest):
        rest = rest.replace(words, "", 1)
    return not any(char.isalnum() for char in rest)


def _occurs(word: str, claim: Claim) -> bool:
    sought = flat(word)
    if sought == claim.sources.context.incident.key.lower():
        return True
    candidates = {sought, sought.removesuffix("'s"), re.sub(r"^v(?=\d)", "", sought)}
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", claim.haystack) for each in candidates if each)


def _may_qualify(word: str, claim: Claim) -> bool:
    """Whether a word may stand before "service" or the like: it is said in a cited entry, or names nothing."""
    if word in _PLAIN or is_function_word(word):
        return True
    return any(stem(part) in each.stems for each in claim.cited for part in {word, *word.split("-")})
