"""What a machine's message is: an alert that fires, one that ends, or something else it had to say."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.entry import Entry, Kind
from app.domain.json import text_of
from app.domain.signal import SignalState
from app.domain.speech.plain import one_line
from app.domain.speech.rules import any_of


class AlarmState(StrEnum):
    FIRING = "firing"
    ENDED = "ended"
    SAID = "said"  # a machine's remark that is neither


@dataclass(frozen=True, slots=True)
class Alarm:
    """`title` is its first line, `detail` the first line that adds to it. Equal `fingerprint`s are the same alert again.

    `sure`: a connected system said so; else it is read from words.
    """

    state: AlarmState
    title: str
    detail: str
    fingerprint: str
    sure: bool = False


_ENDED = any_of(
    r"\bauto-?resolved\b",
    r"^\W*(?:\[?resolved\b|recovery\b|recovered\b|ok\b|closed\b|cleared\b)",
    r"\bis ok\b",
    r"\bresolved:",
    r"\breturned to (?:normal|baseline)\b",
    r"\bback to normal\b",
)
_FIRING = any_of(
    r"\bproblem\b",
    r"\bcritical\b",
    r"\bwarning\b",
    r"\balert(?:ing)?\b",
    r"\bfiring\b",
    r"\btriggered\b",
    r"\b(?:is )?down\b",
    r"\bdegraded\b",
    r"\bfail(?:ed|ing|ures?)?\b",
    r"\bhigh\b",
    r"\bspike\b",
    r"\berrors?\b",
    r"\blatency\b",
    r"\blag\b",
    r"\bpressure\b",
    r"\bslow\b",
    r"\busage\b",
    r"\bbacklog\b",
    r"\bunusual\b",
    r"\bexceed\w*",
    r"\bthreshold\b",
    r"\blow\b",
    r"\bunhealthy\b",
    r"\btimeouts?\b",
    r"\banomal\w+",
)
_STATE = re.compile(
    r"^\W*(?:firing|still firing|re-?triggered|re-?notif(?:y|ied)|problem|recovery|recovered|resolved|alert|alerting|triggered|ok)(?::\d+)?\]?(?:\s*[-:]|\])\s*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\w-])[\d.,:]+(?:%|ms|s|k|m|g|gb|mb|x)?(?![\w-])")
_PREFIX = re.compile(r"^(?:Ended|Fires again): ")
"""How the entries of connectors begin, where it is not the start of an alert."""
_TELLING_CHARS = 8
_HEADING = re.compile(r"^[\w /-]{2,40}:$")


def told_alarm(entry: Entry, text: str) -> Alarm | None:
    """The alarm of a signal that a connected system told of, whose text is `text`; None for any other entry."""
    details = entry.details
    if entry.kind is not Kind.SIGNAL or "connector" not in details:
        return None
    first, _, rest = text.partition("\n")
    title = _PREFIX.sub("", first)
    state = AlarmState.ENDED if details.get("state") == SignalState.ENDED.value else AlarmState.FIRING
    name = f"{text_of(details.get('connector'))}/{text_of(details.get('fingerprint'))}"
    return Alarm(state, title, one_line(rest), name, sure=True)


def alarm(text: str) -> Alarm:
    """Read from a machine's plain text, whose lines are title, text and fields in this order."""
    lines = [line for line in text.split("\n") if line]
    first = lines[0] if lines else ""
    title = _STATE.sub("", first) or first
    detail = next((line for line in lines[1:] if _adds(line, title)), "")
    return Alarm(_state(first.lower(), text.lower()), title, detail, fingerprint(title))


def fingerprint(title: str) -> str:
    """A title without its measured numbers; names of hosts stay."""
    return one_line(_NUMBERS.sub("#", title.lower()))


def _state(title: str, text: str) -> AlarmState:
    if _ENDED.search(title):
        return AlarmState.ENDED
    return AlarmState.FIRING if _FIRING.search(text) else AlarmState.SAID


def _adds(line: str, title: str) -> bool:
    value = line.partition(": ")[2] or line
    return not _HEADING.match(line) and value not in title and len(line) > _TELLING_CHARS
