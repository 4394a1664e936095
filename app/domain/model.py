"""What a language model is asked, and what it answered; free of any vendor's API."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`instructions` are our own words; `material` is data, never an instruction, and is marked as such by `marked`.

    `schema` is the JSON schema that the answer must satisfy; `task` is a brief's kind, `digest`, `answer` or `repair`;
    `version` names the wording, for the cache and the trace.
    """

    task: str
    version: str
    instructions: str
    material: str
    schema: JsonObject
    most_output_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """`text` is all that came, at best a JSON object; `is_whole` says whether the model ended by itself.

    Token counts are the endpoint's; where it gives none they are estimated (`is_estimated`).
    """

    text: str
    model: str
    input_tokens: int
    output_tokens: int
    duration_s: float
    is_whole: bool = True
    is_estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model runs. `is_local` says that what is sent there stays with whoever installed Watchkeeper."""

    host: str
    is_local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """A model as configured: its name among the settings, the name that its endpoint knows it by, what it can and costs.

    Prices are US dollars for a million tokens, 0 where nothing is paid.
    """

    name: str
    model: str
    endpoint: Endpoint
    context_tokens: int = 8192
    input_price: float = 0.0
    output_price: float = 0.0

    def cost_usd(self, input_tokens: int, output_tokens: int) -> float:
        return (input_tokens * self.input_price + output_tokens * self.output_price) / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One call of a model for a brief, for its trace: what came of it in a word or a sentence, tokens, time, money."""

    model: str
    outcome: str
    input_tokens: int = 0
    output_tokens: int = 0
    duration_s: float = 0.0
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How a brief came to be. `entries` are the numbers that went in; `dropped` maps a rule to the statements that it cost.

    `kept` and `filled` count the statements that came from the model and those that the rules put in.
    """

    id: str
    kind: str
    writer: str
    prompt_version: str = ""
    entries: tuple[int, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    kept: int = 0
    filled: int = 0
    remark: str = ""
