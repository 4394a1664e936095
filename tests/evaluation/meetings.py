"""ROUGE of the summary by rules on long talk, beside lead, TextRank and LexRank: `python -m tests.evaluation.meetings`.

The meetings are QMSum's; the reference is the answer to the general query (each of these has one), which asks for a summary
of the whole. The other summarizers choose from sentences out of which spoken noise and fillers were taken as they are out of
ours, and get, beside their three best sentences, exactly as many words as ours has. Everything is compared twice: the words
alone, without anybody's name before them, and as shown, with the speaker's name before each quotation of every system.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import TextIO

from rouge_score.rouge_scorer import RougeScorer

from app.briefs import write
from app.briefs.evidence.disfluency import cleaned
from app.domain.brief import BriefKind, Context, Document
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.speech.sentences import sentences
from tests.briefs.exports import context_from, record
from tests.evaluation.rankings import rankings

DATA = Path(__file__).parents[3] / "shared" / "data" / "meetings"
"""Where the meetings are; absent in a clone of its own."""
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WORDS_PER_S = 2.5
OURS = "Watchkeeper"
BEST = 3
"""How many sentences the others choose where they are asked for sentences."""
_SPACED = re.compile(r" (?=[.,?!;:]|'(?:s|m|re|ve|ll|d|t)\b)")
_SPELT = re.compile(r"(?<=\b[A-Z])_|(?<=_[A-Z])_")
"""How the files put punctuation, endings and abbreviations: `T_V_ , it 's`."""
_FRAME = re.compile("^[^“”:]*: ")


@dataclass(frozen=True)
class Said:
    """What somebody said in one go: a sentence, or a turn."""

    who: str
    text: str


@dataclass(frozen=True)
class Meeting:
    name: str
    context: Context
    turns: Sequence[Said]
    sentences: Sequence[Said]
    reference: str


@dataclass(frozen=True)
class Score:
    """F1 of one system on one meeting, in points of 100; `view` is "words" or "shown"."""

    meeting: str
    view: str
    system: str
    words: int
    r1: float
    r2: float
    rl: float


def meeting_names() -> list[str]:
    return [path.stem for path in sorted(DATA.glob("*.json"))]


def held_out(names: Sequence[str]) -> list[str]:
    """Every second meeting by name; nothing was chosen by looking at how these come out."""
    return list(names)[1::2]


def read(name: str) -> Meeting:
    raw = json.loads((DATA / f"{name}.json").read_text())
    turns = [(turn["speaker"], _SPELT.sub("", _SPACED.sub("", turn["content"]))) for turn in raw["meeting_transcripts"]]
    drafts, at = [], START
    for number, (speaker, text) in enumerate(turns):
        drafts.append(_utterance(number, at, speaker, text))
        at += timedelta(seconds=1 + len(text.split()) / WORDS_PER_S)
    reference = raw["general_query_list"][0]["answer"]
    return Meeting(
        name=name,
        context=context_from(record(drafts), {}, {"C1": "call"}, name),
        turns=[Said(speaker, clean) for speaker, text in turns if (clean := cleaned(text).text)],
        sentences=[
            Said(speaker, clean) for speaker, text in turns for each in sentences(text) if (clean := cleaned(each).text)
        ],
        reference=reference,
    )


def _utterance(number: int, at: datetime, speaker: str, text: str) -> Draft:
    return Draft(
        key=f"utterance/{number:05d}",
        kind=Kind.UTTERANCE,
        happened_at=at,
        author=Author(Voice.PERSON, speaker),
        source=Source("call", str(number)),
        text=text,
    )


def candidates(meeting: Meeting, most_words: int, *, named: bool) -> Iterator[tuple[str, str]]:
    """The other systems' summaries: of three sentences, and of so many words. Names count as words where they are shown."""
    texts = [each.text for each in meeting.sentences]
    shown = [_shown(each, named=named) for each in meeting.sentences]
    turns = [_shown(each, named=named) for each in meeting.turns]
    yield f"lead, {BEST} turns", " ".join(turns[:BEST])
    orders = (("lead", list(range(len(texts)))), *rankings(tuple(texts)))
    for system, order in orders:
        yield f"{system}, {BEST} sentences", " ".join(shown[number] for number in sorted(order[:BEST]))
    for system, order in orders:
        yield f"{system}, same words", _within(shown, order, most_words)


def _shown(said: Said, *, named: bool) -> str:
    return f"{said.who}: {said.text}" if named else said.text


def _within(texts: Sequence[str], order: Sequence[int], most_words: int) -> str:
    """The best sentences in the order of the talk, the last of them cut where the words are used up."""
    taken: dict[int, str] = {}
    left = most_words
    for number in order:
        words = texts[number].split()[:left]
        taken[number] = " ".join(words)
        left -= len(words)
        if not left:
            break
    return " ".join(taken[number] for number in sorted(taken))


def words_of(document: Document, *, named: bool) -> str:
    """A summary as plain text: its statements as shown, or without what stands before the colon (who said it)."""
    texts = [each.text for each in document.statements]
    return " ".join(texts if named else (_FRAME.sub("", text) for text in texts))


def scores(meeting: Meeting) -> Iterator[Score]:
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    document = write(BriefKind.SUMMARY, meeting.context)
    for view, named in (("words", False), ("shown", True)):
        ours = words_of(document, named=named)
        for system, text in [(OURS, ours), *candidates(meeting, len(ours.split()), named=named)]:
            found = scorer.score(meeting.reference, text)
            r1, r2, rl = (100 * found[metric].fmeasure for metric in ("rouge1", "rouge2", "rougeL"))
            yield Score(meeting.name, view, system, len(text.split()), r1, r2, rl)


def evaluated(names: Sequence[str], progress: TextIO) -> list[Score]:
    found: list[Score] = []
    for number, name in enumerate(names, start=1):
        progress.write(f"{number}/{len(names)} {name}\n")
        found += scores(read(name))
    return found


def means(found: Sequence[Score], view: str, meetings: Sequence[str]) -> dict[str, Mapping[str, float]]:
    """For each system the mean words and F1s over these meetings, in one view."""
    kept = [each for each in found if each.view == view and each.meeting in meetings]
    return {
        system: {
            measure: mean(getattr(each, measure) for each in kept if each.system == system)
            for measure in ("words", "r1", "r2", "rl")
        }
        for system in dict.fromkeys(each.system for each in kept)
    }


def table(found: Sequence[Score], names: Sequence[str]) -> str:
    lines: list[str] = []
    halves = [("all", names), ("held out", held_out(names))]
    for view, title in (("words", "Words alone, without names"), ("shown", "As shown, with names")):
        columns = [means(found, view, meetings) for _, meetings in halves]
        heads = "".join(f" | {which} ({len(meetings)}): words   R1    R2    RL" for which, meetings in halves)
        lines += ["", f"{title}", f"{'':<22}{heads}"]
        for system in columns[0]:
            cells = (
                f" | {row['words']:>{len(which) + 12}.0f} {row['r1']:5.1f} {row['r2']:5.2f} {row['rl']:5.1f}"
                for (which, _), row in zip(halves, (column[system] for column in columns), strict=True)
            )
            lines.append(f"{system:<22}{''.join(cells)}")
    return "\n".join(lines[1:])


def main(arguments: Sequence[str] | None = None, out: TextIO = sys.stdout, progress: TextIO = sys.stderr) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.meetings", description=__doc__)
    parser.add_argument("--json", action="store_true", help="every score and the means as JSON")
    given = parser.parse_args(arguments)
    names = meeting_names()
    if not names:
        progress.write(f"There are no meetings in {DATA}\n")
        return 1
    found = evaluated(names, progress)
    if given.json:
        halves = {"all": names, "held_out": held_out(names)}
        result = {
            "scores": [asdict(each) for each in found],
            "means": {
                which: {view: means(found, view, meetings) for view in ("words", "shown")}
                for which, meetings in halves.items()
            },
        }
        out.write(json.dumps(result, indent=1) + "\n")
    else:
        out.write(table(found, names) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
