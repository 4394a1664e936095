"""Seeds: a new one each time, printed; `CHAOS_SEED=7` takes that one again (its moments differ all the same)."""

import os
import random

import pytest


@pytest.fixture
def chaos_seed() -> int:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"CHAOS_SEED={seed}")  # noqa: T201 -- shown where a test fails
    return seed
