"""Writes scenarios in the layout of RootCauseBench from a short description of each."""

import hashlib
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

PEOPLE = ("amir.haddad", "grace.kim", "jdoe", "lena.fischer", "noah.berg", "tunde.okafor", "wei.zhang", "yuki.tanaka")

QUIET = (
    ("docs: clarify the release checklist", "docs/release.md"),
    ("test: table tests for the money type", "pkg/money/money_test.go"),
    ("chore: pin the linter", ".golangci.yml"),
    ("style: gofmt", "pkg/order/order.go"),
    ("refactor: collapse duplicate validation", "pkg/validate/validate.go"),
    ("chore: update CODEOWNERS", "CODEOWNERS"),
    ("docs: runbook for rollbacks", "docs/runbooks/rollback.md"),
    ("test: fuzz the sku parser", "pkg/sku/parse_fuzz_test.go"),
    ("feat: histogram of cache hits", "pkg/cache/metrics.go"),
    ("chore: rotate the staging certificate", "deploy/staging/tls.yaml"),
    ("refactor: move DTOs to api/types", "api/types/types.go"),
    ("fix: typo in an error message", "internal/errors/messages.go"),
    ("ci: cache go modules", ".github/workflows/ci.yml"),
    ("test: golden files for invoices", "pkg/invoice/testdata/golden.json"),
    ("chore: tidy imports in product service", "services/product/main.go"),
    ("feat: request id header in responses", "internal/middleware/reqid.go"),
)


@dataclass(frozen=True)
class Commit:
    """A commit; `at` HH:MM[:SS]; `deployed` says where and when, if it was."""

    at: str
    message: str
    files: tuple[str, ...]
    diff: str
    deployed: tuple[tuple[str, str], ...] = ()
    culprit: bool = False
    decoy: bool = True


@dataclass(frozen=True)
class Metric:
    """A series with a value a minute: straight lines between `points` (HH:MM, value), and noise as a share."""

    service: str
    name: str
    points: tuple[tuple[str, float], ...]
    noise: float = 0.04


@dataclass(frozen=True)
class Lines:
    """A line of log every `every_s` seconds from `start` to `end`; {n} is a number, `total` the count in patterns."""

    service: str
    level: str
    text: str
    start: str
    end: str
    every_s: int
    total: int = 0
    delta: int | None = None
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """A span of a trace: `under` is the number of its parent among the spans of this trace."""

    service: str
    name: str
    ms: int
    error: str = ""
    under: int | None = None


@dataclass(frozen=True)
class Scenario:
    """All of one scenario."""

    name: str
    difficulty: str
    day: str
    window: tuple[str, str]
    fired: str
    alert: dict[str, object]
    first: str
    blast: tuple[str, ...]
    remediation: str
    commits: tuple[Commit, ...]
    metrics: tuple[Metric, ...]
    logs: tuple[Lines, ...]
    traces: tuple[tuple[str, tuple[Span, ...]], ...]
    flags: tuple[tuple[str, str, str], ...]
    quiet: int = 10

    def time(self, clock: str) -> datetime:
        """The time of a clock reading; +HH:MM is on the day after."""
        later = clock.startswith("+")
        parts = [int(p) for p in clock.lstrip("+").split(":")]
        base = datetime.fromisoformat(self.day).replace(tzinfo=UTC) + timedelta(days=int(later))
        return base + timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2] if len(parts) > 2 else 0)


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _sha(*parts: str) -> str:
    return hashlib.sha1("|".join(parts).encode(), usedforsecurity=False).hexdigest()


def _commits(s: Scenario, rng: random.Random) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    start, end = s.time(s.window[0]), s.time(s.window[1])
    rows = []
    deploys = []
    for c in s.commits:
        sha, at = _sha(s.name, c.at, c.message), s.time(c.at)
        rows.append(
            {
                "sha": sha,
                "author": rng.choice(PEOPLE),
                "timestamp": _stamp(at),
                "message": c.message,
                "files_changed": list(c.files),
                "diff": c.diff.strip("\n") or None,
            }
        )
        for service, when in c.deployed:
            deploys.append(
                {
                    "timestamp": _stamp(s.time(when)),
                    "service": service,
                    "commit_sha": sha,
                    "version": s.time(when).strftime("v%Y.%m.%d-%H%M"),
                }
            )
    for message, file in rng.sample(QUIET, s.quiet):
        at = start + (end - start) * rng.random()
        rows.append(
            {
                "sha": _sha(s.name, message),
                "author": rng.choice(PEOPLE),
                "timestamp": _stamp(at),
                "message": message,
                "files_changed": [file],
                "diff": None,
            }
        )
    rows.sort(key=lambda r: str(r["timestamp"]))
    deploys.sort(key=lambda r: str(r["timestamp"]))
    return rows, deploys


def _value(points: Sequence[tuple[datetime, float]], at: datetime) -> float:
    for (t0, v0), (t1, v1) in pairwise(points):
        if t0 <= at < t1:
            return v0 + (v1 - v0) * ((at - t0) / (t1 - t0))
    return points[0][1] if at < points[0][0] else points[-1][1]


def _metrics(s: Scenario, rng: random.Random) -> str:
    at, end = s.time(s.window[0]), s.time(s.window[1])
    series = [(m, [(s.time(t), v) for t, v in m.points]) for m in s.metrics]
    out = ["timestamp,service,metric,value"]
    while at <= end:
        for m, points in series:
            value = _value(points, at) * (1 + rng.uniform(-m.noise, m.noise))
            out.append(f"{_stamp(at)},{m.service},{m.name},{value:.4g}")
        at += timedelta(minutes=1)
    return "\n".join(out) + "\n"


def _logs(s: Scenario, rng: random.Random) -> list[dict[str, object]]:
    rows = []
    for line in s.logs:
        at, end = s.time(line.start), s.time(line.end)
        while at <= end:
            text = line.text.replace("{n}", str(rng.randint(11, 990)))
            rows.append(
                {
                    "timestamp": _stamp(at),
                    "service": line.service,
                    "severity_text": line.level,
                    "msg": text,
                    **line.extra,
                    "trace_id": f"{rng.getrandbits(128):032x}",
                }
            )
            at += timedelta(seconds=max(1, round(line.every_s * rng.uniform(0.7, 1.3))))
    return sorted(rows, key=lambda r: str(r["timestamp"]))


def _patterns(s: Scenario) -> list[dict[str, object]]:
    rows = []
    for line in s.logs:
        bad = line.level in {"ERROR", "WARN", "FATAL"}
        total = line.total or 40
        delta = line.delta if line.delta is not None else (total if bad else -total // 10)
        rows.append(
            {
                "signature": re.sub(r"\{n\}|\b\d+(\.\d+)?\b", "<N>", line.text),
                "service": line.service,
                "count": total,
                "delta_vs_baseline": f"{delta:+d}",
                "sentiment": "negative" if bad else "neutral",
            }
        )
    return sorted(rows, key=lambda r: (r["sentiment"] != "negative", -int(str(r["count"]))))


def _traces(s: Scenario, rng: random.Random) -> list[dict[str, object]]:
    rows = []
    for clock, spans in s.traces:
        trace = f"{rng.getrandbits(128):032x}"
        ids = [f"{rng.getrandbits(64):016x}" for _ in spans]
        for span, key in zip(spans, ids, strict=True):
            row: dict[str, object] = {
                "trace_id": trace,
                "span_id": key,
                "parent_id": None if span.under is None else ids[span.under],
                "service": span.service,
                "name": span.name,
                "start": _stamp(s.time(clock)),
                "duration_ms": span.ms,
                "status": "ERROR" if span.error else "OK",
            }
            if span.error:
                row["error"] = span.error
            rows.append(row)
    return rows


def write(s: Scenario, folder: Path) -> None:
    """Write scenario `s` as a folder of its name below `folder`."""
    rng = random.Random(s.name)  # seeded: the same data each time
    data = folder / s.name / "environment" / "data"
    (data / "context").mkdir(parents=True, exist_ok=True)
    (folder / s.name / "tests").mkdir(exist_ok=True)
    commits, deploys = _commits(s, rng)
    alert = {**s.alert, "fired_at": _stamp(s.time(s.fired))}
    flags = [
        {"timestamp": _stamp(s.time(t)), "flag": f, "service": v, "change": "off->on", "actor": rng.choice(PEOPLE)}
        for t, f, v in s.flags
    ]
    culprits = [_sha(s.name, c.at, c.message) for c in s.commits if c.culprit]
    truth = {
        "scenario": s.name,
        "root_cause_commit": culprits[0] if culprits else "none",
        "first_failing_service": s.first,
        "blast_radius": list(s.blast),
        "remediation": s.remediation,
        "decoy_deploy_commits": [_sha(s.name, c.at, c.message) for c in s.commits if c.decoy and not c.culprit],
        "notes": "",
    }
    for path, value in (
        (data / "alert.json", alert),
        (data / "context" / "commits.json", commits),
        (data / "context" / "deploys.json", deploys),
        (data / "context" / "flags.json", flags),
        (data / "patterns.json", _patterns(s)),
        (data / "traces.json", _traces(s, rng)),
        (folder / s.name / "tests" / "ground_truth.json", truth),
    ):
        path.write_text(json.dumps(value, indent=2))
    (data / "metrics.csv").write_text(_metrics(s, rng))
    (data / "logs.ndjson").write_text("".join(json.dumps(r) + "\n" for r in _logs(s, rng)))
