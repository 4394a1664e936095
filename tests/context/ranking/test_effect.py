import pytest

from app.context.ranking.effect import effect
from tests.context.ranking.situations import log, merge, points, situation, told

A = "a" * 40


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (("docs/x.md", "README.md"), "it changes only documents"),
        (("pkg/a_test.go", "pkg/testdata/x.json"), "it changes only tests"),
        ((".github/workflows/ci.yml",), "it changes only how software is built"),
        (("web/theme.ts", "web/a.css"), "it changes only how pages look"),
        (("go.mod", "go.sum"), "it only raises versions of dependencies"),
        (("requirements.txt",), "it only raises versions of dependencies"),
        (("deploy/staging/tls.yaml",), "it is about another environment"),
    ],
)
def test_kinds_of_files(files, words):
    ((found, said),) = told(effect, [merge(50, A, files=files)])
    assert said == words
    assert found < 0


@pytest.mark.parametrize(
    ("diff", "sign", "words"),
    [
        ("-# a\n+# b", -1, "it changes only comments"),
        ('-log.info("a")\n+log.info("a", extra=x)', -1, "it changes only what is logged, measured or answered"),
        ("-total = add(price, tax)\n-return total\n+return add(price, tax)", -1, "its code looks the same as before, only arranged in another way"),
        ("-    lock.acquire()\n     x()", 1, "it takes away without replacement: lock.acquire()"),
        ("-    warm(cache)\n     x()", 1, "it takes away without replacement: warm(cache)"),
        ("-timeout_ms: 3000\n+timeout_ms: 300", 1, "it changes a setting from 3000 to 300: timeout_ms: 3000"),
        ("-entries: 50000\n+entries: 60000", -1, "it changes a setting a little, from 50000 to 60000: entries: 50000"),
        ('-key = f"{sku}:{currency}"\n+key = f"p:{sku}"', 1, "it no longer puts currency in a text that it makes"),
        ("-keep(age.Seconds())\n+keep(age.Minutes())", 1, "it measures in another unit: seconds, now minutes"),
        ("-  weight int64\n+  weight string", 1, "it gives a value another type: weight int64"),
        ("+ALTER TABLE a DROP COLUMN b;", 1, "it removes data or structure: ALTER TABLE a DROP COLUMN b;"),
        ("-if a.ok() {\n-  return one(a)\n-}\n+if b.fine() {\n+  return two(b)\n+}", -1, "it replaces code by code that branches and returns in the same way"),
    ],
)  # fmt: skip
def test_kinds_of_code(diff, sign, words):
    ((found, said),) = told(effect, [merge(50, A, diff=diff)])
    assert said == words
    assert found * sign > 0


def test_log_lines_can_be_too_many():
    change = merge(50, A, diff='+log.info("a", extra=everything)')
    assert points(effect, [change]) == -4
    assert points(effect, [change], situation(log("no space left on device"))) == 0


def test_by_title_where_there_is_no_diff():
    assert points(effect, [merge(50, A, title="fix typo")]) == -3
    assert told(effect, [merge(50, A, title="new prices")]) == []


def test_new_code_is_just_new():
    assert told(effect, [merge(50, A, diff="+def price(x):\n+    return x * tax(x)")]) == []


def test_what_is_added_to_files_that_measure():
    added = "+func collect(out chan Sample) {\n+  out <- Sample{pool.InUse()}\n+}"
    assert points(effect, [merge(50, A, diff=added, files=("till/stats.go",))]) == -4
    assert points(effect, [merge(50, A, diff=added, files=("till/stats.go", "till/pool.go"))]) == 0
    assert points(effect, [merge(50, A, diff="-pool.release()\n" + added, files=("till/stats.go",))]) > 0
