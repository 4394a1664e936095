from datetime import timedelta

from sqlalchemy import func, select

from app.duties.tidying import DELIVERIES_KEPT, TOLD_KEPT
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record.consequences import TIDY
from app.store.tables import changes as changes_table
from app.store.tables import deliveries
from app.store.tables import signals as signals_table
from tests.duties.test_noticing import monitored


async def _rows(story):
    tables = (signals_table, changes_table, deliveries)
    async with story.rehearsal.bot.database.reading() as connection:
        return [await connection.scalar(select(func.count()).select_from(table)) for table in tables]


async def _tidy(story):
    now = story.rehearsal.clock.now()
    async with story.rehearsal.bot.database.transaction() as tx:
        await enqueue(tx, [NewJob(key=f"tidy:{now}", kind=TIDY, lane=TIDY, run_at=now)])
    await story.settle()


async def test_what_other_systems_told_is_forgotten_after_a_while(folder):
    async with monitored(folder) as (story, monitoring):
        await monitoring.fires()
        await monitoring.deploys("d1", "ledger 2.31")
        await _tidy(story)
        assert await _rows(story) == [1, 1, 2]
        await story.later((DELIVERIES_KEPT + timedelta(hours=1)).total_seconds())
        await _tidy(story)
        assert await _rows(story) == [1, 1, 0]
        await story.later(TOLD_KEPT.total_seconds())
        await _tidy(story)
        assert await _rows(story) == [0, 0, 0]
        assert await story.failed() == []
