"""The Chat port on Slack: what the rest of Watchkeeper sees of it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from app.domain.errors import UserError
from app.domain.json import JsonObject, object_of, text_of
from app.domain.post import Post
from app.ports import Channel, Identity, Page, Person
from app.slack.canvases import Canvases
from app.slack.client import SLACK_API, Web
from app.slack.conversations import Conversations
from app.slack.errors import REINSTALL, TOKEN_REFUSED
from app.slack.sending import Sending, SourcesOf


@asynccontextmanager
async def slack_chat(
    token: str, base_url: str = SLACK_API, sources: SourcesOf | None = None, timeout_s: float = 10.0
) -> AsyncIterator["SlackChat"]:
    """Connects as the bot that `token` (`xoxb-…`) belongs to. Raises UserError if Slack does not take the token.

    `sources` tells for an incident where its entries can be looked up, for the links after each statement.
    """
    async with Web(token, base_url, timeout_s) as web:
        yield SlackChat(web, await identity(web), sources)


async def identity(web: Web) -> Identity:
    """Who the token belongs to. Raises UserError if Slack does not take it."""
    answer = await web.call("auth.test", fine=TOKEN_REFUSED)
    if answer.get("ok") is not True:
        raise UserError(REINSTALL)
    user, bot, team, url = (text_of(answer.get(key)) for key in ("user_id", "bot_id", "team_id", "url"))
    return Identity(user=user, bot=bot, team=team, url=url)


class SlackChat:
    """Implements `ports.Chat`; see there. `web` makes calls that are no business of the port."""

    def __init__(self, web: Web, me: Identity, sources: SourcesOf | None = None) -> None:
        self.web = web
        self.conversations = Conversations(web, me)
        self._me = me
        self._sending = Sending(web, self.conversations, sources)
        self._canvases = Canvases(web, me)

    @property
    def me(self) -> Identity:
        return self._me

    async def history(self, channel: str, *, oldest: str, latest: str, cursor: str) -> Page:
        return await self.conversations.history(channel, oldest=oldest, latest=latest, cursor=cursor)

    async def replies(self, channel: str, thread_ts: str, *, cursor: str) -> Page:
        return await self.conversations.replies(channel, thread_ts, cursor=cursor)

    async def find(self, post: Post, since: datetime) -> str:
        return await self._sending.find(post, since)

    async def send(self, post: Post) -> str:
        return await self._sending.send(post)

    async def revise(self, post: Post, ts: str) -> None:
        await self._sending.revise(post, ts)

    async def channel(self, channel: str) -> Channel:
        return await self.conversations.channel(channel)

    async def channels(self) -> Sequence[Channel]:
        return await self.conversations.channels()

    async def members(self, channel: str) -> Sequence[str]:
        return await self.conversations.members(channel)

    async def open_channel(self, name: str, *, private: bool) -> Channel:
        return await self.conversations.open_channel(name, private=private)

    async def join(self, channel: str) -> None:
        await self.conversations.join(channel)

    async def leave(self, channel: str) -> None:
        await self.conversations.leave(channel)

    async def invite(self, channel: str, people: Sequence[str]) -> None:
        await self.conversations.invite(channel, people)

    async def set_topic(self, channel: str, topic: str) -> None:
        await self.conversations.set_topic(channel, topic)

    async def pin(self, channel: str, ts: str) -> None:
        await self.conversations.pin(channel, ts)

    async def bookmark(self, channel: str, title: str, url: str) -> None:
        await self.conversations.bookmark(channel, title, url)

    async def people(self) -> Sequence[Person]:
        return [_person(one) for one in await self.web.everything("users.list", "members")]

    async def person(self, user: str) -> Person:
        answer = await self.web.call("users.info", user=user)
        return _person(object_of(answer.get("user")))

    async def write_canvas(self, channel: str, title: str, markdown: str, canvas: str) -> str:
        return await self._canvases.write(channel, title, markdown, canvas)

    async def edited_by_people(self, canvas: str) -> bool:
        return await self._canvases.edited_by_people(canvas)

    async def upload(self, channel: str, filename: str, content: str, thread_ts: str) -> None:
        await self._canvases.upload(channel, filename, content, thread_ts)


def _person(data: JsonObject) -> Person:
    """By the name that Slack shows: the display name, else the real name, else the handle."""
    profile = object_of(data.get("profile"))
    handle = text_of(data.get("name"))
    names = (profile.get("display_name"), profile.get("real_name"), data.get("real_name"), handle, data.get("id"))
    return Person(
        id=text_of(data.get("id")),
        name=next((text for name in names if (text := text_of(name).strip())), ""),
        handle=handle,
        is_bot=data.get("is_bot") is True or data.get("id") == "USLACKBOT",
    )
