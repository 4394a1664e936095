import pytest

from app.context.intake.taking_back import may_take_back, taken_back
from app.domain.change import ChangeKind, ChangeState
from tests.context.telling import deploy


def version(minutes, ref, number, environment="prod", **more):
    said = {"service.name": "ledger", "service.version": number, "deployment.environment.name": environment}
    return deploy(minutes, ref=ref, attributes=said, **more)


def flag(minutes, ref, variant, name="fast"):
    said = {"feature_flag.key": name, "feature_flag.result.variant": variant}
    return deploy(minutes, ref=ref, kind=ChangeKind.FLAG, attributes=said)


BEFORE = [version(0, "d1", "2.30"), version(10, "d2", "2.31")]


@pytest.mark.parametrize(
    ("change", "ref"),
    [
        (version(20, "d3", "2.30"), "d2"),
        (version(20, "d3", "2.32"), ""),
        (version(20, "d3", "2.31"), ""),
        (version(5, "d3", "2.30"), ""),
        (version(20, "d3", "2.30", environment="test"), ""),
    ],
)
def test_a_version_that_was_there_before_the_last(change, ref):
    assert taken_back(change, BEFORE) == ref


def test_one_that_failed_was_never_there():
    assert taken_back(version(20, "d3", "2.30"), [BEFORE[0], version(10, "d2", "2.31", state=ChangeState.FAILED)]) == ""


@pytest.mark.parametrize(
    ("change", "before", "ref"),
    [
        (flag(20, "f2", "off"), [flag(0, "f1", "on")], "f1"),
        (flag(20, "f2", "on"), [flag(0, "f1", "off")], "f1"),
        (flag(20, "f2", "on"), [flag(0, "f1", "on")], ""),
        (flag(20, "f2", "off"), [flag(0, "f1", "on", name="slow")], ""),
        (flag(60 * 48, "f2", "off"), [flag(0, "f1", "on")], ""),
        (flag(60 * 48, "f3", "off"), [flag(-9, "f1", "off"), flag(0, "f2", "on")], "f2"),
        (flag(20, "f2", "blue"), [flag(0, "f1", "green")], ""),
        (flag(20, "f2", "off"), [], ""),
    ],
)
def test_a_flag_that_is_switched_back(change, before, ref):
    assert taken_back(change, before) == ref


def test_what_its_system_tells_is_believed():
    assert may_take_back(BEFORE[0])
    assert not may_take_back(version(0, "d1", "2.30", undoes="d0"))
    assert not may_take_back(version(0, "d1", "2.30", query="GET /deployments"))
    assert not may_take_back(version(0, "d1", "2.30", state=ChangeState.RUNNING))
    assert not may_take_back(deploy())
