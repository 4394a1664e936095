from datetime import timedelta

from app.context.alerts.standing import candidates, declared_by_rules
from app.context.intake import signals
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record.append import append
from app.record.declaring import Declaration, declare
from tests.context.telling import at, firing


async def _declared(tx, key, now):
    declaration = Declaration(key=key, title="Ledger is down", person="U1", channel=key[:9], channel_name="inc")
    return await declare(tx, declaration, now, 5.0)


async def _status(tx, incident, to, now):
    moved = Draft(
        key=f"{to}", kind=Kind.STATUS, happened_at=now, author=Author(Voice.PERSON, "U1"), source=Source("slack", "1"),
        details={"to": to, "was": ""},
    )  # fmt: skip
    await append(tx, incident.id, [moved], now, 5.0)


async def test_what_is_open_or_was_resolved_today_with_what_belongs_to_it(database):
    async with database.transaction() as tx:
        await signals.keep(tx, [firing(0)])
        plain, ruled = await _declared(tx, "by hand", at(0)), await _declared(tx, "rule:abc:7", at(5))
        closed = await _declared(tx, "another", at(1))
        await _status(tx, plain, "resolved", at(60))
        await _status(tx, closed, "closed", at(60))
        [episode] = await signals.recent(tx.connection, at(0))
        await signals.join(tx, [episode], ruled.id)
    async with database.reading() as connection:
        first, second = await candidates(connection, at(70))
        assert (first.incident.id, first.group, len(first.episodes)) == (ruled.id, "abc", 1)
        assert (second.incident.id, second.group, second.episodes) == (plain.id, "", [])
        later = await candidates(connection, at(70) + timedelta(days=1))
        assert [one.incident.id for one in later] == [ruled.id]
        assert await declared_by_rules(connection, at(0)) == 1
        assert await declared_by_rules(connection, at(5)) == 0
