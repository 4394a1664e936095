"""Keeps what people think of briefs."""

from app.domain.json import text_of
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record import feedback, posts
from app.record.feedback import Feedback, Verdict


async def judge(lease: Lease, tools: Tools) -> None:
    """Only of what the person could see; a brief for one reader is judged by nobody else."""
    key, person = text_in(lease, "post"), text_in(lease, "person")
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, key)
    if loaded is None or (loaded[0].post.reader and loaded[0].post.reader != person):
        return
    post = loaded[0].post
    given = Feedback(
        post=key,
        person=person,
        incident_id=post.incident_id,
        brief=post.brief,
        writer=text_of(post.body.document.written_by if post.body.document else ""),
        verdict=Verdict(text_in(lease, "verdict")),
        words=text_in(lease, "words"),
        at=lease.now,
    )
    async with lease.finish() as tx:
        await feedback.save(tx, given)
