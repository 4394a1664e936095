"""What a model reads grows with what is new, not with the incident: the goals, with tokens as we estimate them."""

from app.domain.tokens import estimated_tokens
from tests.bench.tokens import measure


async def count(text: str) -> int:
    return estimated_tokens(text)


async def test_a_long_incident_is_read_about_once(tmp_path):
    short, long = await measure(200, count, tmp_path), await measure(1_000, count, tmp_path)
    assert long.digests > 0
    assert long.digests <= 1.3 * long.transcript
    assert max(short.catchup, long.catchup) < 6_000
