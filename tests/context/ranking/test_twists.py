import pytest

from app.context.ranking.code import parse
from app.context.ranking.twists import asks_in_loop, is_twisted, left_out, other_unit, retyped


@pytest.mark.parametrize(
    ("taken", "put", "twisted"),
    [
        (["move(source, target, count)"], ["move(target, source, count)"], True),
        (["first.lock()", "second.lock()"], ["second.lock()", "first.lock()"], True),
        (["rows = load(ids)", "for id in ids:", "    show(rows[id])"], ["for id in ids:", "    show(load(id))"], True),
        (["for id in ids:", "    show(load(id))"], ["for each in ids:", "    show(load(each))"], False),
        (["total = add(price, tax)", "return total"], ["return add(price, tax)"], False),
        (["day = at.utc()"], ["day = at.local()"], True),
        (["fetch(order)"], ["fetchSafely(order)"], False),
        (["a.start()", "b.start()"], ["start_all(a, b)"], False),
    ],
)
def test_small_alterations(taken, put, twisted):
    assert is_twisted(taken, put) is twisted


@pytest.mark.parametrize(
    "diff",
    [
        "-if valid(order, user) {\n+if !valid(order, user) {",
        "-if paid(order) and sent(order):\n+if paid(order) or sent(order):",
        "-await save(order, user)\n+save(order, user)",
        "-copy(source, target, count)\n+copy(target, source, count)",
        "-weight int64 // of parcel, gross, packed\n-name string\n+weight string\n+name string",
        "-day = order.placed.utc()\n+day = order.placed.local()",
        "-wait(order, customer, carrier, time.Second)\n+wait(order, customer, carrier, time.Minute)",
        "-share(total, price, rate, net)\n+share(total, price / rate, net)",
    ],
)
def test_these_are_no_mere_moves(diff):
    assert not parse(diff).only_moves


def test_asking_for_each_of_many():
    assert asks_in_loop(["for p in products:", "    card(p)", "    media.query(p)"]) == "media.query(p)"
    assert asks_in_loop(["cards = [db.find(p) for p in products]"]) == "cards = [db.find(p) for p in products]"
    assert asks_in_loop(["for p in products:", "    card(p)", "db.find(all)"]) == ""
    assert asks_in_loop(["db.find(all)"]) == ""


def test_another_type_of_the_same():
    assert retyped(["weight  int64", "name string"], ["weight string", "name string"]) == "weight  int64"
    assert retyped(["weight int64"], ["weight  int64"]) == retyped(["weight int64"], ["gross string"]) == ""


def test_another_unit_of_the_same():
    assert other_unit(["age.Seconds()"], ["age.Minutes()"]) == "seconds, now minutes"
    assert other_unit(["wait_ms: 5"], ["wait_seconds: 5"]) == "mss, now seconds"
    assert other_unit(["time.Second"], ["2 * time.Second"]) == other_unit([], ["time.Minute"]) == ""
    assert other_unit(['"per second"'], ["math.Min(a, b)"]) == ""


def test_what_is_left_out_of_a_text():
    assert left_out(['f"price:{sku}:{currency}"'], ['f"p:{sku}"']) == "currency"
    assert left_out(['"where a = :a and b = :b"'], ['"where a = :a"']) == "b"
    assert left_out(['f"{sku}:{currency}"'], ['f"{sku}:{country}"']) == ""
    assert left_out(["`${it.sku}:${it.currency}:${of(it)}`"], ["`${it.sku}:${of(it)}`"]) == "it.currency"
    assert left_out(["{sku}"], []) == left_out([], ['f"{sku}"']) == ""
