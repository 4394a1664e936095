"""Checks what an app sends as Slack does: arguments by the contract, blocks and views by shape, length and uniqueness.

Everything here returns what to answer instead of raising: an invalid call is an ordinary answer with `ok: false`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.sandbox.contract import Contract, Method
from app.sandbox.contract.lengths import (
    MARKDOWN_TEXT,
    MESSAGE_BLOCK_TEXT,
    MESSAGE_BLOCKS,
    MESSAGE_ONLY,
    VIEW_BLOCKS,
    length_errors,
    text_length,
)
from app.sandbox.contract.structure import BLOCK, Structure
from app.sandbox.contract.values import argument_fault

Surface = Literal["message", "modal", "home"]

# Where a method lists one of these codes, that argument is refused with it rather than with `invalid_arguments`.
PRECISE_ERRORS: Mapping[str, str] = {
    "latest": "invalid_ts_latest",
    "limit": "invalid_limit",
    "name": "invalid_name_required",
    "oldest": "invalid_ts_oldest",
    "timestamp": "bad_timestamp",
}
# Stated as text, but JSON itself comes as well; their methods read them.
STRUCTURED = frozenset({"attachments", "blocks", "document_content", "metadata", "users"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a call is refused: Slack's error code, and a sentence for each fault where Slack gives sentences."""

    error: str
    messages: tuple[str, ...] = ()

    def answer(self) -> dict[str, object]:
        """The body of Slack's answer (which has HTTP status 200)."""
        body: dict[str, object] = {"ok": False, "error": self.error}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        if self.messages and self.error == "invalid_blocks":
            body["errors"] = list(self.messages)
        return body


class Validation:
    """Checks against one contract; schemas are compiled when they are first needed and then kept."""

    def __init__(self, contract: Contract) -> None:
        self._methods = contract.methods
        self._structure = Structure(contract.definitions)

    def argument_errors(self, method: str, arguments: Mapping[str, object]) -> Refusal | None:
        """Checks presence, type and limits of the arguments of `method`. Unknown arguments are ignored, as Slack does."""
        contract = self._methods[method]
        missing = [
            name
            for name, argument in contract.arguments.items()
            if argument.required and arguments.get(name) in (None, "")
        ]
        if missing:
            return _refusal(contract, missing[0], tuple(f"missing required field: {name}" for name in missing))
        for name, argument in contract.arguments.items():
            value = arguments.get(name)
            fault = None if value in (None, "") or name in STRUCTURED else argument_fault(argument, value)
            if fault:
                return _refusal(contract, name, (f"{fault} [json-pointer:/{name}]",))
        return None

    def block_errors(self, blocks: object, surface: Surface = "message", pointer: str = "/blocks") -> list[str]:
        """What is wrong with a list of blocks, as Slack words it; empty if nothing is."""
        if not isinstance(blocks, list):
            return [f"must provide an array [json-pointer:{pointer}]"]
        most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
        errors = [f"no more than {most} items allowed [json-pointer:{pointer}]"] if len(blocks) > most else []
        for index, block in enumerate(blocks):
            errors.extend(self._errors_of_block(block, surface, f"{pointer}/{index}"))
        if not errors:
            errors.extend(_repeated_ids(blocks, pointer))
        if _markdown_length(blocks) > MARKDOWN_TEXT:
            errors.append(f"must be less than {MARKDOWN_TEXT + 1} characters [json-pointer:{pointer}]")
        return errors

    def message_refusal(self, blocks: object) -> Refusal | None:
        """The refusal of a message's blocks: `invalid_blocks`, `msg_blocks_too_long`, or None."""
        errors = self.block_errors(blocks, "message")
        if errors:
            return Refusal("invalid_blocks", tuple(errors))
        return Refusal("msg_blocks_too_long") if text_length(blocks) > MESSAGE_BLOCK_TEXT else None

    def view_errors(self, view: object) -> list[str]:
        """What is wrong with a modal or a Home tab, as Slack words it; empty if nothing is."""
        kind = view.get("type") if isinstance(view, dict) else None
        if not isinstance(view, dict):
            return ["must provide an object [json-pointer:/view]"]
        if kind == "modal":
            surface: Surface = "modal"
        elif kind == "home":
            surface = "home"
        else:
            return [f"unsupported type: {kind} [json-pointer:/view]"]
        blocks = view.get("blocks")
        frame = view if blocks is None else {**view, "blocks": []}
        errors = self._structure.errors("ModalView" if kind == "modal" else "HomeView", frame, "/view")
        errors.extend(length_errors(frame, "/view"))
        if blocks is not None:
            errors.extend(self.block_errors(blocks, surface, "/view/blocks"))
        if kind == "modal" and "submit" not in view and _has_input(blocks):
            errors.append("missing required field: submit [json-pointer:/view]")
        return errors

    def view_refusal(self, view: object) -> Refusal | None:
        """The refusal of a view: `invalid_arguments` with what is wrong, or None."""
        errors = self.view_errors(view)
        return Refusal("invalid_arguments", tuple(errors)) if errors else None

    def _errors_of_block(self, block: object, surface: Surface, pointer: str) -> list[str]:
        errors = self._structure.errors(BLOCK, block, pointer)
        if errors or not isinstance(block, dict):
            return errors
        errors.extend(length_errors(block, pointer))
        if block["type"] in MESSAGE_ONLY and surface != "message":
            errors.append(f"unsupported type: {block['type']} [json-pointer:{pointer}]")
        if block["type"] == "section" and not (block.get("text") or block.get("fields")):
            errors.append(f"missing required field: text [json-pointer:{pointer}]")
        return errors


def _refusal(method: Method, argument: str, messages: tuple[str, ...]) -> Refusal:
    precise = PRECISE_ERRORS.get(argument, "")
    return Refusal(precise) if precise in method.errors else Refusal("invalid_arguments", messages)


def _markdown_length(blocks: list[object]) -> int:
    return sum(text_length(block) for block in blocks if isinstance(block, dict) and block.get("type") == "markdown")


def _has_input(blocks: object) -> bool:
    return isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )


def _repeated_ids(blocks: list[Mapping[str, object]], pointer: str) -> Iterator[str]:
    """Of blocks whose structure is sound: a `block_id` counts in the whole list, an `action_id` within its block."""
    yield from _repeated("block_id", blocks, pointer)
    for index, block in enumerate(blocks):
        elements = block.get("elements")
        if block["type"] in {"actions", "context_actions"} and isinstance(elements, list):
            yield from _repeated("action_id", elements, f"{pointer}/{index}/elements")


def _repeated(name: str, items: list[Mapping[str, object]], pointer: str) -> Iterator[str]:
    seen: set[object] = set()
    for index, item in enumerate(items):
        value = item.get(name)
        if value is not None and value in seen:
            yield f"{name} `{value}` already exists [json-pointer:{pointer}/{index}/{name}]"
        seen.add(value)
