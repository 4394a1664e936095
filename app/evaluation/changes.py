"""Scenarios of incidents whose culprit is known: folders of alert, logs, metrics, traces, commits, deploys and flags.

The layout is that of RootCauseBench: `alert.json`, `logs.ndjson`, `metrics.csv`, `traces.json`, `patterns.json` and `context/`
with `commits.json`, `deploys.json` and `flags.json`; the truth is elsewhere (`tests/ground_truth.json`) and read only to score.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.context.ranking.onset import first_deviation
from app.context.situation import Situation
from app.domain.attributes import COMMIT, FLAG, METRIC, SERVICE, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.errors import UserError
from app.domain.service import Catalog, catalog
from app.domain.signal import Signal, SignalKind
from app.domain.window import Scope, Window
from app.evaluation.changes_signals import logged, measured, patterns, services_of, traced

Row = Mapping[str, object]

_NAME = "RootCauseBench"
_DIFF_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class Scenario:
    """`truth` is the file that says what it was; the ranker is given `changes` and `situation`, nothing else."""

    name: str
    changes: tuple[Change, ...]
    situation: Situation
    truth: Path


@dataclass(frozen=True, slots=True)
class Truth:
    """`culprit` is a revision, empty where no change was it; `decoys` are revisions that only look like it."""

    culprit: str
    decoys: frozenset[str]


def find_scenarios(folder: Path) -> list[Scenario]:
    """Every scenario at or below the folder that has a truth, by name. Raises UserError where there is none, or one is unreadable."""
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.")
    found = [
        (data.parent, truth) for data in sorted(folder.rglob("alert.json")) if (truth := _truth_of(data.parent, folder))
    ]
    if not found:
        raise UserError(f"{folder} has no scenario with an alert.json and a ground_truth.json.")
    return [_scenario(data, truth) for data, truth in found]


def read_truth(path: Path) -> Truth:
    told = _json(path)
    culprit = _text(told, "root_cause_commit").strip() if isinstance(told, Mapping) else ""
    decoys = told.get("decoy_deploy_commits") if isinstance(told, Mapping) else None
    named = frozenset(str(each) for each in decoys) if isinstance(decoys, list) else frozenset[str]()
    return Truth("" if culprit.lower() in ("", "none") else culprit, named)


def _truth_of(data: Path, top: Path) -> Path | None:
    for folder in [data, *data.parents]:
        for path in (folder / "tests" / "ground_truth.json", folder / "ground_truth.json"):
            if path.is_file():
                return path
        if folder == top:
            break
    return None


def _scenario(data: Path, truth: Path) -> Scenario:
    root = truth.parent.parent if truth.parent.name == "tests" else truth.parent
    return Scenario(root.name, tuple(_changes(data)), situation_of(data), truth)


def situation_of(data: Path) -> Situation:
    """What the folder says of the incident, without its changes."""
    told = _json(data / "alert.json")
    alert = told if isinstance(told, Mapping) else {}
    at = _time(alert, "fired_at", "timestamp", "time")
    service = _text(alert, "service")
    spans = _rows(data / "traces.json")
    metrics = measured(data / "metrics.csv")
    signals = [
        _alert(alert, at),
        *metrics,
        *logged(data / "logs.ndjson"),
        *patterns(_rows(data / "patterns.json"), at),
        *traced(spans, at),
    ]
    times = [at, *(each.started_at for each in signals), *(each.last_at for each in signals)]
    return Situation(
        scope=Scope(services=(service,) if service else ()),
        window=Window(min(times), max(times)),
        alerted_at=at,
        onset=first_deviation(signals, [service] if service else [], at),
        signals=tuple(signals),
        words=" ".join(
            str(value) for key, value in alert.items() if key in ("summary", "detail", "description", "message")
        ),
        catalog=_known(data, spans, service),
    )


def _known(data: Path, spans: Sequence[Row], service: str) -> Catalog:
    deployed = {_text(row, "service") for row in _rows(data / "context" / "deploys.json")}
    return catalog(services_of(spans, {*deployed, service} - {""}))


def _alert(alert: Row, at: datetime) -> Signal:
    return Signal(
        connector=_NAME,
        kind=SignalKind.ALERT,
        fingerprint=_text(alert, "monitor") or "alert",
        title=_text(alert, "summary") or _text(alert, "monitor") or "An alert fired",
        started_at=at,
        last_at=at,
        detail=" ".join([_text(alert, "monitor"), _text(alert, "metric"), _text(alert, "detail")]),
        attributes={SERVICE: _text(alert, "service"), METRIC: _text(alert, "metric")},
    )


def _changes(data: Path) -> list[Change]:
    """Commits, deploys and flags; those without a time could not be ranked and are left out."""
    context = data / "context" if (data / "context").is_dir() else data
    commits, deploys, flags = (
        [row for row in _rows(context / name) if _is_time(_text(row, "timestamp"))]
        for name in ("commits.json", "deploys.json", "flags.json")
    )
    numbered = [_deploy(row, number) for number, row in enumerate(deploys)]
    return [*map(_commit, commits), *numbered, *map(_flag, flags)]


def _commit(row: Row) -> Change:
    files = row.get("files_changed")
    return Change(
        connector="commits",
        kind=ChangeKind.MERGE,
        ref=_text(row, "sha"),
        title=_text(row, "message").split("\n", 1)[0],
        started_at=_time(row, "timestamp"),
        author=_text(row, "author"),
        attributes={COMMIT: _text(row, "sha")},
        files=tuple(str(each) for each in files) if isinstance(files, list) else (),
        diff=_text(row, "diff")[:_DIFF_CHARS],
    )


def _deploy(row: Row, number: int) -> Change:
    service, version = _text(row, "service"), _text(row, "version")
    return Change(
        connector="deploys",
        kind=ChangeKind.DEPLOY,
        ref=f"{number}/{service}/{version}",
        title=f"{service} {version}",
        started_at=_time(row, "timestamp"),
        attributes={SERVICE: service, VERSION: version, COMMIT: _text(row, "commit_sha", "sha", "commit")},
    )


def _flag(row: Row) -> Change:
    name = _text(row, "flag", "name", "key")
    return Change(
        connector="flags",
        kind=ChangeKind.FLAG,
        ref=f"{name}/{_text(row, 'timestamp')}",
        title=f"{name} {_text(row, 'change')}",
        started_at=_time(row, "timestamp"),
        author=_text(row, "actor"),
        attributes={SERVICE: _text(row, "service"), FLAG: name},
    )


def _rows(path: Path) -> list[Row]:
    """The objects of a JSON list; none where the file is not there."""
    found = _json(path) if path.is_file() else []
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"Cannot read {path}: {error}.") from None


def _text(row: Row, *keys: str) -> str:
    return next((str(row[key]) for key in keys if row.get(key) is not None), "")


def _is_time(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _time(row: Row, *keys: str) -> datetime:
    text = _text(row, *keys)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no time ({', '.join(keys)}).") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
