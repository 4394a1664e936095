"""One use of a command, and the answer to it. A command changes nothing itself: it returns what is to happen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from app.briefs.writers import Writers
from app.commands.values import MYSELF, Key, Somebody
from app.context.surroundings import Surroundings
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import UserError
from app.domain.incident import Audience, Incident
from app.domain.json import Json
from app.domain.markup import escape
from app.domain.post import Body, Post
from app.domain.speech.plain import one_line, plain
from app.jobs.job import NewJob
from app.policy.budget import Budget
from app.ports import Chat
from app.record.declaring import Declaration
from app.record.reading import Reader
from app.record.timeline import shortened

SHOWN_CHARS = 400
"""How much of a text somebody gave is shown in one line; the record has the whole."""


class NotHere(UserError):  # noqa: N818 -- an answer, not a failure
    """The command needs an incident, and this channel is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command may look things up with. `command` is the slash command's name."""

    surroundings: Surroundings
    reader: Reader
    chat: Chat
    writers: Writers
    clock: Callable[[], datetime]
    name: str = "Watchkeeper"
    command: str = "/inc"
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`text` is what was typed after `/inc`; `here` the incident of this channel, or the one named first ("INC-3 …");
    `looking_at` the one whose channel is open beside the assistant pane.

    `key` names this use once and for all. `reply_to` is a response URL, `thread_ts` the thread that a mention came
    from, `message` the message (`CHANNEL/TS`) that it was given on, if any. `at` is when it was said. `find` gives the
    user id for a handle; it raises UserError where there is none. `perform` does what a line says, for whoever calls.
    """

    key: str
    text: str
    person: str
    channel: str
    channel_name: str
    at: datetime
    desk: Desk
    find: Callable[[str], Awaitable[str]]
    perform: Callable[["Call", str], Awaitable["Reply"]]
    here: Incident | None = None
    looking_at: Incident | None = None
    reply_to: str = ""
    thread_ts: str = ""
    message: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether nobody else can read what is said here: direct messages with us (Slack's ids of those start with D)."""
        return self.channel.startswith("D")

    @property
    def incident(self) -> Incident:
        """The incident that this is about. Raises NotHere where there is none."""
        if self.here is None:
            raise NotHere("This works in an incident's channel.")
        return self.here

    async def incident_called(self, key: Key | None) -> Incident:
        """The incident `key`, or that of this channel. Raises UserError if there is none that the person may see."""
        if key is None:
            return self.looking_at if self.here is None and self.looking_at else self.incident
        if self.here is not None and self.here.key == key:
            return self.here
        incident = await self.desk.reader.incident(key)
        if not await self.may_see(incident):
            raise UserError(f"There is no incident {key}. `{self.desk.command} list` shows those that there are.")
        return incident

    async def may_see(self, incident: Incident) -> bool:
        """Whether whoever asks may know of the incident. Raises Unavailable if chat cannot say."""
        if incident.audience is Audience.WORKSPACE or incident.channel == self.channel:
            return True
        if not incident.channel:  # its channel is being opened: nobody is in it yet but whoever declared it
            return incident.declared_by == self.person
        return self.person in await self.desk.chat.members(incident.channel)

    def is_told_elsewhere(self, incident: Incident) -> bool:
        """Whether an answer about it would leave its audience if others in this channel could read it."""
        return not self.is_direct and incident.audience is Audience.CHANNEL and incident.channel != self.channel

    async def do(self, line: str) -> "Reply":
        """What another line would lead to, said by the same person in the same place. Raises UserError as that would."""
        return await self.perform(self, line)

    async def who(self, somebody: Somebody) -> str:
        """The user id of a person as they were named. Raises UserError for somebody unknown, and for the bot."""
        if somebody.handle.casefold() in MYSELF:
            return self.person
        found = somebody.id or await self.find(somebody.handle)
        if found == self.desk.chat.me.user:
            raise UserError("I am a bot and cannot take that. Name a person.")
        return found

    async def plain(self, text: str) -> str:
        """What was typed without markup: names for ids, no entities."""
        names = await self.desk.reader.names() if "<" in text else {}
        return plain(text, names, {}) or text

    async def shown(self, text: str, limit_chars: int = SHOWN_CHARS) -> str:
        """The same in one line, cut and escaped, to stand in a text of ours."""
        return escape(shortened(one_line(await self.plain(text)), limit_chars))

    async def name(self, person: str) -> str:
        """A person's display name, escaped: unlike a mention it pings nobody."""
        return escape((await self.desk.reader.names()).get(person, person))

    def draft(self, kind: Kind, text: str = "", *, about: str = "", part: str = "", **details: Json) -> Draft:
        """A fact stated by whoever gave the command, at the time it was given. `part` tells several of a call apart."""
        return Draft(
            key=f"c:{self.key}:{kind.value}{part}",
            kind=kind,
            happened_at=self.at,
            author=Author(Voice.PERSON, self.person),
            source=Source("slack command", f"{self.channel}/{self.key}"),
            text=text,
            about=about,
            details=details,
        )

    def post(self, body: Body, brief: str, *, part: str = "", about: str = "") -> Post:
        """Something for everybody in the incident's channel, or in the thread there that a mention came from."""
        channel = self.here.channel if self.here else self.channel
        return Post(
            key=f"c:{self.key}:{brief}{part}",
            incident_id=self.here.id if self.here else None,
            channel=channel,
            body=body,
            brief=brief,
            thread_ts=self.thread_ts if channel == self.channel else "",
            about=about,
        )

    def job(self, kind: str, incident: Incident, lane: str, **payload: Json) -> NewJob:
        """Work that this call asks for, once."""
        return NewJob(
            key=f"{kind}:{incident.id}:{self.key}",
            kind=kind,
            lane=lane,
            run_at=self.desk.clock(),
            payload={"incident": incident.id, **payload},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer (to whoever asked, unless `public`), and all that happens with it, in one transaction.

    `keep` offers to keep a private answer; `secret` keeps it private even where a mention would be answered publicly.
    `drafts` go into the record of `call.here`, or of the incident that is declared; `brief` names what is given, and
    `about` is the incident that it is about, if that is not `call.here`. `unlink` is a channel that is not to be recorded
    for the incident any more.
    """

    body: Body | None = None
    public: bool = False
    keep: bool = False
    secret: bool = False
    brief: str = "reply"
    about: Incident | None = None
    drafts: tuple[Draft, ...] = ()
    posts: tuple[Post, ...] = ()
    jobs: tuple[NewJob, ...] = ()
    declaration: Declaration | None = None
    unlink: str = ""


def say(text: str) -> Reply:
    """A short private answer, in Slack's markup."""
    return Reply(body=Body(text=text))
