"""What other systems write, made into the words of the product: times, lines of text, severities, labels."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from app.domain.attributes import CLUSTER, ENVIRONMENT, HOST, NAMESPACE, SERVICE, TRACE, VERSION
from app.domain.errors import Unavailable
from app.domain.json import Json
from app.domain.window import Window

MOST_TITLE_CHARS = 200
MOST_DETAIL_CHARS = 1000
_MOST_LABEL_CHARS = 300
_MOST_LINK_CHARS = 1000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TINY_FRACTION = re.compile(r"(\.\d{6})\d+")
_SHORT_OFFSET = re.compile(r"([+-]\d{2})(\d{2})$")
_DIGITS = re.compile(r"[0-9]{1,15}")
_EPOCH = re.compile(r"[0-9]{9,19}(?:\.[0-9]{1,9})?")
_EARLIEST_S = 315_532_800  # 1980
_LATEST_S = 10**11
_LARGEST = 10**20
_WORDS = (
    ("critical fatal emergency disaster blocker highest urgent severe page p0 p1 sev0 sev1 s1", 1),
    ("high error major alert p2 sev2 s2", 2),
    ("medium warning warn normal moderate average p3 sev3 s3", 3),
    ("low minor notice p4 sev4 s4", 4),
    ("info information informational lowest trivial debug maintenance p5 sev5 s5", 5),
)
_SEVERITIES = {word: severity for words, severity in _WORDS for word in words.split()}
_USUAL = (
    (SERVICE, ("service.name", "service", "service_name", "servicename", "app", "application", "component")),
    (ENVIRONMENT, ("deployment.environment.name", "deployment.environment", "environment", "env", "stage")),
    (VERSION, ("service.version", "version", "release")),
    (HOST, ("host.name", "host", "hostname", "instance")),
    (NAMESPACE, ("k8s.namespace.name", "kube_namespace", "namespace")),
    (CLUSTER, ("k8s.cluster.name", "kube_cluster_name", "cluster_name", "cluster")),
    (TRACE, ("trace_id", "traceid")),
)
_SPLIT = re.compile(r"[\s:/()\[\]-]+")


def moment(value: Json) -> datetime | None:
    """ISO 8601 text (without a zone: UTC), or a number of seconds, milliseconds, micro- or nanoseconds since 1970, told apart by
    their size. None for what is no time, or one that a machine would not mean (before 1980, or thousands of years ahead).
    """
    if isinstance(value, str):
        value = value.strip()
        if not _EPOCH.fullmatch(value):
            return _from_iso(value)
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _EARLIEST_S < value < _LARGEST:
        return None
    while value > _LATEST_S:
        value /= 1000
    return datetime.fromtimestamp(value, UTC)


def _from_iso(text: str) -> datetime | None:
    text = _SHORT_OFFSET.sub(r"\1:\2", _TINY_FRACTION.sub(r"\1", text)) if "T" in text or " " in text else text
    try:
        read = datetime.fromisoformat(text)
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if _EARLIEST_S < read.timestamp() < _LATEST_S else None  # Go writes the year 1 for "never", others 9999


def moment_or_fail(system: str, value: Json, name: str) -> datetime:
    """A time without which an answer makes no sense. Raises Unavailable that names the field."""
    if (read := moment(value)) is None:
        raise Unavailable(system, f"its answer has no time in `{name}`")
    return read


def line(value: Json, most: int = MOST_TITLE_CHARS) -> str:
    """One line of plain text; a number as it is written, nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return cut(" ".join(_CONTROLS.sub(" ", str(value)[: most * 8]).split()), most)


def passage(value: Json, most: int = MOST_DETAIL_CHARS) -> str:
    """Plain text that may have several lines, none of them empty."""
    if not isinstance(value, str):
        return ""
    lines = (" ".join(_CONTROLS.sub("", one).split()) for one in value[: most * 4].splitlines())
    return cut("\n".join(one for one in lines if one), most)


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def severity(value: Json) -> int | None:
    """1 (worst) to 5 from the words in use ("critical", "P2", "SEV-3", "warning"); None for what says nothing."""
    words = _SPLIT.split(line(value).casefold())
    joined = "".join(words[:2])
    return next((_SEVERITIES[word] for word in (joined, *words) if word in _SEVERITIES), None)


def labels(given: Mapping[str, Json]) -> dict[str, str]:
    """Those that say something, each as one line."""
    read = {line(name, 100): line(value, _MOST_LABEL_CHARS) for name, value in given.items()}
    return {name: value for name, value in read.items() if name and value}


def labels_of_tags(tags: Iterable[str]) -> dict[str, str]:
    """Tags as `name:value`; one that has no value, or comes again, is left out."""
    read: dict[str, str] = {}
    for tag in tags:
        name, colon, value = line(tag, 400).partition(":")
        if colon and name and value:
            read.setdefault(name, value)
    return read


def iso(at: datetime) -> str:
    """As every API takes it: `2026-03-14T09:26:53Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def overlaps(window: Window, started_at: datetime, ended_at: datetime | None) -> bool:
    """Whether it was so at some time within the window."""
    return started_at <= window.end and (ended_at is None or ended_at >= window.start)


def attributes(given: Mapping[str, str]) -> dict[str, str]:
    """The labels under their own names, and those that everybody uses under OpenTelemetry's names too."""
    folded = {name.casefold(): value for name, value in given.items()}
    found = {
        name: next((folded[one] for one in usual if one in folded), "") for name, usual in _USUAL if name not in given
    }
    return {**given, **{name: value for name, value in found.items() if value}}


def number(value: Json) -> float:
    """A number of what can be counted or measured; 0 for anything else, also for one beyond all measure."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGEST:
        return 0.0
    return float(value)


def link(*values: Json) -> str:
    """The first of the values that is an address for people to open; empty if none is."""
    for value in values:
        said = line(value, _MOST_LINK_CHARS)
        if said.startswith(("https://", "http://")) and " " not in said and not said.endswith("…"):
            return said
    return ""


def whole(value: Json, least: int = 1, most: int = 10**12) -> int | None:
    """A whole number between two, also where it is written as text or with a point (`2.0`); None for anything else."""
    if isinstance(value, str):
        value = int(value) if _DIGITS.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        return None
    return int(value) if value == int(value) else None
