"""Test-only reader of a Slack export folder into entries and a context, without the bot."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.brief import Context
from app.domain.chat import when
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.incident import Incident, after
from app.domain.lines import lines

DATA = Path(__file__).parents[3] / "shared" / "data" / "incidents"


def export_names() -> list[str]:
    if not DATA.is_dir():
        return []
    long = [path.name for path in sorted(DATA.iterdir()) if (path / "truth.json").exists()]
    quick = [f"quick/{path.name}" for path in sorted((DATA / "quick").iterdir()) if path.is_dir()]
    return [*long, *quick]


def entries_of(folder: Path, channel: str = "") -> list[Entry]:
    """Every message of one channel, or of all, numbered in order of time."""
    channels = {item["name"]: item["id"] for item in json.loads((folder / "channels.json").read_text())}
    drafts: list[Draft] = []
    for name, channel_id in channels.items():
        if channel and name != channel:
            continue
        for day in sorted((folder / name).glob("*.json")):
            for message in json.loads(day.read_text()):
                drafts += _drafts(message, channel_id)
    drafts.sort(key=lambda draft: (draft.happened_at, draft.key))
    return record(drafts)


def record(drafts: list[Draft]) -> list[Entry]:
    fields = [{name: getattr(draft, name) for name in Draft.__dataclass_fields__} for draft in drafts]
    return [
        Entry(**values, seq=number, recorded_at=values["happened_at"], salt="", content_digest="", digest="")
        for number, values in enumerate(fields, start=1)
    ]


def people_of(folder: Path) -> dict[str, str]:
    users = json.loads((folder / "users.json").read_text())
    return {user["id"]: user["profile"].get("display_name") or user.get("real_name") or user["name"] for user in users}


def context_of(folder: Path, channel: str = "", *, until: int | None = None, **changes: object) -> Context:
    """A context over the export. `until` keeps only so many entries; `now` is then the time of the last of them."""
    entries = entries_of(folder, channel)[:until]
    channels = {item["id"]: item["name"] for item in json.loads((folder / "channels.json").read_text())}
    return context_from(entries, people_of(folder), channels, channel or folder.name, **changes)


def context_from(entries, people, channels, title="Something is wrong", **changes) -> Context:
    first = entries[0].happened_at if entries else datetime(2024, 1, 1, tzinfo=UTC)
    now = (entries[-1].happened_at if entries else first) + timedelta(seconds=30)
    incident = Incident(
        id=1,
        key="INC-1",
        title=title,
        channel=next(iter(channels), "C1"),
        channel_name="x",
        declared_at=first,
        declared_by="",
    )
    for entry in entries:
        incident = after(incident, entry)
    context = Context(incident=incident, lines=lines(entries), people=people, channels=channels, now=now)
    return replace(context, **changes)


def _drafts(message: dict, channel: str) -> Iterator[Draft]:
    ts = message["ts"]
    key = f"{channel}/{ts}"
    subtype = message.get("subtype", "")
    machine = subtype == "bot_message" or "bot_id" in message
    thread = message.get("thread_ts", ts)
    yield Draft(
        key=key,
        kind=Kind.PRESENCE
        if subtype in {"channel_join", "channel_leave"}
        else Kind.SIGNAL
        if machine
        else Kind.MESSAGE,
        happened_at=when(ts),
        author=Author(Voice.MACHINE, message["bot_id"], message.get("username", ""))
        if machine
        else Author(Voice.PERSON, message.get("user", "")),
        source=Source("slack", key, f"https://chat.example/archives/{channel}/p{ts.replace('.', '')}"),
        text=flat(message),
        thread="" if thread == ts else f"{channel}/{thread}",
        details={"ts": ts, "channel": channel, "subtype": subtype},
    )
    for reaction in message.get("reactions", []):
        for user in reaction["users"]:
            yield Draft(
                key=f"{key}/{reaction['name']}/{user}",
                kind=Kind.REACTION,
                happened_at=when(ts),
                author=Author(Voice.PERSON, user),
                source=Source("slack", key),
                about=key,
                details={"name": reaction["name"], "user": user, "added": True},
            )


def flat(message: dict) -> str:
    """The text of a message, or of what an alert put into attachments and blocks: title, text, fields, a line each."""
    machine = "bot_id" in message
    if message.get("text") and not machine:
        return message["text"]
    parts = [message.get("text", "")]
    for attachment in message.get("attachments", []):
        parts += [attachment.get("pretext", ""), attachment.get("title", ""), attachment.get("text", "")]
        parts += [f"{field.get('title', '')}: {field.get('value', '')}" for field in attachment.get("fields", [])]
    for block in message.get("blocks", []):
        parts.append((block.get("text") or {}).get("text", "") if isinstance(block.get("text"), dict) else "")
        parts += [field.get("text", "").replace("\n", ": ") for field in block.get("fields", [])]
    unique = dict.fromkeys(part for part in parts if part)
    return "\n".join(unique)
