"""The whole: order, what is out, what is named, and when nothing is."""

import time

import pytest

from app.context.ranking import ENOUGH, FEATURES, MOST_NAMED, rank
from app.domain.change import ChangeState
from tests.context.ranking.situations import deploy, flag, log, merge, metric, situation

A, B = "a1" * 20, "b2" * 20


def refs(candidates):
    return [each.change.ref for each in candidates]


def test_nothing_to_rank():
    ranking = rank([], situation())
    assert (ranking.candidates, ranking.named, ranking.out) == ((), (), ())


def test_a_deploy_of_the_service_minutes_before_is_named_without_any_diff():
    ranking = rank([deploy(54), deploy(50, "paint"), flag(-900), deploy(70)], situation())
    assert refs(ranking.named) == ["d54till"]
    assert refs(ranking.out) == ["d70till"]
    best = ranking.named[0]
    assert best.score == round(sum(reason.points for reason in best.reasons), 1)
    assert [reason.words for reason in best.reasons][:2] == [
        "same service",
        "deployed 6 min before the first deviation",
    ]


def test_what_a_diff_takes_away_outweighs_a_later_change():
    culprit = merge(
        20, A, title="simpler counter", files=("till/count.go",), diff="-c.mu.Lock()\n-defer c.mu.Unlock()\n c.n++"
    )
    later = merge(52, B, title="names", files=("till/list.go",), diff="-x := list(a, b)\n-return x\n+return list(a, b)")
    ranking = rank(
        [culprit, later, deploy(30, commit=A), deploy(58, commit=B)],
        situation(log("fatal error: concurrent map writes at count.go:7")),
    )
    assert refs(ranking.named)[0] == "d30till"
    assert ranking.named[0].change.title == "simpler counter"


def test_no_likely_change_where_all_were_long_before_or_elsewhere():
    ranking = rank([deploy(-9000), deploy(50, "paint"), merge(50, A)], situation())
    assert (ranking.likely, len(ranking.candidates)) == (0, 3)


def test_no_likely_change_where_signals_tell_of_something_else():
    changes = [deploy(54), flag(50)]
    assert rank(changes, situation()).likely
    ranking = rank(changes, situation(log("x509: certificate has expired")))
    assert ranking.likely == 0
    assert [reason.key for reason in ranking.instead] == ["expiry"]


def test_no_likely_change_where_those_that_could_be_read_say_nothing():
    changes = [deploy(54, diff="-a(b)\n+c(d)"), flag(-200)]
    ranking = rank(changes, situation(log("slow"), metric("latency_ms", 1, 9)))
    assert [reason.key for reason in ranking.instead] == ["silence"]


def test_at_most_five_are_named():
    changes = [deploy(40 + i, ref=f"d{i}", version=f"v{i}") for i in range(12)]
    ranking = rank(changes, situation())
    assert ranking.likely == MOST_NAMED == len(ranking.named)


def test_a_change_taken_back_before_it_began_is_not_named():
    ranking = rank([deploy(40, state=ChangeState.UNDONE, finished_at=deploy(50).started_at)], situation())
    assert ranking.candidates[0].score < ENOUGH
    assert ranking.likely == 0


def test_without_scope_time_alone_is_not_enough():
    assert rank([deploy(54)], situation(services=())).likely == 0


def test_order_does_not_depend_on_the_order_of_what_is_given():
    changes = [deploy(40, ref="a", version="1"), deploy(40, ref="b", version="2"), flag(40)]
    assert refs(rank(changes, situation()).candidates) == refs(rank(changes[::-1], situation()).candidates)


@pytest.mark.parametrize("word", ["cause", "because", "culprit", "blame", "fault", "responsible"])
def test_reasons_never_claim_a_cause(word):
    changes = [
        merge(20, A, files=("till/count.go",), diff="-c.mu.Lock()"), deploy(30, commit=A), flag(50), deploy(58), deploy(70), merge(5, B),
        deploy(10, "web"), deploy(12, state=ChangeState.FAILED),
    ]  # fmt: skip
    where = situation(
        log("concurrent map writes at count.go:7"),
        log("no space left"),
        metric("requests_per_second", 1, 9),
        calls=(("web", "till"),),
    )
    ranking = rank(changes, where)
    reasons = [reason for each in (*ranking.candidates, *ranking.out) for reason in each.reasons]
    assert not [reason.words for reason in (*reasons, *ranking.instead) if word in reason.words.casefold()]


def test_a_thousand_changes_with_long_diffs_are_ranked():
    diff = "\n".join(f"-value_{i} = read(source_{i}, {i})\n+value_{i} = load(source_{i}, {i})" for i in range(20))
    changes = [merge(i / 20, f"{i:07x}" * 6, files=(f"till/f{i}.py",), diff=diff) for i in range(1000)]
    assert len(rank(changes, situation(log("read failed: source_7"))).candidates) == 1000


@pytest.mark.parametrize("part", ["a", "a_", "lock", '"\\', "header", " "])
def test_a_line_that_a_machine_made_takes_no_long_time(part):
    line = part * (20_000 // len(part))
    start = time.process_time()
    rank([merge(50, A, files=("till/x.py",), diff=f"-{line}\n+{line}x")], situation(log("timeout")))
    assert time.process_time() - start < 0.5


def test_features_have_names_of_their_own():
    assert len({feature.__name__ for feature in FEATURES}) == len(FEATURES)
