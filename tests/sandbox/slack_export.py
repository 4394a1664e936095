"""Small Slack exports to test with."""

import json
import zipfile
from pathlib import Path

from app.sandbox.jsonvalue import Json


def said(ts: str, text: str = "hello", user: str = "U1", **more: object) -> Json:
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


def alert(ts: str, **more: object) -> Json:
    return {
        "type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "Pager", "text": "", "ts": ts,
        "attachments": [{"title": "Disk is full", "fallback": "Disk is full"}], **more,
    }  # fmt: skip


def write(folder: Path, messages: dict[str, list[Json]], **files: object) -> Path:
    """An export in `folder`: people U1 and U2, one channel `ops`, and the messages by day."""
    users = [{"id": "U1", "name": "ann", "real_name": "Ann Lee"}, {"id": "U2", "name": "bo", "deleted": True}]
    channels = [{"id": "C1", "name": "ops", "created": 5, "creator": "U1", "members": ["U1"], "topic": {"value": "Up"}}]
    content: dict[str, object] = {"users.json": users, "channels.json": channels}
    content |= {f"ops/{day}.json": listed for day, listed in messages.items()} | files
    for name, value in content.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return folder


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for found in sorted(folder.rglob("*.json")):
            archive.write(found, prefix + found.relative_to(folder).as_posix())
    return target
