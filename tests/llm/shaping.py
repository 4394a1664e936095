"""Puts statements into the shape that a JSON schema asks for, and spoils that shape on request."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count

from tests.llm.lies import Lie

_SECTION = re.compile(r'^- "(\w+)" \(', re.MULTILINE)
_TEXTS = ("text", "statement", "sentence", "content", "fact", "answer")


def shaped(schema: Mapping[str, object], instructions: str, lies: Sequence[Lie]) -> object:
    """An instance of the schema with the statements in it; without a schema, the sections that the instructions name."""
    if schema:
        return _instance(schema, list(lies), count(1))
    keys = _SECTION.findall(instructions) or ["state"]
    return {"sections": [_section(key, lies[place :: len(keys)]) for place, key in enumerate(keys)]}


def _section(key: str, lies: Sequence[Lie]) -> object:
    return {"key": key, "statements": [{"text": lie.text, "entries": list(lie.entries)} for lie in lies]}


def _instance(schema: object, lies: list[Lie], numbers: "count[int]", name: str = "") -> object:
    if not isinstance(schema, Mapping):
        return None
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {key: _instance(value, lies, numbers, key) for key, value in properties.items()}
        case "array":
            return _list(schema.get("items", {}), lies, numbers)
    return _plain(schema, lies, numbers, name)


def _plain(schema: Mapping[str, object], lies: list[Lie], numbers: "count[int]", name: str) -> object:
    allowed = schema.get("enum")
    if isinstance(allowed, Sequence):
        return allowed[0]
    match schema.get("type"):
        case "string":
            return lies[0].text if lies and name in _TEXTS else "unknown"
        case "integer" | "number":
            return next(numbers)
    return True


def _list(items: Mapping[str, object], lies: list[Lie], numbers: "count[int]") -> list[object]:
    properties = items.get("properties")
    if not isinstance(properties, Mapping):
        return [number for lie in lies[:1] for number in lie.entries] if items.get("type") == "integer" else []
    key = properties.get("key")
    if isinstance(key, Mapping) and isinstance(keys := key.get("enum"), Sequence):
        parts = [(one, lies[place :: len(keys)]) for place, one in enumerate(keys)]
        return [{**_object(items, part, numbers), "key": one} for one, part in parts]
    if any(name in properties for name in _TEXTS):
        return [_object(items, [lie], numbers) for lie in lies]
    return [_object(items, lies, numbers)]


def _object(items: Mapping[str, object], lies: list[Lie], numbers: "count[int]") -> dict[str, object]:
    made = _instance(items, lies, numbers)
    assert isinstance(made, dict)
    return made


def _wrong(value: object) -> str:
    return json.dumps({"result": {"summary": str(value)[:400], "confidence": "high"}, "entries": "all of them"})


def _prose(value: object) -> str:
    texts = re.findall(r"'text': ['\"](.*?)['\"], 'entries'", str(value))
    return "Sure! Here is what happened during this incident.\n\n" + "\n".join(f"- {text} [1]" for text in texts)


def _huge(value: object) -> str:
    return json.dumps({"answers": [value] * (1 + 1_000_000 // max(1, len(str(value))))})


FORMS: Mapping[str, Callable[[object], str]] = {
    "as_asked": lambda value: json.dumps(value, ensure_ascii=True),
    "wrong_schema": _wrong,
    "prose": _prose,
    "fenced": lambda value: f"Here you go:\n```json\n{json.dumps(value, indent=1)}\n```\nLet me know if I can help!",
    "truncated": lambda value: (text := json.dumps(value))[: max(1, len(text) * 2 // 3)],
    "huge": _huge,
    "empty": lambda _: "",
    "rambles": lambda value: json.dumps(value) + "\n\nI hope this helps! " + "And another thing. " * 200,
    "thinks": lambda value: f"<think>Hmm, {{let me}} see: [1] or [2]?</think>\n{json.dumps(value)}",
}
"""How it says it, by the name of the behaviour."""
