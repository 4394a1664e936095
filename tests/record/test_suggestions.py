from datetime import UTC, datetime

from app.domain.suggestion import Suggestion, SuggestionKind, SuggestionState
from app.record import suggestions
from tests.record.facts import dump

AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def _made(key: str, words: str, kind: SuggestionKind = SuggestionKind.DECISION) -> Suggestion:
    return Suggestion(key=key, incident_id=1, kind=kind, about="m:C1/1.0", words=words, created_at=AT)


async def _add(database, *made):
    async with database.transaction() as tx:
        return [await suggestions.add(tx, one) for one in made]


async def _waiting(database):
    async with database.reading() as connection:
        return [one.key for one in await suggestions.waiting(connection, 1)]


async def test_made_once_and_masked(database):
    assert await _add(database, _made("k", "use AKIAIOSFODNN7EXAMPLE"), _made("k", "again")) == [True, False]
    assert "AKIAIOSFODNN7EXAMPLE" not in await dump(database)


async def test_the_first_choice_stands(database):
    await _add(database, _made("k", "roll back"))
    async with database.transaction() as tx:
        await suggestions.decide(tx, "k", SuggestionState.ACCEPTED, person="U1", at=AT)
        await suggestions.decide(tx, "k", SuggestionState.DISMISSED, person="U2", at=AT)
    async with database.reading() as connection:
        kept = await suggestions.load(connection, "k")
    assert kept
    assert kept.state is SuggestionState.ACCEPTED


async def test_what_an_edit_took_away_is_asked_no_more(database):
    await _add(
        database,
        _made("gone", "roll back payments"),
        _made("still", "restart the gateway"),
        _made("value", "1", SuggestionKind.SEVERITY),
        _made("decided", "scale up"),
    )
    async with database.transaction() as tx:
        await suggestions.decide(tx, "decided", SuggestionState.ACCEPTED, person="U1", at=AT)
        await suggestions.drop_unsaid(tx, 1, "m:C1/1.0", "let's restart the gateway now")
    assert await _waiting(database) == ["still"]
    async with database.reading() as connection:
        assert await suggestions.load(connection, "decided")
