"""The demo's script can be read, and says nothing that it cannot do."""

from datetime import UTC, datetime

import pytest

from app.demo.scenario import INCIDENT, read_scenario

ACTS = {"say", "command", "join", "react", "delete", "alert", "switch"}


def test_the_script_is_whole():
    scenario = read_scenario()
    refs = {step.ref for step in scenario.steps if step.ref}
    times = [step.after_s for step in scenario.steps]
    assert times == sorted(times)
    assert times[0] >= 0
    for step in scenario.steps:
        assert step.act in ACTS
        assert step.act == "alert" or step.who in scenario.people
        assert step.channel == INCIDENT or step.channel in scenario.channels
        assert not step.about or step.about in refs or step.act == "switch"
    assert {member for members in scenario.channels.values() for member in members} <= set(scenario.people)


def test_it_begins_on_the_day_before():
    scenario = read_scenario()
    start = scenario.start(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    assert (start.date().isoformat(), start.time()) == ("2026-02-28", scenario.starts)


def test_a_line_that_says_nothing_is_told(tmp_path):
    script = tmp_path / "x.yml"
    script.write_text(
        'title: x\nworkspace: y\nstarts: "10:00:00"\npeople: {}\nchannels: {}\nsteps:\n  - {at: "10:00:01"}\n'
    )
    with pytest.raises(ValueError, match="says nothing"):
        read_scenario(script)
