from app.domain.post import Body, Post
from app.record import posts, warnings
from tests.record.facts import ADA, BEN, CARD_EVERY_S, CHANNEL, dump

KEY = "warn:1:m:C0001/1.000001:aws-key,jwt"


async def test_a_verdict_is_kept_with_the_rules_and_without_words(database, incident, clock):
    post = Post(
        key=KEY, incident_id=incident.id, channel=CHANNEL, body=Body(text="t"), brief=warnings.BRIEF, reader=ADA
    )
    async with database.transaction() as tx:
        await posts.say(tx, post, clock(), CARD_EVERY_S)
        assert await warnings.load(tx.connection, KEY, BEN) is None
        assert await warnings.load(tx.connection, "another", ADA) is None
        warned = await warnings.load(tx.connection, KEY, ADA)
        assert (warned.types, warned.verdict, warned.incident_id) == (("aws-key", "jwt"), "", incident.id)
        for verdict in ("rotated", "false alarm"):
            await warnings.settle(tx, warned, verdict, clock())
            assert (await warnings.load(tx.connection, KEY, ADA)).verdict == verdict
    assert "'aws-key,jwt', 'false alarm', ''" in await dump(database)
