from app.context.ranking.rollout import rollout
from app.domain.attributes import ENVIRONMENT
from app.domain.change import ChangeState
from tests.context.ranking.situations import at, deploy, flag, merge, points, situation, told

A, B = "a" * 40, "b" * 40


def test_deployed_beats_merged():
    changes = [merge(50, A), deploy(55), merge(20, B)]
    assert told(rollout, changes, which=1) == [(2.0, "it is in production")]
    assert told(rollout, changes, which=0) == [(-5.0, "merged, but no deploy of it was seen")]


def test_where_nothing_is_deployed_a_merge_may_be():
    assert points(rollout, [merge(50, A)]) == -0.5


def test_taken_along():
    changes = [merge(20, A, files=("till/list.py",)), deploy(50, commit=B), merge(30, B)]
    assert told(rollout, changes) == [(1.0, "not deployed by name, but till probably took it along")]
    shared = [merge(20, A, files=("pkg/money/round.go",)), deploy(50, commit=B), merge(30, B)]
    assert points(rollout, shared) == -2.0


def test_failed_and_taken_back():
    assert points(rollout, [deploy(50, state=ChangeState.FAILED)]) == -3.0
    undone = [deploy(50), deploy(55, ref="back", undoes="d50till")]
    assert (
        told(rollout, undone) == [(-5.0, "taken back 5 min before it began"), (2.0, "it was in production")]
        or points(rollout, undone) == -3.0
    )
    later = [deploy(50, state=ChangeState.UNDONE, finished_at=at(80))]
    said = told(rollout, later)
    assert {(0.0, "taken back since"), (2.0, "it was in production")} <= {*said}


def test_environments_for_trying_out():
    there = deploy(50, attributes={ENVIRONMENT: "Staging"})
    assert points(rollout, [there]) == -4.0
    assert points(rollout, [there], situation(environment="production")) == -4.0
    assert points(rollout, [there], situation(environment="staging")) == 2.0
    assert (
        points(rollout, [deploy(50, attributes={ENVIRONMENT: "prod-eu"})], situation(environment="production")) == 2.0
    )


def test_reach_is_told():
    change = flag(50)
    assert points(rollout, [change]) == 2.0
    assert (0.0, "it reached 5 % of users") in told(rollout, [deploy(50, reach="5 % of users")])
