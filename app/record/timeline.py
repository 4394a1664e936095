"""The timeline: the entries that matter, in order of when they happened. A pure projection that can be rebuilt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.brief import Context
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act
from app.domain.speech.alarm import AlarmState
from app.domain.speech.echoes import without_echoes
from app.domain.speech.hearing import Sentence
from app.domain.speech.plain import one_line
from app.domain.speech.report import Part, Report
from app.domain.speech.told import SPOKEN, Told, by_machine, told

ROW_LIMIT_CHARS = 280
"""How much of what was said a row shows; the permalink has the rest."""
_WHY_CHARS = 160
"""How much of the reason for a change a row shows."""
OFFERED_TO = "handover_to"
"""The detail of a note that names, as a user id, whom the incident is handed to."""
MATTERS = 4
"""The least weight at which a sentence of chat is on the timeline."""

_KINDS: tuple[tuple[Act, str], ...] = (
    (Act.RESOLVING, "resolution"),
    (Act.EXPLAINING, "cause"),
    (Act.DECIDING, "decision"),
    (Act.DOING, "action"),
    (Act.DISMISSING, "note"),
    (Act.IMPACT, "impact"),
    (Act.REPORTING, "result"),
    (Act.RULING_OUT, "ruled_out"),
    (Act.PROMISING, "follow_up"),
    (Act.SUPPOSING, "hypothesis"),
    (Act.OBSERVING, "observation"),
)
"""What a row is called, by the first of these acts that its weightiest sentence performs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the timeline. `who` is a display name (a person's or a machine's), `url` the permalink or empty.

    `kind` is the entry's kind (handover for a note that offers one), or for chat what was heard: observation, hypothesis, cause, ruled_out, decision, action,
    result, impact, resolution, follow_up, note. `weight` says how much it matters (10: put there by hand). `observed`
    means that a machine said so, or a rule of ours set it.
    """

    at: datetime
    kind: str
    text: str
    who: str
    citations: tuple[int, ...]
    url: str
    weight: int = 10
    observed: bool = False


def timeline(context: Context) -> list[Row]:
    """The rows of a context, the same whatever the order in which its entries were recorded."""
    return rows(without_echoes(told(context)), context.people)


def rows(heard: Sequence[Told], people: Mapping[str, str]) -> list[Row]:
    """The rows of what was already heard."""
    found = [*_alarms(heard), *(row for item in heard if (row := _row(item, people)))]
    return sorted(found, key=lambda row: (row.at, row.citations))


def kind_of(item: Told) -> tuple[str, int]:
    """What chat is called on the timeline, and its weight; ("", 0) for what does not belong there."""
    best = max(item.sentences, key=_weight, default=None)
    if best is None or _weight(best) < MATTERS:
        return "", 0
    return next((name for act, name in _KINDS if act in best.acts), ""), best.weight


def _weight(sentence: Sentence) -> int:
    return 0 if Act.ASKING in sentence.acts and Act.SUPPOSING not in sentence.acts else sentence.weight


def _row(item: Told, people: Mapping[str, str]) -> Row | None:
    if _is_alert(item):
        return None
    if item.report is not None:
        kind = "resolution" if Act.RESOLVING in item.acts else kind_of(item)[0] or "note"
        return _made(item, kind, _gist(item.report), 10)
    if item.kind not in SPOKEN:
        kind = "handover" if OFFERED_TO in item.line.entry.details else item.kind.value
        return _made(item, kind, described(item, people), 10)
    kind, weight = kind_of(item)
    if item.kept_by_hand:
        return _made(item, kind or "note", one_line(item.text), 10)
    return _made(item, kind, one_line(item.text), weight) if kind else None


def _is_alert(item: Told) -> bool:
    return item.kind is Kind.SIGNAL and item.alarm is not None and item.report is None


def _gist(report: Report) -> str:
    """The headline of a report, its cause and its fix."""
    lines = [report.headline, *report.parts.get(Part.CAUSE, ())[:1], *report.parts.get(Part.FIX, ())[:1]]
    return " … ".join(one_line(line) for line in lines if line)


def described(item: Told, people: Mapping[str, str]) -> str:
    """What a command recorded, in words."""
    details = item.line.entry.details
    text = one_line(item.text)
    match item.kind:
        case Kind.STATUS | Kind.SEVERITY:
            was, to = text_of(details.get("was")), text_of(details.get("to"))
            change = f"{was} → {to}" if was and was != to else to
            return f"{item.kind.value.capitalize()}: {change}{_because(item, was, to)}"
        case Kind.ROLE:
            person = text_of(details.get("person"))
            return f"{text_of(details.get('role'))}: {people.get(person, person) or 'nobody'}"
        case Kind.TITLE:
            return f"Title: {text}"
        case _:
            return text


def _because(item: Told, was: str, to: str) -> str:
    """What was said with a change, quoted; its text repeats the change, or has the title, where nothing was."""
    said = one_line(item.text)
    declared = item.kind is Kind.STATUS and not was
    if not said or declared or said in {f"{was} → {to}", f"SEV{to}"}:
        return ""
    return f", “{shortened(said, _WHY_CHARS)}”"


def _made(item: Told, kind: str, text: str, weight: int) -> Row | None:
    if not text:
        return None
    return Row(
        at=item.at,
        kind=kind,
        text=shortened(text, ROW_LIMIT_CHARS),
        who=item.name,
        citations=item.citations,
        url=item.line.entry.source.url,
        weight=weight,
        observed=by_machine(item.line.entry),
    )


def shortened(text: str, limit_chars: int) -> str:
    """At most so many characters, cut between words, with … where something is left out. Code is not cut open."""
    if len(text) <= limit_chars:
        return text
    cut = text[: limit_chars - 1]
    cut = cut.rsplit(" ", 1)[0] if " " in cut[limit_chars // 2 :] else cut
    if cut.count("`") % 2:
        cut += "`"
    return cut.rstrip(" ,;:") + "…"


def _alarms(heard: Sequence[Told]) -> Iterator[Row]:
    """Machines' messages; the same alert again is counted on the row of the first."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for item in heard:
        if item.alarm and _is_alert(item):
            thread = item.root if item.alarm.state is not AlarmState.FIRING else ""
            groups.setdefault((item.alarm.fingerprint, thread), []).append(item)
    for same in groups.values():
        first = same[0]
        if first.alarm is None:
            continue
        detail = f" – {first.alarm.detail}" if first.alarm.detail else ""
        again = f" ({len(same)} times, last {same[-1].at:%H:%M} UTC)" if len(same) > 1 else ""
        ended = "Ended: " if first.alarm.state is AlarmState.ENDED else ""
        text = ended + shortened(one_line(first.alarm.title + detail), ROW_LIMIT_CHARS) + again
        citations = tuple(number for item in same for number in item.citations)
        yield Row(
            at=first.at,
            kind="signal",
            text=text,
            who=first.name,
            citations=citations,
            url=first.line.entry.source.url,
            weight=9,
            observed=True,
        )
