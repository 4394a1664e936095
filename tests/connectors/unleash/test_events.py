"""What events say: titles, for whom, and what takes what back."""

from hypothesis import given
from hypothesis import strategies as st

from app.connectors.unleash.events import TELLING, Reader
from app.domain.change import ChangeState

READER = Reader("unleash", "https://unleash.example", {})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def strategy(share, **more):
    return {"id": "s1", "name": "flexibleRollout", "parameters": {"rollout": str(share)}, "constraints": [], **more}


def event(number, kind, data=None, before=None, **more):
    place = {"featureName": "fast", "project": "shop", "environment": "production"}
    said = {"id": number, "type": kind, "createdAt": f"2026-03-14T09:{number:02}:00.000Z", "createdBy": "ada"}
    return {**said, "data": data, "preData": before, "tags": [], **place, **more}


def read(*events):
    return READER.changes([*reversed(events)], "q")[::-1]


def test_a_rollout_says_from_where_to_where():
    (change,) = read(event(1, "feature-strategy-update", strategy(50), strategy(5)))
    assert change.title == "fast: rollout 5 % → 50 % in production"
    assert change.reach == "50 % of users (before: 5 % of users)"


def test_a_strategy_says_for_whom_it_holds():
    limited = strategy(100, constraints=[{"contextName": "country"}], segments=[3])
    for data, reach in (
        (limited, "100 % of users within 2 constraints"),
        ({"id": "s", "name": "default"}, "all users"),
        (strategy(30, disabled=True), "nobody, the strategy is disabled"),
        ({"id": "s", "name": "userWithId", "parameters": {}}, "userWithId"),
    ):
        (change,) = read(event(1, "feature-strategy-add", data))
        assert change.reach == reach
    (removed,) = read(event(1, "feature-strategy-remove", None, strategy(30)))
    assert removed.reach == "no longer 30 % of users"


def test_a_strategy_that_is_removed_again_takes_its_addition_back():
    added, removed = read(
        event(1, "feature-strategy-add", strategy(30)), event(2, "feature-strategy-remove", None, strategy(30))
    )
    assert (removed.undoes, added.state) == (added.ref, ChangeState.UNDONE)


def test_a_switch_takes_only_the_last_switch_of_its_own_environment_back():
    on, elsewhere, off, again = read(
        event(1, "feature-environment-enabled"),
        event(2, "feature-environment-disabled", environment="staging"),
        event(3, "feature-environment-disabled"),
        event(4, "feature-environment-enabled"),
    )
    assert (elsewhere.undoes, off.undoes, again.undoes) == ("", on.ref, off.ref)


def test_a_segment_has_its_name_from_its_data():
    (change,) = read(event(1, "segment-updated", {"id": 3, "name": "beta"}, featureName=None, project=None))
    assert (change.title, change.url) == ("beta: segment changed in production", "")


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("id", "featureName", "environment", "createdAt", "data", "preData", "tags"), JSON)
    )
)
def test_whatever_is_in_an_event_it_is_read_or_left(extra):
    for kind in TELLING:
        for change in READER.changes([event(1, kind) | extra, event(2, kind, strategy(1)) | extra], "q"):
            assert "\n" not in change.title
