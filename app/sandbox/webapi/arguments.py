"""The arguments of one call, however they came: in the query, as a form, or as JSON."""

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_object, as_objects, parse
from app.sandbox.timestamps import is_ts

_JSON_TEXT = frozenset(
    {"attachments", "blocks", "changes", "channel_ids", "criteria", "document_content", "files", "metadata",
     "prompts", "unfurls", "user_ids", "view"}
)  # fmt: skip
"""Arguments that may come as JSON written in a string."""

_TRUE = frozenset({"1", "true", "True", "yes"})


class Arguments:
    """Reads one argument at a time in the type that the method wants. JSON written as text is read already."""

    def __init__(self, given: Json) -> None:
        self.given: Json = {
            name: _read_json_text(value) if name in _JSON_TEXT else value
            for name, value in given.items()
            if value is not None and name != "token"
        }

    def has(self, name: str) -> bool:
        return self.given.get(name) not in {None, ""} if _hashable(self.given.get(name)) else True

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        if value is None or isinstance(value, (dict, list)):
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value) in _TRUE

    def number(self, name: str, default: int) -> int:
        """A whole number. Raises `invalid_arguments` where it is none."""
        text = self.text(name).strip()
        if not text:
            return default
        try:
            return int(float(text))
        except (ValueError, OverflowError):
            raise SlackError("invalid_arguments") from None

    def ts(self, name: str, error: str, default: str = "") -> str:
        """A timestamp. Raises `error` where it is none."""
        text = self.text(name, default)
        if text and not is_ts(text):
            raise SlackError(error)
        return text

    def many(self, name: str) -> list[str]:
        """A list, or text with commas."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def object(self, name: str) -> Json:
        return as_object(self.given.get(name))

    def objects(self, name: str) -> list[Json] | None:
        """A list of objects, or nothing where the argument was not given. Raises `invalid_arguments`."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, list):
            raise SlackError("invalid_blocks_format" if name == "blocks" else "invalid_arguments")
        return as_objects(value)


def _read_json_text(value: object) -> object:
    if not isinstance(value, str) or value[:1] not in {"{", "["}:
        return value
    try:
        return parse(value)
    except ValueError:
        return value


def _hashable(value: object) -> bool:
    return not isinstance(value, (dict, list))
