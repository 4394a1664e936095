import pytest

from app.sandbox.errors import SlackError
from app.sandbox.triggers import LIFE_S, Triggers


def test_a_trigger_opens_one_window_within_three_seconds(place, clock):
    triggers = Triggers(clock)
    first, late = triggers.issue(place.app, place.ann), triggers.issue(place.app, place.ann)
    assert triggers.redeem(place.app, first) == place.ann
    clock.now_s += LIFE_S + 0.1
    for trigger_id, error in (
        (first, "exchanged_trigger_id"),
        (late, "expired_trigger_id"),
        ("1.2.3", "invalid_trigger_id"),
    ):
        with pytest.raises(SlackError, match=error):
            triggers.redeem(place.app, trigger_id)
