"""The same as `python -m tests.bench.killed`, fewer times."""

from pathlib import Path

from tests.bench.killed import measure


async def test_an_endpoint_that_dies_in_the_middle_costs_nobody_an_answer(tmp_path: Path):
    result = await measure(4, 3, tmp_path)
    assert result.failures == []
    assert result.answers == {1: 4}
