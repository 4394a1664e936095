"""Finds the command that was meant by the first words of what was typed."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from app.commands.grammar import SLASH, Command
from app.commands.kinds import bare, first_word
from app.domain.errors import UserError

_LONGEST_VERB_WORDS = 3
_SHORTEST_PART = 2
_ASKING = re.compile(r"[\s!.]*\?[\s!?.]*")
_DASHES = str.maketrans("", "", "-–—_ ")


def find(commands: Sequence[Command], text: str, slash: str = SLASH) -> tuple[Command, str]:
    """The command and the rest of the line. Raises UserError with what was probably meant."""
    known = names(commands)
    written, line = [], text
    best: tuple[Command, str] | None = None
    asked = False
    for _ in range(_LONGEST_VERB_WORDS):
        word, line = first_word(line)
        written.append(bare(word.rstrip("?")) or word)
        if best and len(_compact(written[-1])) < _SHORTEST_PART:
            break  # "resolve d" is not "resolved"
        meant = known.get(_compact("".join(written)))
        if meant and _compact(bare(word)):
            command, before = meant
            best = command, f"{before} {line}".strip() if before else line
            asked = word.endswith("?")
    if best and _ASKING.fullmatch(best[1]):
        best, asked = (best[0], ""), True
    if best and asked and (best[1] or not best[0].reads):
        verb = best[0].verb
        raise UserError(
            f"A question changes nothing. Type `{slash} {verb}` to do it, `{slash} help {verb}` to read about it."
        )
    if best:
        return best
    raise UserError(_unknown(commands, written[0] or text.strip()[:40], slash))


def names(commands: Sequence[Command]) -> dict[str, tuple[Command, str]]:
    """Every verb and synonym, without dashes and spaces, with its command and the words that it stands for."""
    found = {_compact(one.verb): (one, "") for one in commands}
    for one in commands:
        for synonym, before in one.synonyms.items():
            found.setdefault(_compact(synonym), (one, before))
    return found


def _compact(words: str) -> str:
    return words.translate(_DASHES).casefold()


def _unknown(commands: Sequence[Command], word: str, slash: str) -> str:
    offered = {
        name: f"{one.verb} {before}".strip() for name, (one, before) in names(commands).items() if not one.hidden
    }
    close = list(dict.fromkeys(offered[name] for name in get_close_matches(_compact(word), offered, n=3, cutoff=0.6)))
    meant = f"Did you mean {' or '.join(f'`{slash} {one}`' for one in close)}? " if close else ""
    shown = word if len(word) <= 40 else f"{word[:39]}…"
    return f"I do not know “{shown}”. {meant}`{slash} help` lists what you can say."
