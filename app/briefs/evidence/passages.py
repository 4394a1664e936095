"""What was said on a call as passages that can be quoted: a sentence or the clauses of a long one, without its noise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.briefs.evidence.disfluency import cleaned, opened
from app.briefs.evidence.telling import telling
from app.domain.entry import Kind
from app.domain.speech.sentences import sentences
from app.domain.speech.told import Told

MOST_WORDS = 40
"""How long a passage may be; longer sentences are cut between clauses."""
_CUT_WORDS = 30
_CLAUSE = re.compile(r"(?<=,) (?=(?:and|but|so|because|then|which|or|where|if|when)\b)| (?=\{disfmarker\}|–|--)")
_CLAUSE_START = re.compile(r"(?:and|but|so|because|then|if|when)\b")
_ENDS = ".!?"
_AGREEING = re.compile(
    r"^\W*(?:yeah|yes|yep|okay|ok|right|exactly|sure|good|great|definitely|that's (?:right|true|good)|i agree|agreed|mm-?hmm)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`text` is what can be quoted. `place` is where in the call it was said (0 to 1); `agreed` how many of the next turns
    agree with it (at most 2). `whole` says whether it ends as a sentence does, `resumed` whether it starts inside one.
    """

    told: Told
    text: str
    words: int
    cuts: int
    place: float
    stems: frozenset[str]
    agreed: int
    whole: bool
    resumed: bool


def passages(heard: Sequence[Told]) -> list[Passage]:
    """Every passage of a call, in order."""
    turns = utterances(heard)
    total = sum(len(turn.words) for turn in turns) or 1
    found: list[Passage] = []
    before = 0
    for number, turn in enumerate(turns):
        pieces = [piece for sentence in sentences(turn.words) for piece in _clauses(sentence)]
        for piece in pieces:
            agreed = _agreeing(turns, number) if piece is pieces[-1] or len(pieces) < 3 else 0
            found.append(_passage(turn, piece, before / total, agreed))
            before += len(piece)
    return found


def utterances(heard: Sequence[Told]) -> list[Told]:
    """What people said on a call."""
    return [item for item in heard if item.kind is Kind.UTTERANCE and item.by_person]


def _passage(told: Told, piece: str, place: float, agreed: int) -> Passage:
    text, stems = _readable(piece)
    return Passage(
        told=told,
        text=text,
        words=len(text.split()),
        cuts=text.count("…"),
        place=place,
        stems=stems,
        agreed=agreed,
        whole=text[-1:] in _ENDS,
        resumed=piece[:1].islower() and not _CLAUSE_START.match(piece),
    )


@lru_cache(maxsize=20_000)  # what was said does not change, and every section of every brief reads it
def _readable(piece: str) -> tuple[str, frozenset[str]]:
    """The words that can be quoted, and the stems of those that tell."""
    text = opened(cleaned(piece).text).rstrip(" ,;:…")
    return text, frozenset(each.stem for each in telling(text))


def _clauses(sentence: str) -> Iterator[str]:
    """A sentence, or runs of clauses of a long one."""
    if sentence.count(" ") < _CUT_WORDS:
        yield sentence
        return
    held = ""
    for clause in _CLAUSE.split(sentence):
        if held and held.count(" ") + clause.count(" ") + 2 > _CUT_WORDS:
            yield held
            held = clause
        else:
            held = f"{held} {clause}".strip()
    if held:
        yield held


def _agreeing(turns: Sequence[Told], number: int) -> int:
    following = turns[number + 1 : number + 4]
    agreeing = [turn for turn in following if turn.who != turns[number].who and _AGREEING.match(turn.words.lower())]
    return min(len(agreeing), 2)
