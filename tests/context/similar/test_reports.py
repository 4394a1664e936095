"""Reports of many shapes: what it was, what fixed it, how long it took; "not said" where it is not."""

from datetime import timedelta

import pytest

from app.context.similar.past import Field
from app.context.similar.reports import read_report
from app.domain.connecting import PastIncident

HEADINGS = """# 2025-03-04, Queue stuck

## Summary
Orders were not sent for a while. The queue had no consumer.

## Timeline
### 10:00
First report.
### 10:40
We rolled back the release.

## Root cause
A worker could not start with the new configuration.

## Resolution
After we found the cause it was easy.
The release of the worker was rolled back.

## Lessons learned
Test workers, too. This resolved itself in our heads.
"""

LABELS = """# Incident on 2025-03-04 - Queue stuck

- **Key events**
  - First detected 2025-03-04 10:00
  - Resolved 2025-03-04 11:30
- **Time to repair**: 1h 10m
- **Time to resolve**: 1h 30m
- **Identified**: An alert for the age of messages.
- **Impact**:
  - Orders were delayed for everybody.
- **Resolution**: Restarted the consumers by hand.
"""


def read(markdown: str, title: str = "2025-03-04, Queue stuck"):
    return read_report(PastIncident(connector="x", ref="a.md", title=title, markdown=markdown, url="https://u/a.md"))


def test_parts_under_headings():
    past, account = read(HEADINGS)
    assert past.title == "Queue stuck"
    assert account.what.text == "Orders were not sent for a while."
    assert account.fix.text == "The release of the worker was rolled back."
    assert account.fix.url == "https://u/a.md"
    assert account.duration is None
    assert "could not start" in past.texts[Field.CAUSES]
    assert "Test workers" in past.texts[Field.REST]


def test_parts_with_labels():
    _, account = read(LABELS)
    assert account.what.text == "An alert for the age of messages."
    assert account.fix.text == "Restarted the consumers by hand."
    assert (account.duration.text, account.took) == ("Time to resolve: 1h 30m", timedelta(minutes=90))


def test_the_times_of_events_where_no_length_is_said():
    _, account = read(LABELS.replace("- **Time to repair**: 1h 10m\n- **Time to resolve**: 1h 30m\n", ""))
    assert account.took == timedelta(minutes=90)
    assert account.duration.text == "First detected 2025-03-04 10:00; Resolved 2025-03-04 11:30"


@pytest.mark.parametrize(
    ("summary", "fix", "took"),
    [
        ("The site was down for two hours. It was fixed by a restart of the proxy.", "It was fixed by a restart of the proxy.", 120),
        ("Users saw periodic outages of 10 minutes. Nothing more is known of it.", "", None),
        ("It could not be fixed so far, we never found out why.", "", None),
        ("The cache was cleared after 20 minutes and everything was back to normal.", "The cache was cleared after 20 minutes and everything was back to normal.", 20),
    ],
)  # fmt: skip
def test_what_only_a_summary_says(summary, fix, took):
    _, account = read(f"# T\n\n{summary}\n", "T")
    assert (account.fix.text if account.fix else "") == fix
    assert account.took == (None if took is None else timedelta(minutes=took))


def test_a_report_that_says_nothing():
    past, account = read("", "2025-03-04")
    assert past.title == "2025-03-04"
    assert (account.what, account.fix, account.duration, account.took) == (None, None, None, None)


def test_a_long_sentence_is_cut():
    _, account = read(f"# T\n\n{'word ' * 200}\n")
    assert len(account.what.text) <= 300
    assert account.what.text.endswith("…")
