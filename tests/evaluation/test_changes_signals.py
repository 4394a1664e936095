"""Signals of a scenario's files, also where lines are broken."""

import json
from datetime import UTC, datetime

from app.evaluation.changes_signals import logged, measured, patterns, services_of, traced

AT = datetime(2031, 3, 5, 6, tzinfo=UTC)


def test_error_lines_by_pattern(tmp_path):
    rows = [
        {
            "timestamp": f"2031-03-05T06:0{i}:00Z",
            "service": "till",
            "severity_text": "ERROR",
            "msg": f"order {i}17 failed",
            "stack": "pay.go:4",
        }
        for i in range(9)
    ]
    rows.append({"timestamp": "2031-03-05T06:00:00Z", "service": "till", "severity_text": "INFO", "msg": "fine"})
    path = tmp_path / "logs.ndjson"
    path.write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n[1]\n\n")
    (signal,) = logged(path)
    assert (signal.title, signal.count, len(signal.examples)) == ("order <N> failed", 9, 5)
    assert signal.examples[0] == "order 017 failed stack=pay.go:4"
    assert (signal.started_at.minute, signal.last_at.minute) == (0, 8)
    assert logged(tmp_path / "none") == []


def test_series_that_left_their_range(tmp_path):
    path = tmp_path / "metrics.csv"
    rows = [f"2031-03-05T06:{i:02}:00Z,till,errors,{0.01 if i < 20 else 0.8}" for i in range(30)]
    path.write_text(
        "\n".join(
            [
                "timestamp,service,metric,value",
                *rows,
                "yesterday,till,errors,1",
                "2031-03-05T06:31:00Z,till,errors,many",
            ]
        )
    )
    (signal,) = measured(path)
    assert (signal.service, signal.started_at.minute) == ("till", 20)
    assert measured(tmp_path / "none") == []


def test_counted_patterns():
    rows = [
        {"signature": "a failed", "service": "till", "count": 7, "delta_vs_baseline": "+7", "sentiment": "negative"},
        {"signature": "flag on", "service": "till", "count": 2, "delta_vs_baseline": "+2", "sentiment": "neutral"},
        {"signature": "served", "service": "till", "count": 2, "delta_vs_baseline": "-90", "sentiment": "neutral"},
    ]
    assert [(each.title, each.severity, each.count) for each in patterns(rows, AT)] == [
        ("a failed", None, 7),
        ("flag on", 5, 2),
    ]


def test_spans():
    spans = [
        {"span_id": "a", "parent_id": None, "service": "web", "name": "GET /", "status": "OK"},
        {"span_id": "b", "parent_id": "a", "service": "till", "name": "pay", "status": "ERROR", "error": "refused"},
        {
            "span_id": "c",
            "parent_id": "b",
            "service": "till",
            "name": "pay",
            "status": "ERROR",
            "status_message": "late",
        },
    ]
    (signal,) = traced(spans, AT)
    assert (signal.title, signal.detail, signal.service) == ("pay fails", "late refused", "till")
    assert [(each.name, each.calls) for each in services_of(spans, ["ad"])] == [
        ("ad", ()),
        ("till", ()),
        ("web", ("till",)),
    ]
