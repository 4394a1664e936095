"""Keeps a private answer that would vanish on reload: sends it to the person as a direct message."""

from dataclasses import replace

from app.domain.post import Post
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record import posts


async def keep(lease: Lease, tools: Tools) -> None:
    person = text_in(lease, "person")
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, text_in(lease, "post"))
    if loaded is None or loaded[0].post.reader != person:  # only one's own answers
        return
    given = loaded[0].post
    kept = Post(
        key=f"kept:{given.key}",
        incident_id=given.incident_id,
        channel=person,
        body=replace(given.body, buttons=()),
        brief=given.brief,
        record=False,
    )
    async with lease.finish() as tx:
        await tools.say(tx, lease, kept)
