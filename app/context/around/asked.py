"""Who asked for the view before everything had been looked at, and where: so that what comes late can be told them."""

from dataclasses import dataclass
from hashlib import sha256

from app.domain.incident import Incident
from app.domain.json import JsonObject, text_of
from app.domain.post import Body, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`key` is the call's, `shown` a digest of what they were told. `reader` is empty where everybody may read it."""

    key: str
    channel: str
    reader: str
    shown: str
    reply_to: str = ""
    thread_ts: str = ""

    @classmethod
    def read(cls, payload: JsonObject) -> "Asked | None":
        """From a job's payload; None where nobody asked."""
        texts = {name: text_of(payload.get(name)) for name in cls.__slots__}
        return cls(**texts) if texts["key"] else None

    @property
    def payload(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}

    def has_seen(self, body: Body) -> bool:
        return self.shown == digest(body)

    def answer(self, incident: Incident, body: Body) -> Post:
        return Post(
            key=f"c:{self.key}:later",
            incident_id=incident.id,
            channel=self.channel,
            body=body,
            brief="context",
            thread_ts=self.thread_ts,
            reader=self.reader,
            reply_to=self.reply_to,
            record=False,
        )


def digest(body: Body) -> str:
    return sha256(body.text.encode()).hexdigest()[:20]
