"""A model that answers as it is told, and writers that ask it through a real gate on a real database."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.briefs.writers import Writers
from app.domain.model import Completion, Endpoint, ModelCard, Prompt
from app.policy.gate import Gate

LOCAL = Endpoint(host="localhost:11434", is_local=True)
HOSTED = Endpoint(host="api.example.com", is_local=False)


@dataclass
class ScriptedModel:
    """Gives its answers one after the other, the last one again and again; what is an exception is raised."""

    answers: Sequence[str | Exception | Callable[[Prompt], str]]
    name: str = "small"
    context_tokens: int = 8192
    endpoint: Endpoint = LOCAL
    is_whole: bool = True
    asked: list[Prompt] = field(default_factory=list)
    limits_s: list[float] = field(default_factory=list)

    @property
    def card(self) -> ModelCard:
        return ModelCard(
            name=self.name, model=f"{self.name}-1", endpoint=self.endpoint, context_tokens=self.context_tokens
        )

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append(prompt)
        self.limits_s.append(time_limit_s)
        if isinstance(answer, Exception):
            raise answer
        text = answer if isinstance(answer, str) else answer(prompt)
        return Completion(
            text=text,
            model=self.card.model,
            input_tokens=100,
            output_tokens=20,
            duration_s=0.5,
            is_whole=self.is_whole,
        )


def sections(**statements: Sequence[tuple[str, Sequence[int]]]) -> str:
    """An answer as it was asked for: `sections(tried=[("Ben restarted api-1", [3])])`."""
    return json.dumps(
        {
            "sections": [
                {"key": key, "statements": [{"text": text, "entries": list(entries)} for text, entries in given]}
                for key, given in statements.items()
            ]
        }
    )


def writers(database, clock, *models, kind="catchup", **more) -> Writers:
    return Writers(database, Gate(database, clock), {kind: models}, **more)
