import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.ranking.code import parse


def test_lines_of_a_diff():
    code = parse("diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@ def f():\n-old\n+new\n same")
    assert (code.removed, code.added, code.around) == (("old",), ("new",), ("@@ -1 +1 @@ def f():", " same"))
    assert not parse("no diff at all").is_known


def test_what_is_lost_and_gained():
    code = parse('-call("title", a, limit)\n+call("name", a, limit)')
    assert (dict(code.lost), dict(code.gained)) == ({'"title"': 1}, {'"name"': 1})
    assert code.lost_names == {"title"}
    assert code.kept == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("diff", "moves"),
    [
        ("-x = add(price, tax)\n-return x\n+return add(price, tax)", True),
        ("-a(one, two)\n-b(three)\n+b(three)\n+a(one, two)", True),
        ("-if price < least(order):\n+if price <= least(order):", False),
        ("-strict(payload, schema) == true\n+strict(payload, schema) == false", False),
        ('-field(name, "title", order)\n+field(name, "label", order)', False),
        ("-client(host, retries=3, name=service)\n+client(host, retries=9, name=service)", False),
        ("-at(row, column, cells[1])\n+at(row, column, cells[0])", False),
        ("-key(one, f'{item.sku}:{item.currency}:{item.group}')\n+key(one, f'{item.sku}:{item.group}')", False),
        (
            "-key(sku): string {\n-  return `${it.sku}:${it.currency}`\n+key(sku): string {\n+  return `${it.sku}`",
            False,
        ),
        ("-round(price, rate, net)\n+round(price, rate, net * 100)", False),
    ],
)
def test_moved_or_altered(diff, moves):
    assert parse(diff).only_moves is moves


def test_an_error_passed_on_in_another_way_is_no_lost_guard():
    taken = "-err := put(a)\n-if err != nil {\n-  return err\n-}\n-return nil\n"
    assert not parse(taken + "+return put(a)").lost_guards
    assert parse(taken + "+_ = put(a)\n+return nil").lost_guards == ("if err != nil {",)
    locks = "-rows = ask('select a for update')\n+rows = ask('select a')"
    assert parse(locks).lost_guards == ("rows = ask('select a for update')",)
    assert parse("-if err := valid(a); err != nil {\n-  return err\n-}\n go(a)").lost_guards


def test_guards():
    assert list(parse("-if (user != null) {\n-  go(user)\n-}\n+go(user)").lost_guards) == ["if (user != null) {"]
    assert list(parse("-if a.ok(b) {\n-return c\n+return check(a.ok(b), c)").lost_guards) == []
    assert list(parse("-lock.acquire()\n+with lock:").lost_guards) == []


def test_settings():
    setting = parse("-  read_timeout_ms: 3000,\n+  read_timeout_ms: 300,").setting
    assert (setting.line, setting.old, setting.new, setting.factor) == ("read_timeout_ms: 3000", "3000", "300", 10)
    assert parse("-a: 1\n+b: 2").setting is None
    assert parse("-a: 0\n+a: 2").setting.factor == float("inf")


@given(st.text(alphabet="+-ab0 \n\"'({", max_size=200))
def test_any_text(text):
    code = parse(text)
    assert 0 <= code.kept <= 1
    assert code.lost_guards is not None
    assert (code.only_moves, code.only_takes, code.only_says, code.keeps_shape, code.setting) is not None


@pytest.mark.parametrize(
    ("diff", "says"),
    [
        ('-log.info("a")\n+log.info("a", x)', True),
        ('+w.Header().Set("X-Request-Id", id)', True),
        ('-w.Header().Set("Authorization", token)\n+w.Header().Set("Authorization", "")', False),
        ('-http.Error(w, "no", 400)', False),
        ("-queue.delete_message(id)\n+queue.peek(id)", False),
        ('+var size = prometheus.NewGauge(prometheus.GaugeOpts{\n+\tName: "size",\n+})', True),
        ('-raise Invalid("x")\n+return None', False),
    ],
)
def test_what_only_says(diff, says):
    assert parse(diff).only_says is says
