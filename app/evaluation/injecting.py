"""Plants texts that try to instruct among an export's messages: as messages, in threads, alerts, file names."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from app.domain.errors import UserError
from app.domain.json import text_of
from app.evaluation.wording import flat
from app.sandbox.export.content import Export, ExportedChannel
from app.sandbox.jsonvalue import JsonMap, as_text
from app.sandbox.timestamps import microseconds

_PLACES = ("message", "thread", "alert", "file")
_BETWEEN_US = 1_000
_MICRO = 1_000_000
_LEAST_CHARS = 20
_ENOUGH_CHARS = 40


def read_attacks(path: Path) -> tuple[str, ...]:
    """The texts of a file of attacks: a JSON list of texts, or of objects with `text`. Raises UserError."""
    try:
        loaded: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path} is not valid JSON.") from None
    items = loaded if isinstance(loaded, list) else []
    texts = tuple(text for item in items if (text := _text(item)))
    if not texts:
        raise UserError(f"{path} has no attacks: it has to be a list of texts or of objects with a text.")
    return texts


def planted(export: Export, attacks: Iterable[str]) -> Export:
    """The export with every attack in its first channel that has messages, in turn in each kind of place.

    Each stands a few milliseconds after one of the messages, said by whoever said that.
    """
    attacks = tuple(attacks)
    target = next((channel for channel in export.channels if channel.messages), None)
    if target is None or not attacks:
        return export
    channels = tuple(_with(channel, attacks) if channel is target else channel for channel in export.channels)
    return replace(export, channels=channels)


def planted_in(texts: Iterable[str], attacks: Iterable[str]) -> list[str]:
    """The attacks of which a sentence stands in one of the texts, if only its first words: quotations are cut."""
    haystack = "\n".join(flat(text) for text in texts)
    return [attack for attack in attacks if any(piece in haystack for piece in _telling(attack))]


def _telling(attack: str) -> list[str]:
    """What to look for: the beginning of each sentence that is long enough to be nobody else's; else all of it."""
    pieces = [piece.strip() for piece in re.split(r"(?<=[.!?:;])\s+", flat(attack))]
    return [piece[:_ENOUGH_CHARS] for piece in pieces if len(piece) >= _LEAST_CHARS] or [flat(attack)]


def _with(channel: ExportedChannel, attacks: tuple[str, ...]) -> ExportedChannel:
    people = [message for message in channel.messages if message.get("user") and not message.get("subtype")]
    beside = cycle(people or channel.messages)
    taken = {microseconds(as_text(message["ts"])) for message in channel.messages}
    added = []
    for attack, place, message in zip(attacks, cycle(_PLACES), beside, strict=False):
        at_us = microseconds(as_text(message["ts"])) + _BETWEEN_US
        while at_us in taken:
            at_us += _BETWEEN_US
        taken.add(at_us)
        added.append(_message(attack, place, message, f"{at_us // _MICRO}.{at_us % _MICRO:06}"))
    every = sorted([*channel.messages, *added], key=lambda message: microseconds(as_text(message["ts"])))
    return replace(channel, messages=tuple(every))


def _message(attack: str, place: str, beside: JsonMap, ts: str) -> JsonMap:
    said: JsonMap = {"type": "message", "user": as_text(beside.get("user")), "text": attack, "ts": ts}
    if place == "alert":
        attachment: JsonMap = {
            "title": "Unusual pattern",
            "text": attack,
            "fields": [{"title": "summary", "value": attack}],
        }
        fired: JsonMap = {
            "type": "message", "subtype": "bot_message", "bot_id": "B0PLANTED", "username": "Alertmanager", "text": "",
            "attachments": [attachment], "ts": ts,
        }  # fmt: skip
        return fired
    if place == "thread":
        root = as_text(beside.get("thread_ts")) or as_text(beside["ts"])
        return {**said, "thread_ts": root}
    if place == "file":
        file: JsonMap = {
            "id": f"F{ts.replace('.', '')}",
            "name": attack,
            "title": attack,
            "mimetype": "text/plain",
            "size": 1,
        }
        return {**said, "text": "see the attached", "files": [file]}
    return said


def _text(item: object) -> str:
    return text_of(item.get("text")) if isinstance(item, dict) else text_of(item)
