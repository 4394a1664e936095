import pytest


@pytest.fixture
def engine_name() -> str:
    """What the store does on each database is tested with the store."""
    return "sqlite"
