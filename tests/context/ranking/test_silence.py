from dataclasses import replace

from app.context.ranking.silence import silence
from app.context.situation import Candidate, Reason
from tests.context.ranking.situations import deploy, flag

NEAR = Reason("nearness", "same service", 4.0)
READ = Candidate(deploy(50, diff="+x"), 9.0, (NEAR,))


def test_said_where_changes_could_be_read_and_say_nothing():
    assert [reason.points for reason in silence([Candidate(flag(50), 10.0, (NEAR,)), READ])] == [3.0]


def test_not_said_without_diffs_or_where_the_best_has_to_do_with_it():
    assert list(silence([])) == []
    assert list(silence([replace(READ, change=deploy(50))])) == []
    assert list(silence([replace(READ, reasons=(NEAR, Reason("literal", "x", 4.0)))])) == []
