"""What a duty works with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from app.briefs.writers import Writers
from app.context.alerts.rules import AlertRule
from app.context.surroundings import Surroundings
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.json import object_of, text_of
from app.domain.post import Body, Post
from app.jobs.worker import Lease
from app.ports import Chat, Exporter, SecretScanner
from app.record.posts import say
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.store.database import Database, Transaction

log = structlog.get_logger(__name__)

UPDATE_EVERY_MIN: Mapping[int | None, int] = {1: 30, 2: 60, 3: 120, 4: 240, 5: 480, None: 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How Watchkeeper behaves; set by whoever installs it.

    `update_every_min` maps severity (None: not said) to minutes without an update before a reminder.
    """

    announce_channel: str = ""
    catchup_after_messages: int = 10
    lead_within_min: int = 10
    update_every_min: Mapping[int | None, int] = field(default_factory=lambda: dict(UPDATE_EVERY_MIN))
    command: str = "/inc"
    alert_rules: Sequence[AlertRule] = ()
    alert_incidents_per_hour: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The database, the record and chat, for the handlers of jobs."""

    database: Database
    surroundings: Surroundings
    recorder: Recorder
    reader: Reader
    chat: Chat
    writers: Writers
    exporters: Sequence[Exporter] = ()
    manners: Manners = field(default_factory=Manners)
    scanner: SecretScanner | None = None

    async def incident(self, lease: Lease) -> Incident:
        """The incident that the job is about."""
        number = lease.job.payload["incident"]
        assert isinstance(number, int)
        return await self.reader.incident_by_id(number)

    async def revise(self, post: Post, ts: str) -> None:
        """Show the post's body in place of what stands in chat; where nothing stands any more, there is nothing to do."""
        try:
            await self.chat.revise(post, ts)
        except UserError as error:  # deleted, archived, too old
            log.info("post_not_revised", post=post.key, reason=str(error))

    async def say(self, tx: Transaction, lease: Lease, post: Post) -> bool:
        return await say(tx, post, lease.now, self.recorder.card_every_s)

    async def tell(
        self, tx: Transaction, lease: Lease, incident: Incident, *, person: str, key: str, text: str
    ) -> None:
        """Tell one person something in their direct messages, once; nobody if `person` is empty."""
        post = Post(key=key, incident_id=incident.id, channel=person, body=Body(text=text), brief="told", record=False)
        if person:
            await self.say(tx, lease, post)


def text_in(lease: Lease, name: str) -> str:
    """A text from the job's payload, empty if it is not there."""
    return text_of(object_of(lease.job.payload).get(name))
