"""The truth about an export, read from its truth.json: facts with their messages, the fix, what nobody may make up.

Three shapes are read as one. `alerts`, `actions`, `resolutions`, `decisions`, `follow_ups`, `ruled_out`, `impact`,
`causes` and `timeline` are lists of objects with `ts` (the Slack timestamp of the message) and `what` (or `title`, or
`text`); follow-ups may have `owner` and `due` (null: nobody gave one). An incident report's own rows have `at` (HH:MM on
`date`) and `text` instead. `metadata.root_cause` and `metadata.resolution` (or both at the top) say cause and fix in
words; `services` names what was hit; `moments` maps detected, mitigated, resolved to a `ts`; `injected` lists texts that
must not come out. Where `causes` or `follow_ups` are given, they are all there were: any other is made up.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.domain.chat import when
from app.domain.errors import UserError
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of

KINDS = ("alerts", "actions", "resolutions", "cause", "follow_ups", "decisions", "ruled_out", "impact", "timeline")
_SINGULAR: Mapping[str, str] = {"causes": "cause"}
_READ = (*(kind for kind in KINDS if kind != "cause"), "causes")
_PROMISED = re.compile(r"- \[ \] (.+)")
_CLOCK = re.compile(r"\b(\d\d):(\d\d)\b")
_NO_FIX_NEEDED: Mapping[str, str] = {
    "auto_resolved": "auto-resolved by itself",
    "false_positive": "false positive, no action",
    "maintenance": "expected, maintenance",
    "threshold_adjust": "adjust the alert threshold",
}
"""What the one-word causes of small alerts amount to, as what there is to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was so. `ts` is the message that says it (empty: known by its words or its minute `at` alone)."""

    kind: str
    id: str
    what: str
    ts: str = ""
    at: datetime | None = None
    owner: str = ""
    helped: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`fixes` are the words for what ended it; `causes_known` and `owners_known` say that the lists are complete."""

    id: str
    services: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    root_cause: str = ""
    fixes: tuple[str, ...] = ()
    injected: tuple[str, ...] = ()
    causes_known: bool = False
    owners_known: bool = False
    moments: Mapping[str, datetime] = field(default_factory=dict)

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]


def read_truth(folder: Path) -> Truth:
    """Raises UserError with what is wrong with the folder's truth.json."""
    path = folder / "truth.json"
    try:
        loaded: Json = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path} is not valid JSON.") from None
    if not isinstance(loaded, Mapping):
        raise UserError(f"{path} has to be an object.")
    try:
        return _truth(loaded, folder.name)
    except (ValueError, OverflowError) as error:
        raise UserError(f"{path} has a time that cannot be read: {error}.") from None


def _truth(loaded: JsonObject, name: str) -> Truth:
    facts = [fact for key in _READ for fact in _facts(loaded, key)]
    facts += _promised(loaded)
    metadata = object_of(loaded.get("metadata"))
    root_cause = _words(metadata.get("root_cause")) or _words(loaded.get("root_cause"))
    resolution = _words(metadata.get("resolution")) or _words(loaded.get("resolution"))
    helping = tuple(fact.what for fact in facts if fact.kind == "actions" and fact.helped)
    small = "_" in root_cause or " " not in root_cause
    if root_cause and not small and "causes" not in loaded:
        facts.append(Fact(kind="cause", id="cause", what=root_cause))
    return Truth(
        id=text_of(loaded.get("id")) or name,
        services=tuple(object_of(loaded.get("services"))),
        facts=tuple(facts),
        root_cause="" if small else root_cause,
        fixes=tuple(fix for fix in (resolution, *helping, _NO_FIX_NEEDED.get(root_cause, "")) if fix),
        injected=tuple(texts_of(loaded.get("injected"))),
        causes_known="causes" in loaded,
        owners_known="follow_ups" in loaded,
        moments=_moments(loaded, facts),
    )


def _facts(loaded: JsonObject, key: str) -> list[Fact]:
    kind = _SINGULAR.get(key, key)
    found = []
    for number, item in enumerate(objects_of(loaded.get(key))):
        if key == "timeline" and text_of(item.get("type")) == "message":
            continue
        ts = text_of(item.get("ts"))
        at = when(ts) if ts else _minute(loaded, item)
        what = next((text for name in ("what", "title", "text") if (text := text_of(item.get(name)))), "")
        if ts or (at and what):
            found.append(
                Fact(
                    kind=kind,
                    id=f"{kind}@{ts or number}",
                    what=what,
                    ts=ts,
                    at=at,
                    owner=text_of(item.get("owner")),
                    helped=item.get("helped") is not False,
                )
            )
    return found


def _promised(loaded: JsonObject) -> list[Fact]:
    """The follow-ups that a resolution lists as open boxes, where the truth has no list of its own."""
    if "follow_ups" in loaded:
        return []
    texts = [text_of(item.get("text")) for item in objects_of(loaded.get("resolutions"))]
    promised = [each for text in texts for each in _PROMISED.findall(text)]
    return [Fact(kind="follow_ups", id=f"follow_ups@{number}", what=each) for number, each in enumerate(promised)]


def _moments(loaded: JsonObject, facts: list[Fact]) -> dict[str, datetime]:
    given = {name: when(text_of(ts)) for name, ts in object_of(loaded.get("moments")).items() if text_of(ts)}
    if given:
        return given
    alerts = [fact.at for fact in facts if fact.kind == "alerts" and fact.ts and fact.at]
    ended = [fact.at for fact in facts if fact.kind == "resolutions" and fact.ts and fact.at]
    return {**({"detected": min(alerts)} if alerts else {}), **({"resolved": max(ended)} if len(ended) == 1 else {})}


def _minute(loaded: JsonObject, item: JsonObject) -> datetime | None:
    """The time of a report's own row, to the minute."""
    day, clock = text_of(loaded.get("date")), _CLOCK.search(text_of(item.get("at")))
    if not day or not clock:
        return None
    return datetime.fromisoformat(f"{day}T{clock[0]}").replace(tzinfo=UTC)


def _words(value: Json) -> str:
    return text_of(value) or " ".join(texts_of(value))
