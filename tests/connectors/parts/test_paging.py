import pytest

from app.connectors.parts.paging import listed, next_page
from app.domain.errors import Unavailable


def pages(*each):
    async def turn(cursor):
        number = int(cursor or 0)
        if isinstance(each[number], Exception):
            raise each[number]
        return each[number], str(number + 1) if number + 1 < len(each) else ""

    return turn


async def test_all_pages():
    found = await listed(pages([{"a": 1}], [], [{"a": 2}]), 10)
    assert found.items == [{"a": 1}, {"a": 2}]
    assert found.remark("things") == ""


@pytest.mark.parametrize("most", [1, 2, 3])
async def test_up_to_a_limit(most):
    found = await listed(pages([{}, {}], [{}, {}]), most)
    assert len(found.items) == most
    assert found.remark("things") == f"only the newest {most} things"


async def test_exactly_the_limit_is_not_cut():
    assert not (await listed(pages([{}], [{}]), 2)).cut


async def test_a_system_that_never_ends_is_left_after_a_while():
    async def turn(cursor):
        return [], "again"

    assert (await listed(turn, 10)).cut


async def test_a_page_that_fails_fails_the_list():
    with pytest.raises(Unavailable):
        await listed(pages([{}], Unavailable("It", "timed out")), 10)


def test_the_next_page_is_named_in_a_header():
    both = '<https://x.example/a?page=1>; rel="prev", <https://x.example/a?page=3>; rel="next", <https://x.example/b>; rel="last"'
    assert next_page({"link": both}) == "https://x.example/a?page=3"
    for last in ({}, {"link": '<https://x.example/a?page=1>; rel="first"'}, {"link": "garbage"}):
        assert next_page(last) == ""
