"""What the outside must be able to do for us. Implemented at the edges, so that nothing inside knows a vendor's API."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from app.domain.change import Change
from app.domain.chat import ChatMessage
from app.domain.connecting import Checked, Delivery, Found, Guide, Heard, PastIncident
from app.domain.incident import Incident
from app.domain.model import Completion, ModelCard, Prompt
from app.domain.post import Post
from app.domain.service import OnCall, Service
from app.domain.signal import Signal
from app.domain.window import Scope, Window


@dataclass(frozen=True, slots=True)
class Page:
    """Some messages, newest first (replies: oldest first). `cursor` asks for the next page; empty on the last."""

    messages: Sequence[ChatMessage]
    cursor: str


@dataclass(frozen=True, slots=True)
class Channel:
    """`is_member` says whether the bot may read it."""

    id: str
    name: str
    is_private: bool
    is_archived: bool
    is_member: bool
    created_by: str


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    handle: str
    is_bot: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in the workspace: our user and bot id, and the workspace's address."""

    user: str
    bot: str
    team: str
    url: str


class Chat(Protocol):
    """The chat system. Every call may raise Unavailable (try again) or UserError (it cannot be done)."""

    @property
    def me(self) -> Identity: ...

    async def history(self, channel: str, *, oldest: str, latest: str, cursor: str) -> Page:
        """Messages after `oldest` and up to `latest` (timestamps as text; empty: no bound)."""
        ...

    async def replies(self, channel: str, thread_ts: str, *, cursor: str) -> Page:
        """The thread's messages, its first one included."""
        ...

    async def find(self, post: Post, since: datetime) -> str:
        """The timestamp of the message that carries the post's delivery key, or the empty string."""
        ...

    async def send(self, post: Post) -> str:
        """Say it; returns the message's timestamp (empty for what only one person sees)."""
        ...

    async def revise(self, post: Post, ts: str) -> None:
        """Show the post's body in place of what the message says now."""
        ...

    async def channel(self, channel: str) -> Channel: ...

    async def channels(self) -> Sequence[Channel]:
        """Every channel that the bot can see."""
        ...

    async def members(self, channel: str) -> Sequence[str]: ...

    async def open_channel(self, name: str, *, private: bool) -> Channel:
        """Create a channel. Raises NameTaken."""
        ...

    async def join(self, channel: str) -> None: ...

    async def leave(self, channel: str) -> None: ...

    async def invite(self, channel: str, people: Sequence[str]) -> None:
        """Those who are in already are passed over."""
        ...

    async def set_topic(self, channel: str, topic: str) -> None: ...

    async def pin(self, channel: str, ts: str) -> None: ...

    async def bookmark(self, channel: str, title: str, url: str) -> None: ...

    async def people(self) -> Sequence[Person]: ...

    async def person(self, user: str) -> Person: ...

    async def write_canvas(self, channel: str, title: str, markdown: str, canvas: str) -> str:
        """Write the canvas `canvas` (a new one if empty) and let the channel read it; returns its id."""
        ...

    async def edited_by_people(self, canvas: str) -> bool:
        """Whether anybody but us has changed the canvas."""
        ...

    async def upload(self, channel: str, filename: str, content: str, thread_ts: str) -> None: ...


class Exporter(Protocol):
    """A place where a document can go."""

    @property
    def place(self) -> str:
        """Its name among a document's publications."""
        ...

    async def publish(self, incident: Incident, title: str, markdown: str, html: str, reference: str) -> str:
        """Put the document there, in place of `reference` if that is not empty. Returns the reference to keep."""
        ...


class Model(Protocol):
    """A language model at some endpoint. It has no tools: it is given a text and gives one back."""

    @property
    def card(self) -> ModelCard: ...

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        """Ends within the time limit, with an answer that may be cut, looping or no JSON at all: the caller looks.

        Raises TooLong when the prompt does not fit, Unavailable when no answer came.
        """
        ...


class TooLong(Exception):  # noqa: N818 -- an answer, not a failure
    """The prompt does not fit into the model's context. `most_tokens` is what fits, if the endpoint said so."""

    def __init__(self, most_tokens: int | None = None) -> None:
        super().__init__(f"The prompt is too long (the model takes {most_tokens or 'fewer'} tokens).")
        self.most_tokens = most_tokens


class NameTaken(Exception):  # noqa: N818 -- an answer, not a failure
    """A channel of that name exists, archived ones counted."""


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """What a scanner found: what it looks like (`github-pat`), and the secret itself, which is never shown."""

    type: str
    value: str = field(repr=False)


class SecretScanner(Protocol):
    """A program that looks for secrets in texts, a second time."""

    async def scan(self, texts: Sequence[str]) -> Sequence[FoundSecret]:
        """Ends within a time limit. Raises Unavailable when it did not come to an end."""
        ...


class Connector(Protocol):
    """Read-only access to one outside system. What it can tell, it says by having the methods of the protocols below.

    Each of them raises Unavailable, with a sentence, when the system could not be asked or its answer was no answer.
    """

    async def check(self) -> Sequence[Checked]:
        """Try the credentials, and each permission on its own. Does not raise Unavailable: that is one of the answers."""
        ...


@runtime_checkable
class FindsSignals(Protocol):
    async def signals(self, window: Window, scope: Scope) -> Found[Signal]: ...


@runtime_checkable
class FindsChanges(Protocol):
    async def changes(self, window: Window, scope: Scope) -> Found[Change]: ...


@runtime_checkable
class FindsServices(Protocol):
    """The catalog, or what calls what as seen in traces (services with nothing but a name and `calls`)."""

    async def services(self) -> Found[Service]: ...


@runtime_checkable
class FindsOnCall(Protocol):
    async def on_call(self, services: Sequence[Service]) -> Found[OnCall]: ...


@runtime_checkable
class FindsGuides(Protocol):
    async def guides(self) -> Found[Guide]: ...


@runtime_checkable
class FindsPastIncidents(Protocol):
    async def past_incidents(self) -> Found[PastIncident]: ...


@runtime_checkable
class Hears(Protocol):
    """Takes what a system sends to us."""

    def hear(self, delivery: Delivery) -> Heard:
        """Raises Refused if it is not signed as configured (also when nothing is configured), Unreadable if it is garbage."""
        ...


@dataclass(frozen=True, slots=True)
class Connected:
    """A connector under the name that the settings give it. `title` is the system's own name, `time_limit_s` how long a
    look may take.
    """

    name: str
    kind: str
    title: str
    connector: Connector
    time_limit_s: float = 8.0
