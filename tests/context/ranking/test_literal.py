from app.context.ranking.literal import literal
from tests.context.ranking.situations import log, merge, situation, told

A = "a" * 40


def test_what_the_errors_name_is_taken_away_or_brought_in():
    where = situation(log('column "legacy_ref" does not exist'))
    gone = merge(50, A, diff="-    legacy_ref: str\n+    ref: str")
    assert told(literal, [gone], where) == [(5.0, "the errors name 'legacy_ref', which it takes away")]
    new = merge(50, A, diff='+    run("select legacy_ref from orders")')
    assert told(literal, [new], where) == [(4.0, "the errors name 'legacy_ref', which it brings in")]


def test_lines_around_and_lines_that_only_moved_do_not_count():
    where = situation(log("readLedger failed"))
    assert told(literal, [merge(50, A, diff=" def readLedger():\n-    a()\n+    b()")], where) == []
    assert told(literal, [merge(50, A, diff="-x = readLedger()\n+y = readLedger()")], where) == []


def test_a_name_that_is_everywhere_names_nothing():
    where = situation(log("PaymentClient failed"))
    changes = [merge(i, f"{i:02}" * 20, diff=f"+c{i} = PaymentClient()") for i in range(1, 9)]
    assert told(literal, changes, where) == []


def test_files_of_the_stack():
    where = situation(log("panic", examples=("panic at pay/charge.go:118 Charge.read",)))
    assert told(literal, [merge(50, A, files=("services/pay/charge.go",))], where) == [
        (4.0, "an error's stack trace names charge.go, which it edits")
    ]
