"""Refuses what an app sends where Slack would: arguments, blocks and views, wherever they come in."""

from app.sandbox.contract import Contract
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import JsonMap
from app.sandbox.validation import Refusal, Validation


class Checks:
    """Raises SlackError for what `Validation` finds, with what stands beside the error in Slack's answer."""

    def __init__(self, contract: Contract) -> None:
        self._validation = Validation(contract)

    def arguments(self, method: str, given: JsonMap) -> None:
        """Raises `invalid_arguments`, or the method's own code for one argument."""
        _raise(self._validation.argument_errors(method, given))

    def blocks(self, blocks: object) -> None:
        """Raises `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`. Nothing passes."""
        if blocks is None or blocks == "":
            return
        if not isinstance(blocks, list):
            raise SlackError("invalid_blocks_format")
        _raise(self._validation.message_refusal(blocks))

    def view(self, view: object) -> None:
        """Raises `invalid_arguments`."""
        _raise(self._validation.view_refusal(view))


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        answer = refusal.answer()
        raise SlackError(refusal.error, **{key: value for key, value in answer.items() if key not in {"ok", "error"}})
