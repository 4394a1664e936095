from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.entry import Author, Entry, Kind, Source, Voice
from app.domain.speech.alarm import Alarm, AlarmState, alarm, told_alarm

_NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
_ENTRY = Entry(
    key="s", kind=Kind.SIGNAL, happened_at=_NOON, author=Author(Voice.MACHINE, "grafana"), source=Source("grafana", "f1"),
    seq=1, recorded_at=_NOON, salt="", content_digest="", digest="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "state", "title"),
    [
        ("PROBLEM - disk on web1 is CRITICAL", AlarmState.FIRING, "disk on web1 is CRITICAL"),
        ("RECOVERY - disk on web1 is OK", AlarmState.ENDED, "disk on web1 is OK"),
        ("[FIRING:2] HighLatency - api\nlatency 3s", AlarmState.FIRING, "HighLatency - api"),
        ("[RESOLVED] HighLatency - api", AlarmState.ENDED, "HighLatency - api"),
        (
            "Auto-resolved: Metrics returned to baseline",
            AlarmState.ENDED,
            "Auto-resolved: Metrics returned to baseline",
        ),
        ("Re-Triggered: api errors", AlarmState.FIRING, "api errors"),
        ("deploy of api v12 by sam finished", AlarmState.SAID, "deploy of api v12 by sam finished"),
        ("", AlarmState.SAID, ""),
    ],
)
def test_state_and_title(text, state, title):
    found = alarm(text)
    assert (found.state, found.title) == (state, title)


def test_the_detail_is_the_first_line_that_adds_something():
    assert alarm("High CPU - ads\nCurrent Metrics:\nHigh CPU\nCPU usage at 98%").detail == "CPU usage at 98%"


def test_measured_numbers_do_not_make_another_alert_but_hosts_do():
    assert alarm("lag is 340 on q1").fingerprint == alarm("lag is 1,260 on q1").fingerprint
    assert alarm("lag is 340 on q1").fingerprint != alarm("lag is 340 on q2").fingerprint


def test_what_a_connected_system_told_is_read_from_its_details():
    details = {"connector": "grafana", "fingerprint": "f1", "state": "ended"}
    entry = replace(_ENTRY, details=details)
    read = told_alarm(entry, "Ended: Latency is high\nratio 0.3")
    assert read == Alarm(AlarmState.ENDED, "Latency is high", "ratio 0.3", "grafana/f1", sure=True)
    assert told_alarm(replace(entry, kind=Kind.CHANGE), "x") is None
    assert told_alarm(_ENTRY, "PROBLEM - disk") is None
