from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.slack.clicks import click_of
from tests.slack.test_reading import _JSON

KEYS = ["user", "container", "channel", "actions", "trigger_id", "response_url", "message_ts"]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, _JSON)))
def test_no_click_fails_to_be_read(body) -> None:
    click_of(body)


def test_a_click_on_the_home_tab_has_no_channel_but_the_persons() -> None:
    body = {"user": {"id": "U1"}, "container": {"type": "view"}, "actions": [{"action_id": "call:3", "value": "list"}]}
    click = click_of(body)
    assert (click.channel, click.act, click.value) == ("U1", "call", "list")
    assert click.is_home


def test_a_click_in_a_private_answer() -> None:
    container = {"type": "message", "message_ts": "1700000000.000100", "channel_id": "C1", "is_ephemeral": True}
    click = click_of({"user": {"id": "U1"}, "container": container, "response_url": "https://example.com/r"})
    assert (click.channel, click.ts, click.is_ephemeral) == ("C1", "1700000000.000100", True)
    assert not click.is_home
