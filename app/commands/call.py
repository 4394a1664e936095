"""One use of a command, and the answer to it. A command changes nothing itself: it returns what is to happen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.json import Json
from app.domain.post import Body, Post
from app.jobs.job import NewJob
from app.ports import Chat
from app.record.declaring import Declaration
from app.record.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command may look things up with."""

    reader: Reader
    chat: Chat
    clock: Callable[[], datetime]
    name: str = "Watchkeeper"
    command: str = "/inc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`text` is what was typed after `/inc`; `here` the incident of this channel, if it is one.

    `key` names this use once and for all. `reply_to` is a response URL, `thread_ts` the thread that a mention came
    from. `at` is when it was said.
    """

    key: str
    text: str
    person: str
    channel: str
    channel_name: str
    at: datetime
    desk: Desk
    here: Incident | None = None
    reply_to: str = ""
    thread_ts: str = ""

    @property
    def incident(self) -> Incident:
        """The incident of this channel. Raises UserError where there is none."""
        if self.here is None:
            raise UserError(
                f"This works in an incident channel. `{self.desk.command} list` shows them, "
                f"`{self.desk.command} adopt` makes this channel one."
            )
        return self.here

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

    def post(self, body: Body, brief: str, *, part: str = "", about: str = "", thread_ts: str = "") -> Post:
        """Something to be said in this channel, for everybody there."""
        return Post(
            key=f"c:{self.key}:{brief}{part}",
            incident_id=self.here.id if self.here else None,
            channel=self.channel,
            body=body,
            brief=brief,
            thread_ts=thread_ts,
            about=about,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer (to whoever asked, unless `public`), and all that happens with it, in one transaction.

    `keep` offers to keep a private answer; `drafts` go into the record of `call.here`; `brief` names what is given.
    """

    body: Body | None = None
    public: bool = False
    keep: bool = False
    brief: str = "reply"
    drafts: tuple[Draft, ...] = ()
    posts: tuple[Post, ...] = ()
    jobs: tuple[NewJob, ...] = ()
    declaration: Declaration | None = None


def say(text: str, **more: object) -> Reply:
    """A short private answer, in Slack's markup."""
    return replace(Reply(body=Body(text=text)), **more)  # type: ignore[arg-type]
