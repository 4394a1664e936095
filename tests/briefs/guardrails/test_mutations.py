"""True statements made false: at least 99 of 100 are found, of each kind."""

import pytest

from tests.briefs.guardrails.mutations import MUTATIONS, found_of, truths


@pytest.fixture(scope="module")
def cases():
    return list(truths())


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_found(mutation, cases):
    count, missed = found_of(mutation, cases)
    assert count > 5
    assert len(missed) <= count * 0.01, missed[:10]
