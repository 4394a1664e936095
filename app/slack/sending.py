"""Says posts in Slack, shows them anew, and finds them again by their delivery key."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from app.domain.chat import ts_of
from app.domain.errors import UserError
from app.domain.json import JsonObject, text_of
from app.domain.opinions import with_opinions
from app.domain.post import Post
from app.slack.blocks import Shown, shown
from app.slack.client import Web
from app.slack.conversations import Conversations
from app.slack.document import Sources
from app.slack.reading import POST_EVENT

SourcesOf: TypeAlias = Callable[[int], Awaitable[Sources]]
"""From an incident's id to where its entries can be looked up."""

_CLOCK_SKEW = timedelta(minutes=1)
_PERSON = ("U", "W")
_DIRECT = ("D", *_PERSON)


class Sending:
    """The part of the Chat port that is about our own posts."""

    def __init__(self, web: Web, conversations: Conversations, sources: SourcesOf | None) -> None:
        self._web = web
        self._conversations = conversations
        self._sources = sources

    async def send(self, post: Post) -> str:
        """The new message's timestamp; empty for what only one person sees."""
        message = await self._shown(post)
        # Direct messages are private anyway, and what is said there stays.
        if post.reader and not post.channel.startswith(_DIRECT):
            await self._privately(post, message)
            return ""
        answer = await self._web.call(
            "chat.postMessage",
            channel=post.channel,
            thread_ts=post.thread_ts or None,
            metadata={"event_type": POST_EVENT, "event_payload": {"key": post.key}},
            unfurl_links=False,
            unfurl_media=False,
            text=message.text,
            blocks=list(message.blocks) or None,
        )
        return text_of(answer.get("ts"))

    async def revise(self, post: Post, ts: str) -> None:
        message = await self._shown(post)
        await self._web.call(
            "chat.update",
            channel=await self._place(post.channel),
            ts=ts,
            metadata={"event_type": POST_EVENT, "event_payload": {"key": post.key}},
            text=message.text,
            blocks=list(message.blocks),
        )

    async def find(self, post: Post, since: datetime) -> str:
        """The timestamp of the message with the post's key, said after `since` (less what clocks may differ)."""
        channel, oldest, cursor = await self._place(post.channel), ts_of(since - _CLOCK_SKEW), ""
        while True:
            if post.thread_ts:
                page = await self._conversations.replies(channel, post.thread_ts, cursor=cursor, oldest=oldest)
            else:
                page = await self._conversations.history(channel, oldest=oldest, latest="", cursor=cursor)
            for message in page.messages:
                if message.post_key == post.key:
                    return message.ts
            if not page.cursor or page.cursor == cursor:
                return ""
            cursor = page.cursor

    async def _privately(self, post: Post, message: Shown) -> None:
        if post.reply_to:
            body: JsonObject = {
                "response_type": "ephemeral",
                "replace_original": False,
                "text": message.text,
                "blocks": list(message.blocks),
            }
            try:
                await self._web.post(post.reply_to, body)
            except UserError:  # used up or too old: say it the other way
                pass
            else:
                return
        await self._web.call(
            "chat.postEphemeral",
            channel=post.channel,
            user=post.reader,
            thread_ts=post.thread_ts or None,
            text=message.text,
            blocks=list(message.blocks) or None,
        )

    async def _shown(self, post: Post) -> Shown:
        body = with_opinions(post)
        if body.document is None or self._sources is None or post.incident_id is None:
            return shown(body)
        return shown(body, await self._sources(post.incident_id))

    async def _place(self, channel: str) -> str:
        """A post to a person goes to the direct messages with them, which have an id of their own."""
        return await self._conversations.direct(channel) if channel.startswith(_PERSON) else channel
