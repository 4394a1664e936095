"""Slack's own samples of answers, events and interactions, and where ours differ from them."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.sandbox.contract import load_contract
from app.sandbox.contract.structure import BLOCK, Structure

SAMPLES = Path(__file__).parents[3] / "shared" / "slack" / "samples"
# Slack sends these, and its clients read them, though no sample happens to have them.
BESIDE_THE_SAMPLES = {
    "actor_id", "app_action_id", "cache_ts", "context_enterprise_id", "context_team_id", "is_ext_shared_channel", "is_user_deleted",
    "metadata", "pinned_info", "response_urls",
}  # fmt: skip
MESSAGES = {"message", "messages", "previous_message", "root"}
# A sample of a message shows only what one situation brings, so messages are held against all of these together.
EVERY_MESSAGE = ("Message", "MessageBot", "MessageChannelName", "MessageFileShare", "MessageThreadBroadcast")


class Samples:
    """The samples by the name of the method, the event or the interaction."""

    def __init__(self) -> None:
        self._published = json.loads((SAMPLES.parent / "methods.json").read_text("utf-8"))
        self._structure = Structure(load_contract().definitions)
        events = [self.event(name)["event"] for name in EVERY_MESSAGE]
        pinned = [item["message"] for item in self._published["pins.list"]["example_success"]["items"]]
        self._message = _union([*events, *pinned, *self.response("conversations.history")["messages"]])

    def response(self, method: str) -> dict[str, object]:
        seen = self._read(SAMPLES / "responses" / f"{method}.json")
        return _union([self._published[method]["example_success"], seen])

    def event(self, name: str) -> dict[str, object]:
        return self._read(SAMPLES / "events" / f"{name}Payload.json")

    def interaction(self, folder: str, name: str) -> dict[str, object]:
        return self._read(SAMPLES / "app-backend" / folder / f"{name}Payload.json")

    def _read(self, path: Path) -> dict[str, object]:
        packed = path.with_name(f"{path.name}.gz")
        text = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
        return json.loads(text)

    def deviations(self, ours: object, sample: object, place: str = "") -> Iterator[str]:
        """Where `ours` has a key that the sample has not, or a value of another JSON type. null fits everything."""
        if isinstance(ours, dict) and isinstance(sample, dict):
            for key, value in ours.items():
                yield from self._deviations_at(key, value, sample, f"{place}.{key}")
        elif isinstance(ours, list) and isinstance(sample, list):
            for index, item in enumerate(ours if sample else []):
                yield from self.deviations(item, _like(item, sample), f"{place}[{index}]")
        elif ours is not None and sample is not None and _json_type(ours) != _json_type(sample):
            yield f"{place} is {_json_type(ours)}, in the sample {_json_type(sample)}"

    def _deviations_at(self, key: str, value: object, sample: dict[str, object], place: str) -> Iterator[str]:
        if key == "blocks":  # no sample is complete, but the published schemas are
            yield from self._block_deviations(value, place)
        elif key in MESSAGES and key in sample:
            yield from self.deviations(value, [self._message] if isinstance(value, list) else self._message, place)
        elif key == "event" and value.get("type") == "message":
            yield from self.deviations(value, _union([self._message, sample[key]]), place)
        elif key in sample:
            yield from self.deviations(value, sample[key], place)
        elif key not in BESIDE_THE_SAMPLES and not _is_map_by_id(sample):
            yield f"{place} is in no sample"

    def _block_deviations(self, blocks: list[object], place: str) -> Iterator[str]:
        for index, block in enumerate(blocks):
            yield from (f"{place}: {fault}" for fault in self._structure.errors(BLOCK, block, f"/{index}"))


def _is_map_by_id(sample: Mapping[str, object]) -> bool:
    """An object whose keys are ids (`state.values` by block_id, `shares` by channel) has others each time."""
    return not sample or all(key.isupper() or key.startswith("C0") for key in sample)


def _like(item: object, sample: list[object]) -> object:
    """What to compare one item of a list with: the samples of its `type` if it has one, all of them together."""
    kind = item.get("type") if isinstance(item, dict) else None
    same = [one for one in sample if isinstance(one, dict) and one.get("type") == kind and kind]
    return _union(same or sample)


def _union(samples: list[object]) -> object:
    if not all(isinstance(sample, dict) for sample in samples):
        return samples[0]
    merged: dict[str, object] = {}
    for sample in samples:
        for key, value in sample.items():
            merged[key] = _both(merged[key], value) if key in merged else value
    return merged


def _both(one: object, other: object) -> object:
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    return _union([one, other]) if isinstance(one, dict) and isinstance(other, dict) else other


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return {str: "string", dict: "object", list: "array"}.get(type(value), "null")


def missing(ours: object, paths: str) -> list[str]:
    """The dotted paths (a number is a place in a list) that lead nowhere in `ours`."""
    absent = []
    for path in paths.split():
        found: object = ours
        for step in path.split("."):
            if isinstance(found, list):
                found = found[int(step)] if int(step) < len(found) else None
            else:
                found = found.get(step) if isinstance(found, dict) else None
        if found is None:
            absent.append(path)
    return absent
