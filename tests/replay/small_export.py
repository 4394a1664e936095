"""A Slack export that we made up: a war room with threads, edits, a file, a bot and reactions; and a quiet channel."""

import json
from pathlib import Path

PEOPLE = {"U0ANA": "Ana Ferreira", "U0BEN": "Ben Okafor"}
START_S = 1_700_000_000

TEXTS = (
    ("U0ANA", "payments are failing since 22:10"),
    ("U0BEN", "<@U0ANA> I think the pool of the ledger is too small"),
    ("U0ANA", "let's set the pool size back to 40"),
    ("U0BEN", "setting the pool size to 40 now"),
    ("U0BEN", "error rate went from 11% to 0.4%"),
    ("U0ANA", "the cause is the pool size of 4 in ledger 2.31"),
)


def small_export(folder: Path) -> Path:
    """Writes it and gives the folder."""
    folder.mkdir(exist_ok=True)
    members = list(PEOPLE)
    channels = [{"id": f"C0{number}", "name": name, "members": members, "created": START_S} for number, name in
                enumerate(("war-room", "quiet"))]  # fmt: skip
    _write(folder / "channels.json", channels)
    _write(folder / "users.json", [_person(user, name) for user, name in PEOPLE.items()])
    _write(folder / "war-room" / "2023-11-14.json", messages())
    (folder / "quiet").mkdir(exist_ok=True)
    return folder


def messages() -> list[dict[str, object]]:
    said: list[dict[str, object]] = [
        {"type": "message", "user": user, "text": text, "ts": f"{START_S + 60 * number}.000100"}
        for number, (user, text) in enumerate(TEXTS)
    ]
    said[2]["reactions"] = [{"name": "pushpin", "users": ["U0BEN"], "count": 1}]
    said[4]["edited"] = {"user": "U0BEN", "ts": f"{START_S + 290}.000000"}
    said[0] |= {"thread_ts": said[0]["ts"], "reply_count": 1}
    reply = {"type": "message", "user": "U0BEN", "text": "looking", "ts": f"{START_S + 30}.000200"}
    alert = {"type": "message", "subtype": "bot_message", "username": "Alertmanager", "bot_id": "B01",
             "text": "FIRING: LedgerLatencyHigh", "ts": f"{START_S + 10}.000100"}  # fmt: skip
    said += [reply | {"thread_ts": said[0]["ts"], "parent_user_id": "U0ANA"}, alert]
    return sorted(said, key=lambda one: str(one["ts"]))


def _person(user: str, name: str) -> dict[str, object]:
    handle = name.split(maxsplit=1)[0].lower()
    return {"id": user, "name": handle, "profile": {"real_name": name, "display_name": name}}


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value))
