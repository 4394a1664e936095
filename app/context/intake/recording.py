"""From a signal or a change to the entry that an incident's record keeps of it.

An alert is one entry when it starts and one when it ends, not one for each repeat; the end stands in the thread of the
start. A change is one entry for each state worth telling. Drafts of the same fact have the same key.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from app.context.intake.episodes import Episode
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.json import Json
from app.domain.markup import escape, web_address
from app.domain.signal import Signal, SignalKind, SignalState

DETAIL_CHARACTERS = 300
_LONG_AGO = timedelta(days=1)
"""What began longer before we heard of it is put where we heard of it; its text says since when."""
_AUTHOR_CHARACTERS = 64
_SYSTEM_CHARACTERS = 32

_DONE = {
    ChangeKind.DEPLOY: "Deploy finished",
    ChangeKind.CONFIG: "Configuration changed",
    ChangeKind.FLAG: "Flag changed",
    ChangeKind.INFRASTRUCTURE: "Infrastructure changed",
    ChangeKind.MIGRATION: "Migration finished",
    ChangeKind.MERGE: "Merged",
}
_STARTED = {ChangeKind.DEPLOY: "Deploy started", ChangeKind.MIGRATION: "Migration started"}
_FAILED = {ChangeKind.DEPLOY: "Deploy failed", ChangeKind.MIGRATION: "Migration failed"}
_UNDONE = {ChangeKind.FLAG: "Switched back", ChangeKind.MERGE: "Reverted"}


def signal_key(episode: Episode, turns: int) -> str:
    """The key of the entry for what an episode had become after so many turns (0: it started)."""
    signal = episode.signal
    return f"signal:{signal.connector}:{_short(signal.fingerprint)}:{episode.number}:{turns}"


def signal_draft(episode: Episode, machine: str = "") -> Draft:
    """What it is now: fires, or has ended. `machine` is the name of the system for people to read."""
    signal = episode.signal
    ended = signal.state is SignalState.ENDED
    start = signal_key(episode, 0)
    key = signal_key(episode, episode.turns)
    if ended and episode.turns == 0:  # nobody told us that it began
        key = f"{start}:ended"
    details: dict[str, Json] = {
        "connector": signal.connector,
        "kind": signal.kind.value,
        "state": signal.state.value,
        "fingerprint": signal.fingerprint,
        "episode": episode.number,
        "count": signal.count,
        "severity": signal.severity,
        "attributes": dict(signal.attributes),
        "query": signal.query,
        "title": signal.title,
    }
    return Draft(
        key=key,
        kind=Kind.SIGNAL,
        happened_at=_happened_at(episode),
        author=Author(Voice.MACHINE, signal.connector[:_AUTHOR_CHARACTERS], machine),
        source=Source(signal.connector[:_SYSTEM_CHARACTERS], signal.fingerprint, _address(signal.url)),
        text=_ended_text(episode) if ended else _started_text(episode),
        thread=start if episode.turns else "",
        details=details,
    )


def change_key(change: Change) -> str:
    return f"change:{change.connector}:{_short(change.ref)}:{change.state.value}"


def change_draft(change: Change, machine: str = "") -> Draft:
    """What became of it so far. `machine` is the name of the system for people to read."""
    started = change.state is ChangeState.RUNNING
    details: dict[str, Json] = {
        "connector": change.connector,
        "kind": change.kind.value,
        "state": change.state.value,
        "ref": change.ref,
        "attributes": dict(change.attributes),
        "author": change.author,
        "undoes": change.undoes,
        "reach": change.reach,
        "query": change.query,
        "title": change.title,
    }
    return Draft(
        key=change_key(change),
        kind=Kind.CHANGE,
        happened_at=change.started_at if started else change.took_effect_at,
        author=Author(Voice.MACHINE, change.connector[:_AUTHOR_CHARACTERS], machine),
        source=Source(change.connector[:_SYSTEM_CHARACTERS], change.ref, _address(change.url)),
        text=escape(f"{change_words(change)}: {_about(change.title, change.service)}"),
        details=details,
    )


def change_words(change: Change) -> str:
    """What became of it, in two words: "Deploy finished", "Rolled back"."""
    match change.state:
        case ChangeState.RUNNING:
            return _STARTED.get(change.kind, "Change started")
        case ChangeState.FAILED:
            return _FAILED.get(change.kind, "Change failed")
        case ChangeState.UNDONE:
            return _UNDONE.get(change.kind, "Rolled back")
    return _UNDONE.get(change.kind, "Rolled back") if change.undoes else _DONE[change.kind]


def _started_text(episode: Episode) -> str:
    signal = episode.signal
    old = f" (since {signal.started_at:%Y-%m-%d %H:%M} UTC)" if _is_old(signal) else ""
    first = f"{'Fires again: ' if episode.turns else ''}{_of(episode)}{old}"
    detail = " ".join(signal.detail.split())[:DETAIL_CHARACTERS]
    return escape(f"{first}\n{detail}" if detail and detail != signal.title else first)


def _ended_text(episode: Episode) -> str:
    verb = "notified " if episode.signal.kind is SignalKind.ALERT else ""
    times = f" ({verb}{episode.signal.count} times)" if episode.signal.count > len(episode.members) else ""
    return escape(f"Ended: {_of(episode)}{times}")


def _of(episode: Episode) -> str:
    """The title with the service, and how many alerts it stands for."""
    several = f", {len(episode.members)} alerts" if len(episode.members) > 1 else ""
    return f"{_about(episode.signal.title, episode.signal.service)}{several}"


def _happened_at(episode: Episode) -> datetime:
    signal = episode.signal
    if episode.turns or not episode.is_firing:
        return episode.turned_at
    return signal.last_at if _is_old(signal) else signal.started_at


def _is_old(signal: Signal) -> bool:
    return signal.last_at - signal.started_at > _LONG_AGO


def _about(title: str, service: str) -> str:
    return title if not service or service.casefold() in title.casefold() else f"{title} ({service})"


def _address(url: str) -> str:
    return web_address(url)


def _short(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:20]
