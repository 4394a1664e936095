"""Channels over the Web API: what there is, who is in, and changing it."""

import contextlib
from collections.abc import Sequence

from app.domain.errors import UserError
from app.domain.json import JsonObject, object_of, objects_of, text_of, texts_of
from app.ports import Channel, Page
from app.ports import Identity as Me
from app.slack.client import PAGE_SIZE, Web, next_cursor
from app.slack.reading import message_of
from app.slack.texts import one_line

_INVITED_AT_ONCE = 100
_NO_MARKUP = str.maketrans("<>", "‹›")
"""Slack does not say that a topic is unescaped when it is shown, nor that markup in it is not read."""
_LONGEST_TOPIC = 250
_LONGEST_BOOKMARK = 256
_TYPES = "public_channel,private_channel"


class Conversations:
    """The part of the Chat port that is about channels."""

    def __init__(self, web: Web, me: Me) -> None:
        self._web = web
        self._me = me

    async def history(self, channel: str, *, oldest: str, latest: str, cursor: str) -> Page:
        answer = await self._web.call(
            "conversations.history",
            channel=channel,
            oldest=oldest or None,
            latest=latest or None,
            inclusive=True if latest else None,
            cursor=cursor or None,
            limit=PAGE_SIZE,
            include_all_metadata=True,
        )
        page = self._page(channel, answer)
        # `inclusive` holds for both ends; the port's `oldest` is not included.
        return Page([one for one in page.messages if one.ts != oldest], page.cursor)

    async def replies(self, channel: str, thread_ts: str, *, cursor: str, oldest: str = "") -> Page:
        answer = await self._web.call(
            "conversations.replies",
            channel=channel,
            ts=thread_ts,
            oldest=oldest or None,
            cursor=cursor or None,
            limit=PAGE_SIZE,
            include_all_metadata=True,
        )
        return self._page(channel, answer)

    async def channel(self, channel: str) -> Channel:
        answer = await self._web.call("conversations.info", channel=channel)
        return _channel(object_of(answer.get("channel")))

    async def channels(self) -> Sequence[Channel]:
        found = await self._web.everything("conversations.list", "channels", types=_TYPES)
        return [_channel(one) for one in found]

    async def members(self, channel: str) -> Sequence[str]:
        return [
            user
            async for page in self._web.pages("conversations.members", "members", channel=channel)
            for user in texts_of(page)
        ]

    async def open_channel(self, name: str, *, private: bool) -> Channel:
        answer = await self._web.call("conversations.create", name=name, is_private=private)
        return _channel(object_of(answer.get("channel")))

    async def direct(self, person: str) -> str:
        """The id of the direct messages with a person."""
        answer = await self._web.call("conversations.open", users=person)
        return text_of(object_of(answer.get("channel")).get("id"))

    async def join(self, channel: str) -> None:
        await self._web.call("conversations.join", channel=channel, fine=("already_in_channel",))

    async def leave(self, channel: str) -> None:
        await self._web.call("conversations.leave", channel=channel, fine=("not_in_channel",))

    async def invite(self, channel: str, people: Sequence[str]) -> None:
        """Those who are in already are passed over; one who cannot be invited does not keep out the others."""
        wanted = [person for person in dict.fromkeys(people) if person not in {self._me.user, ""}]
        for at in range(0, len(wanted), _INVITED_AT_ONCE):
            together = wanted[at : at + _INVITED_AT_ONCE]
            try:
                await self._invite(channel, together)
            except UserError:
                if len(together) == 1:
                    raise
                for person in together:
                    with contextlib.suppress(UserError):
                        await self._invite(channel, [person])

    async def set_topic(self, channel: str, topic: str) -> None:
        plain = one_line(topic.translate(_NO_MARKUP), _LONGEST_TOPIC)
        await self._web.call("conversations.setTopic", channel=channel, topic=plain)

    async def pin(self, channel: str, ts: str) -> None:
        await self._web.call("pins.add", channel=channel, timestamp=ts, fine=("already_pinned",))

    async def react(self, channel: str, ts: str, name: str) -> None:
        await self._web.call("reactions.add", channel=channel, timestamp=ts, name=name, fine=("already_reacted",))

    async def unreact(self, channel: str, ts: str, name: str) -> bool:
        """Take our reaction off. False if it was not there."""
        answer = await self._web.call(
            "reactions.remove", channel=channel, timestamp=ts, name=name, fine=("no_reaction", "message_not_found")
        )
        return answer.get("ok") is True

    async def bookmark(self, channel: str, title: str, url: str) -> None:
        """A bookmark of that address that is there already stays as it is."""
        listed = await self._web.call("bookmarks.list", channel_id=channel)
        if any(one.get("link") == url for one in objects_of(listed.get("bookmarks"))):
            return
        short = one_line(title, _LONGEST_BOOKMARK)
        await self._web.call("bookmarks.add", channel_id=channel, title=short, type="link", link=url)

    async def _invite(self, channel: str, people: Sequence[str]) -> None:
        fine = ("already_in_channel", "cant_invite_self")
        answer = await self._web.call("conversations.invite", channel=channel, users=",".join(people), fine=fine)
        if answer.get("ok") is not True and len(people) > 1:  # one of them is in already: the others are not asked yet
            for person in people:
                await self._invite(channel, [person])

    def _page(self, channel: str, answer: JsonObject) -> Page:
        messages = [message_of(channel, one, self._me) for one in objects_of(answer.get("messages")) if one.get("ts")]
        return Page(messages, next_cursor(answer))


def _channel(data: JsonObject) -> Channel:
    return Channel(
        id=text_of(data.get("id")),
        name=text_of(data.get("name")),
        is_private=data.get("is_private") is True,
        is_archived=data.get("is_archived") is True,
        is_member=data.get("is_member") is True or data.get("is_im") is True,
        created_by=text_of(data.get("creator")),
    )
