import pytest

from app.record.consequences import ADOPT, MEET
from app.slack.arrivals import NOTHING
from app.slack.places import of_channel_named, of_home_opened, of_member_joined, of_person
from tests.slack.test_messages import HERE, ME, TS


def test_an_invitation_adopts_the_channel() -> None:
    joined = {"user": ME.user, "channel": "C1", "inviter": "U0ANA", "event_ts": TS}
    [job] = of_member_joined(joined, HERE).jobs
    assert (job.kind, job.payload["channel"], job.payload["person"]) == (ADOPT, "C1", "U0ANA")
    assert job.payload["key"] == f"invited:C1:{TS}"
    assert of_member_joined({**joined, "user": "U0BEN"}, HERE) is NOTHING
    assert of_member_joined({**joined, "inviter": ""}, HERE) is NOTHING  # it joined on its own


@pytest.mark.parametrize(("name", "adopted"), [("inc-42", True), ("war-room", False)])
def test_a_name_that_matches_a_pattern_adopts_the_channel(name: str, adopted: bool) -> None:
    arrival = of_channel_named({"channel": {"id": "C1", "name": name, "creator": "U0ANA"}, "event_ts": TS}, HERE)
    assert bool(arrival.jobs) is adopted


def test_a_channel_that_we_opened_is_an_incidents_already() -> None:
    assert of_channel_named({"channel": {"id": "C1", "name": "inc-42", "creator": ME.user}}, HERE) is NOTHING


def test_a_changed_profile_is_read_again() -> None:
    first = of_person({"user": {"id": "U0ANA"}, "event_ts": TS}, HERE).jobs[0]
    second = of_person({"user": {"id": "U0ANA"}, "event_ts": "1700000009.000000"}, HERE).jobs[0]
    assert first.kind == MEET
    assert first.key != second.key


def test_only_the_home_tab_is_written() -> None:
    assert of_home_opened({"user": "U0ANA", "tab": "messages"}, HERE) is NOTHING
    assert of_home_opened({"user": "U0ANA", "tab": "home", "event_ts": TS}, HERE).jobs
