from app.domain.brief import BriefKind
from app.record import documents
from app.record.documents import StoredDocument, published
from tests.record.facts import dump

DRAFT = StoredDocument(incident_id=1, kind=BriefKind.POSTMORTEM, body={"sections": ["one"]})
SECRET = "hunter" + "2-Xk9qLw7Rt"


async def saved(database, document, now):
    async with database.transaction() as tx:
        await documents.save(tx, document, now)
    async with database.reading() as connection:
        return await documents.load(connection, document.incident_id, document.kind)


async def test_saved_and_replaced(database, clock):
    assert await saved(database, DRAFT, clock()) == DRAFT
    there = published(DRAFT, "canvas", "F1")
    assert await saved(database, there, clock.forward(1)) == there
    assert there.publications == {"canvas": "F1"}


async def test_one_of_each_kind(database, clock):
    other = StoredDocument(incident_id=1, kind=BriefKind.SUMMARY, body=None)
    await saved(database, DRAFT, clock())
    assert await saved(database, other, clock()) == other
    async with database.reading() as connection:
        assert await documents.load(connection, 1, BriefKind.POSTMORTEM) == DRAFT
        assert await documents.load(connection, 2, BriefKind.POSTMORTEM) is None


async def test_what_people_write_into_it_is_masked(database, clock):
    await saved(database, StoredDocument(incident_id=1, kind=BriefKind.SUMMARY, body=[f"password={SECRET}"]), clock())
    assert SECRET not in await dump(database)
