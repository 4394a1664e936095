"""The entry: one immutable fact in the record of an incident, and the draft of one that is not recorded yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.json import Json


class Kind(StrEnum):
    """What an entry states. The second group corrects or surrounds entries of the first."""

    MESSAGE = "message"  # said in chat by a person
    UTTERANCE = "utterance"  # said on a call
    SIGNAL = "signal"  # noticed by a machine: an alert or any other bot's message
    CHANGE = "change"  # done to production
    DECISION = "decision"  # chosen, by whom and why
    ACTION = "action"  # tried on production
    HYPOTHESIS = "hypothesis"  # a proposed cause
    NOTE = "note"  # remarked for the record
    IMPACT = "impact"  # who or what is affected, and how
    FOLLOW_UP = "follow_up"  # work promised for later
    STATUS = "status"  # the incident's state moved
    SEVERITY = "severity"
    ROLE = "role"  # a role was taken, given or given up
    TITLE = "title"
    SETTING = "setting"  # how this incident is handled: quiet, audience, recording
    POST = "post"  # said by Watchkeeper

    EDIT = "edit"  # `about` names the entry whose text changed
    DELETION = "deletion"
    REACTION = "reaction"
    PIN = "pin"
    MASKING = "masking"  # a secret that was found later: `about` reads like this from the beginning
    PRESENCE = "presence"  # joined or left the channel
    TOPIC = "topic"  # topic, purpose or name of the channel changed, or it was archived
    ACKNOWLEDGEMENT = "acknowledgement"  # a handover was taken, a follow-up was done


CORRECTIONS = frozenset({Kind.EDIT, Kind.DELETION, Kind.REACTION, Kind.PIN, Kind.MASKING})


class Voice(StrEnum):
    """Who or what an entry comes from; decides whether a statement counts as stated or as observed."""

    PERSON = "person"
    MACHINE = "machine"
    WATCHKEEPER = "watchkeeper"


@dataclass(frozen=True, slots=True)
class Author:
    """`id` is the chat user or bot id; `name` is only what came along (a bot's user name), else empty."""

    voice: Voice
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact can be looked up again. `ref` for Slack is `CHANNEL/TS`."""

    system: str
    ref: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact that is to become an entry.

    `key` names the fact once and for all: a second draft with the same key in the same incident changes nothing.
    `about` is the key of the entry that this one corrects or concerns. `thread` is the key of the message that opened
    the thread, for a reply. `details` holds what only this kind has:

    - message, and signal from chat: `ts`, `channel`, `subtype`, `files` (list of `{id, name, mimetype, size_bytes}`), `edited_ts`
    - signal and change from a connector: `connector`, `state`, `kind`, `fingerprint` or `ref`, `attributes`, `count`, `query`
    - edit: `edited_ts`; reaction: `name`, `user`, `added`; pin: `added`; presence: `joined`
    - masking: `entry` (key of the entry whose content it replaces: that of `about`, or an edit of it), and that entry's
      `details` and author `name`, masked; `types` of what was found
    - status, severity, title: `to`, `was`; role: `role`, `person` (empty when given up)
    - follow_up: `owner` (user id), `due` (ISO date), both empty when nobody gave them
    - setting: one of `quiet` (bool), `audience`, `recording` (bool), `services` (list of names)
    - post: `brief`, `citations` (entry numbers), `post` (the delivery key)
    """

    key: str
    kind: Kind
    happened_at: datetime
    author: Author
    source: Source
    text: str = ""
    about: str = ""
    thread: str = ""
    details: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Draft):
    """A recorded fact. `seq` numbers the entries of one incident from 1 without a gap; citations use it.

    `digest` chains over the previous entry's digest; `content_digest` covers what can be erased. Erasing empties
    `text`, `details` and `salt` and leaves both digests as they were, so the chain still verifies.
    """

    seq: int
    recorded_at: datetime
    salt: str
    content_digest: str
    digest: str
    erased: bool = False
