"""Keeps what people think of briefs."""

from app.domain.errors import UserError
from app.domain.incident import Audience
from app.domain.json import text_of
from app.domain.opinions import is_judged
from app.domain.post import Post
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record import feedback, posts
from app.record.feedback import Feedback, Verdict


async def judge(lease: Lease, tools: Tools) -> None:
    """Only of what the person could see; a brief for one reader is judged by nobody else."""
    key, person = text_in(lease, "post"), text_in(lease, "person")
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, key)
    if loaded is None or not await _could_see(loaded[0].post, person, tools):
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


async def _could_see(post: Post, person: str, tools: Tools) -> bool:
    """Whether it is a brief that was shown to them, or where they are."""
    if not is_judged(post) or post.reader:
        return is_judged(post) and post.reader == person
    if post.incident_id is None:
        return True
    incident = await tools.reader.incident_by_id(post.incident_id)
    if incident.audience is Audience.WORKSPACE:
        return True
    try:
        return person in await tools.chat.members(incident.channel)
    except UserError:  # its channel is gone: nobody can be shown to be in it
        return False
