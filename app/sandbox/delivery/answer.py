"""What an app answers to a command, a click or a submitted form."""

from typing import Protocol

from app.sandbox.jsonvalue import Json


class NoAnswerError(Exception):
    """The app did not answer in time, or not well: `reason` is what Slack calls it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Courier(Protocol):
    """Brings deliveries to one app, by Socket Mode or by HTTP."""

    async def ask(self, kind: str, payload: Json, url: str) -> Json:
        """Sends a `slash_commands` or `interactive` payload and gives the answer's body. Raises NoAnswerError."""
        ...

    async def close(self) -> None:
        """Ends what is open towards the app."""
        ...
