"""The same as `python -m tests.bench.hostile`, with fewer briefs."""

import logging

import pytest

from tests.bench.hostile import failures, measure, table, total


@pytest.fixture(autouse=True)
def quiet():
    """The endpoint breaks its connections on purpose."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


# The client leaves half-read answers to be closed by the event loop; what it says of that is no failure of a brief.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_nothing_invented_gets_out_and_nothing_known_is_lost():
    said: list[str] = []
    found = await measure(40, 7, said.append)
    everything = total(found)
    assert failures(everything) == [], "\n".join([*said, *table(found)])
    assert everything.briefs == 40
