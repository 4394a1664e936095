"""Spoken words made readable without changing one: noise, fillers, repetitions and false starts are left out, with “…”."""

import re
from dataclasses import dataclass

_NOISE = (
    r"\{[^{}]*\}|[\[(](?:inaudible|unintelligible|laugh|cough|cross ?talk|noise|silence|pause|technical)[^\])]*[\])]"
)
_FILLER = r"\b(?:u+m+|u+h+|uhm+|erm+|er|hm+|mm+|mm+-?hm+|uh-huh|huh|eh)\b(?!['-])"
_ASIDE = r"(?<=,) (?:you know|i mean|like|sort of|kind of|you see|right|yeah|well|okay|ok)(?=,)"
_WHOLE = r"(?!(?:a|an|as|at|be|by|do|go|he|i|if|in|is|it|me|my|no|of|on|or|so|the|to|up|us|we|her|his|you)\b)"
_START = rf"(?<!')\b{_WHOLE}(\w{{1,4}})(?=,? \1\w)|(?<![\w'.-])(?-i:i(?= i)|[b-hj-z])(?= )"
_MARK = "\x00"
_UNSAID = re.compile(f"(?:{_NOISE}|{_FILLER}|{_ASIDE}|{_START})[,.]?", re.IGNORECASE)
_AGAIN = re.compile(
    rf"\b(?!(?:had had|that that)\b)(\w[\w']*+(?: \w[\w']*+){{0,3}})(?=[ ,{_MARK}]+\1\b(?!'))", re.IGNORECASE
)
_SEPARATE = re.compile(r"^[\s,.;:–-]+|[\s,;:–-]+$")
_OPENING = re.compile(
    r"(?:\W*(?:'cause|\b(?:and|but|so|okay|ok|well|yeah|yep|yes|no|oh|ah|right|alright|all right|now|then|anyway|actually|basically"
    r"|i mean|you know|because|cuz|also|like|exactly|sure|great|good|cool|fine|just|or"
    r"|thank you|thanks)\b)(?!['-])[,.…]*(?= |$))+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clean:
    """What is left of spoken words; `cuts` counts the places inside where something is left out."""

    text: str
    cuts: int


def cleaned(text: str) -> Clean:
    """The words between the noise, in order, joined by “…”; what is left out at either end leaves no mark.

    Words that hedge ("I think", "I guess") stay: without them it would be another statement.
    """
    marked = _AGAIN.sub(_MARK, _UNSAID.sub(_MARK, text))
    parts = (_SEPARATE.sub("", part) if _MARK in marked else part for part in marked.split(_MARK))
    kept = [part for part in parts if any(char.isalnum() for char in part)]
    return Clean("… ".join(kept), max(len(kept) - 1, 0))


def opened(text: str) -> str:
    """Without the words that only take the turn: "Okay, so", "Yeah, but"."""
    match = _OPENING.match(text)
    return text[match.end() :].lstrip(" ,….") if match else text
