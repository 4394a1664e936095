import pytest

from app.context.ranking.failure import FAILURES, WRITTEN, failure
from tests.context.ranking.situations import log, merge, situation, told

A = "a" * 40


@pytest.mark.parametrize(
    ("said", "diff", "points"),
    [
        ("OOMKilled: container exceeded memory", "+self.seen.append(request)", 2.5),
        ("OOMKilled: container exceeded memory", "-self.seen.evict(100)", 4.0),
        ("fatal error: concurrent map writes", "-m.mu.Lock()", 4.0),
        ("TypeError: 'NoneType' object has no attribute", "-if user is None:\n-    return", 4.0),
        (
            "seat 4 is sold twice",
            "-select id from seats where id = :id for update\n+select id from seats where id = :id",
            4.0,
        ),
        ("customers are charged twice", "-@Transactional(isolation = SERIALIZABLE)", 4.0),
        ("token is expired", "-const leeway = 30 * time.Second", 4.0),
        ("too many clients: pool exhausted", "-defer rows.Close()", 4.0),
        ("deadline exceeded after 300ms: timeout", "-timeout: 3000\n+timeout: 300", 2.5),
        ("too many time series: cardinality limit", '+labels.put("user_id", user)', 2.5),
        ("index out of range [3] with length 3", "-if i < len(rows) {", 4.0),
        ("too many clients: pool exhausted", "-a.close(one)\n-b.close(two)\n+every.close(three, four, five)", 2.5),
        ("period starts in the future", "-day = at.utc()\n+day = at.local()", 4.0),
        ("429 too many requests", "+bucket.refill(now)", 2.5),
        ("OOMKilled: container exceeded memory", "+x = 1", 0),
        ("all is well", "-m.mu.Lock()", 0),
        ("fatal error: concurrent map writes", "-total = sum(a, b)\n-m.mu.Lock()\n+m.mu.Lock()\n+total = sum(a, b)", 0),
    ],
)
def test_symptoms_and_code(said, diff, points):
    found = told(failure, [merge(50, A, diff=diff)], situation(log(said)))
    assert sum(each for each, _ in found) == points


def test_the_words_claim_nothing():
    ((_, words),) = told(failure, [merge(50, A, diff="-m.mu.Lock()")], situation(log("concurrent map writes")))
    assert words == "symptoms of two doing the same at once; it takes away code that has to do with that"


def test_tests_and_dependencies_do_not_fail_like_that():
    change = merge(50, A, files=("a_test.go",), diff="-m.mu.Lock()")
    assert told(failure, [change], situation(log("concurrent map writes"))) == []


def test_each_way_has_a_name_of_its_own():
    names = [each.name for each in (*FAILURES, WRITTEN)]
    assert len(set(names)) == len(names)
