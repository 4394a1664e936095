import pytest

from app.context.ranking.code import parse
from app.context.ranking.twists import asks_in_loop, is_twisted


@pytest.mark.parametrize(
    ("taken", "put", "twisted"),
    [
        (["move(source, target, count)"], ["move(target, source, count)"], True),
        (["first.lock()", "second.lock()"], ["second.lock()", "first.lock()"], True),
        (["rows = load(ids)", "for id in ids:", "    show(rows[id])"], ["for id in ids:", "    show(load(id))"], True),
        (["for id in ids:", "    show(load(id))"], ["for each in ids:", "    show(load(each))"], False),
        (["total = add(price, tax)", "return total"], ["return add(price, tax)"], False),
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
    ],
)
def test_these_are_no_mere_moves(diff):
    assert not parse(diff).only_moves


def test_asking_for_each_of_many():
    assert asks_in_loop(["for p in products:", "    card(p)", "    media.query(p)"]) == "media.query(p)"
    assert asks_in_loop(["cards = [db.find(p) for p in products]"]) == "cards = [db.find(p) for p in products]"
    assert asks_in_loop(["for p in products:", "    card(p)", "db.find(all)"]) == ""
    assert asks_in_loop(["db.find(all)"]) == ""
