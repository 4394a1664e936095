"""Delivery: says each post once. After an attempt whose end is unclear it looks for its own key before saying it again."""

from datetime import datetime

import structlog

from app.domain.errors import Unavailable, UserError
from app.domain.json import text_of
from app.domain.post import PostState, SentPost
from app.jobs.worker import Lease
from app.ports import Chat
from app.record import posts
from app.store.database import Database

log = structlog.get_logger(__name__)


class Delivery:
    """The handler of the job `deliver`."""

    def __init__(self, database: Database, chat: Chat) -> None:
        self._database = database
        self._chat = chat

    async def deliver(self, lease: Lease) -> None:
        key = text_of(lease.job.payload["post"])
        async with self._database.reading() as connection:
            loaded = await posts.load(connection, key)
        if loaded is None or loaded[0].state in {PostState.SENT, PostState.DROPPED}:
            return
        sent, created_at = loaded
        ts = ""
        try:
            if lease.job.attempt > 1 and not sent.post.reader:
                ts = await self._found(sent, created_at)
            state, ts = (PostState.SENT, ts) if ts else await self._say(sent)
        except UserError as error:
            log.warning("post_dropped", post=key, reason=str(error))
            state, ts = PostState.DROPPED, ""
        async with lease.finish() as tx:
            await posts.mark(tx, key, state, ts)

    async def _found(self, sent: SentPost, since: datetime) -> str:
        """Where it stands already. Public channels take posts of those who are not in, who cannot look there: go in."""
        try:
            return await self._chat.find(sent.post, since)
        except UserError:
            await self._chat.join(sent.post.channel)
        return await self._chat.find(sent.post, since)

    async def _say(self, sent: SentPost) -> tuple[PostState, str]:
        if not sent.post.reader:
            return PostState.SENT, await self._chat.send(sent.post)
        # What one person sees cannot be looked up afterwards: an attempt that may have worked is not repeated.
        if sent.state is PostState.SENDING:
            return PostState.DROPPED, ""
        await self._mark(sent.post.key, PostState.SENDING)
        try:
            return PostState.SENT, await self._chat.send(sent.post)
        except Unavailable as error:
            if not error.unclear:
                await self._mark(sent.post.key, PostState.WAITING)
            raise

    async def _mark(self, key: str, state: PostState) -> None:
        async with self._database.transaction() as tx:
            await posts.mark(tx, key, state)
