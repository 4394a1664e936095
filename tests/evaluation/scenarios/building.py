"""Writes a scenario in the layout of RootCauseBench from a few lines: minutes count from six in the morning."""

import csv
import hashlib
import json
import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

_START = datetime(2031, 3, 5, 6, tzinfo=UTC)
_LENGTH = 150

NOISE = [
    ("docs: how to rotate on call", ["docs/oncall.md"], "+Ask in the channel first."),
    ("chore: linter to 2.1", [".eslintrc.json"], None),
    ("test: more cases for slugs", ["lib/slug/slug_test.go"], '+\t{"a b", "a-b"},'),
    ("feat: gauge for open sockets", ["lib/net/gauge.go"], '+var open = metrics.NewGauge("sockets_open")'),
    ("fix: spelling of a label", ["web/src/labels.ts"], '-  title: "Adress",\n+  title: "Address",'),
    ("ci: split the slow job", [".github/workflows/ci.yml"], None),
]


@dataclass(frozen=True)
class Commit:
    """`deployed` says in which minute to which service, `merged` when; `diff` is unified diff text."""

    title: str
    files: list[str]
    diff: str | None
    merged: float
    deployed: tuple[float, str] | None = None

    @property
    def sha(self) -> str:
        return hashlib.sha1(f"{self.title}{self.merged}".encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """A metric: its usual value, and what it becomes from a minute on, at once or over `ramp` minutes."""

    service: str
    metric: str
    usual: float
    onset: float | None = None
    reached: float = 0.0
    ramp: float = 0.0
    noise: float = 0.03

    def at(self, minute: float, chance: random.Random) -> float:
        share = 0.0
        if self.onset is not None and minute >= self.onset:
            share = min(1.0, (minute - self.onset + 1) / self.ramp) if self.ramp else 1.0
        level = self.usual + share * (self.reached - self.usual)
        return round(max(0.0, level * (1 + chance.uniform(-1, 1) * self.noise)), 4)


@dataclass(frozen=True)
class Incident:
    """All that happened. `errors` are (minute, service, message); each repeats every 20 seconds until the end.

    `calls` are (caller, called, error of the called one or empty); `flags` are (minute, flag, service).
    """

    name: str
    service: str
    metric: str
    summary: str
    alerted: float
    lines: list[Line]
    errors: list[tuple[float, str, str]]
    culprit: Commit | None
    decoys: list[Commit]
    flags: list[tuple[float, str, str]] = field(default_factory=list)
    calls: list[tuple[str, str, str]] = field(default_factory=list)

    def write(self, folder: Path, *, rename: dict[str, str] | None = None, later: timedelta = timedelta(0)) -> Path:
        """The scenario's folder below `folder`; `rename` gives services other names, `later` shifts all times."""
        root = folder / self.name
        data, context = root / "environment" / "data", root / "environment" / "data" / "context"
        for each in (context, root / "tests"):
            each.mkdir(parents=True)
        writer = _Writer(self, rename or {}, _START + later)
        for path, text in writer.files().items():
            (data / path).write_text(text)
        truth = {
            "scenario": self.name,
            "root_cause_commit": self.culprit.sha if self.culprit else "none",
            "decoy_deploy_commits": [each.sha for each in self.decoys],
        }
        (root / "tests" / "ground_truth.json").write_text(json.dumps(truth))
        return root


@dataclass(frozen=True)
class _Writer:
    incident: Incident
    rename: dict[str, str]
    start: datetime

    def files(self) -> dict[str, str]:
        alert = {
            "service": self.incident.service, "metric": self.incident.metric, "threshold": 1, "observed": 9, "severity": "critical",
            "fired_at": self.time(self.incident.alerted), "monitor": f"{self.incident.metric} monitor", "summary": self.incident.summary,
        }  # fmt: skip
        written = {
            "alert.json": json.dumps(alert),
            "logs.ndjson": "\n".join(map(json.dumps, self.logs())),
            "metrics.csv": self.metrics(),
            "traces.json": json.dumps(self.traces()),
            "patterns.json": json.dumps(self.patterns()),
            "context/commits.json": json.dumps(self.commits()),
            "context/deploys.json": json.dumps(self.deploys()),
            "context/flags.json": json.dumps(self.flags()),
        }
        for old, new in self.rename.items():
            written = {path: text.replace(old, new) for path, text in written.items()}
        return written

    def time(self, minute: float) -> str:
        return (self.start + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def logs(self) -> list[dict[str, object]]:
        rows = [
            (i * 3.0, {"service": self.incident.service, "severity_text": "INFO", "msg": "handled request"})
            for i in range(40)
        ]
        for minute, service, message in self.incident.errors:
            times = min(30, max(1, int((self.incident.alerted + 6 - minute) * 3)))
            said = [message.replace("{n}", str(17 + i * 31)) for i in range(times)]
            rows += [
                (minute + i / 3, {"service": service, "severity_text": "ERROR", "msg": each})
                for i, each in enumerate(said)
            ]
        return [{"timestamp": self.time(minute), **row} for minute, row in sorted(rows, key=lambda row: row[0])]

    def patterns(self) -> list[dict[str, object]]:
        return [
            {
                "signature": message.replace("{n}", "<N>"),
                "service": service,
                "count": 30,
                "delta_vs_baseline": "+30",
                "sentiment": "negative",
            }
            for _, service, message in self.incident.errors
        ]

    def metrics(self) -> str:
        chance, rows = random.Random(self.incident.name), [("timestamp", "service", "metric", "value")]
        for minute in range(min(_LENGTH, int(self.incident.alerted) + 8)):
            rows += [
                (self.time(minute), each.service, each.metric, each.at(minute, chance)) for each in self.incident.lines
            ]
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        return text.getvalue()

    def traces(self) -> list[dict[str, object]]:
        spans = []
        for i, (caller, called, error) in enumerate(self.incident.calls):
            shared = {
                "trace_id": f"t{i}",
                "start": self.time(self.incident.alerted),
                "duration_ms": 12,
                "status": "ERROR" if error else "OK",
            }
            spans.append(
                {**shared, "span_id": f"a{i}", "parent_id": None, "service": caller, "name": f"{caller} request"}
            )
            spans.append(
                {
                    **shared,
                    "span_id": f"b{i}",
                    "parent_id": f"a{i}",
                    "service": called,
                    "name": f"{called} call",
                    "error": error,
                }
            )
        return spans

    def _all(self) -> list[Commit]:
        step = math.ceil(_LENGTH / len(NOISE))
        noise = [Commit(title, files, diff, i * step + 2.0) for i, (title, files, diff) in enumerate(NOISE)]
        return [*noise, *([self.incident.culprit] if self.incident.culprit else []), *self.incident.decoys]

    def commits(self) -> list[dict[str, object]]:
        return [
            {"sha": each.sha, "author": "sam.doe", "timestamp": self.time(each.merged), "message": each.title,
             "files_changed": each.files, "diff": each.diff}
            for each in sorted(self._all(), key=lambda each: each.merged)
        ]  # fmt: skip

    def deploys(self) -> list[dict[str, object]]:
        return [
            {
                "timestamp": self.time(each.deployed[0]),
                "service": each.deployed[1],
                "commit_sha": each.sha,
                "version": f"v{each.deployed[0]:g}",
            }
            for each in self._all()
            if each.deployed
        ]

    def flags(self) -> list[dict[str, object]]:
        return [
            {"timestamp": self.time(minute), "flag": flag, "service": service, "change": "off->on", "actor": "kim.roe"}
            for minute, flag, service in self.incident.flags
        ]
