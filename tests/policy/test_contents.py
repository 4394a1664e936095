from app.domain.entry import Kind
from app.policy import contents


async def test_people_without_bots(house):
    async with house.database.reading() as connection:
        names, bots = await contents.people(connection)
    assert names == {"UANA": "Ana Lima"}
    assert bots == {"UGRAF"}


async def test_kinds_and_channels_of_entries(house):
    said = await house.says("slow")
    spoken = await house.says("pool", Kind.UTTERANCE, channel="C2")
    edited = await house.says("the pool", Kind.EDIT, channel="C2", about="utterance:C2/pool")
    async with house.database.reading() as connection:
        found = await contents.pieces(connection, house.incident, [said, edited, 999])
        assert found == {(Kind.MESSAGE, ("C1", "inc-1")), (Kind.UTTERANCE, ("C2", ""))}
        assert await contents.pieces(connection, house.incident, [spoken]) == {(Kind.UTTERANCE, ("C2", ""))}
        assert await contents.pieces(connection, house.incident, []) == set()
        assert len(await contents.pieces(connection, house.incident, range(1, 2000))) == 3


def test_the_channel_of_a_source():
    assert contents.channel_of("slack", "C1/17.5") == "C1"
    assert contents.channel_of("slack command", "C1/k1") == "C1"
    assert contents.channel_of("watchkeeper", "a/b") == ""
    assert contents.channel_of("slack", "") == ""
