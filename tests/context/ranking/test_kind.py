from dataclasses import replace

from app.context.ranking.kind import kind
from app.domain.change import ChangeKind
from tests.context.ranking.situations import deploy, flag, points, told


def test_kinds():
    assert told(kind, [deploy(50)]) == [(1.0, "a deploy of code")]
    assert told(kind, [flag(50)]) == []
    assert points(kind, [replace(deploy(50), kind=ChangeKind.MIGRATION)]) == 0.5
    assert told(kind, [deploy(50, undoes="d1")]) == [(-1.0, "it takes an earlier change back")]
