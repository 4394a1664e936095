"""A cleverer liar than most: it takes what the rules found and changes one thing in it; and one that only says it shorter.

Whatever the liar says is false by construction, so that any of it in a finished brief has got out.
"""

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.model import Completion, Prompt
from tests.briefs.writers.scripted import ScriptedModel

_FOUND = re.compile(r"^(\w+): \[([\d, ]+)\] (.*)$", re.MULTILINE)
_PERSON = re.compile(r"\[person-\d+\]")
_NUMBER = re.compile(r"\d+")
_OPPOSITES = (
    ("helped", "no effect"), ("no effect", "helped"), ("made worse", "helped"), ("Ruled out", "Stated cause"),
    ("Theory", "Stated cause"), ("no change", "a big change"), ("no result stated", "helped"), ("not ", ""), ("don't", "do"),
    ("Proposed", "Done"), ("owner: unknown", "owner: [person-1]"), ("due: unknown", "due: Friday"),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    key: str
    entries: tuple[int, ...]
    text: str


def found_in(material: str) -> list[Found]:
    return [
        Found(match[1], tuple(map(int, match[2].split(","))), match[3])
        for match in _FOUND.finditer(material.split("\nENTRIES:", maxsplit=1)[0])
    ]


def shorter(one: Found, rng: random.Random) -> str:
    """The same without quotation marks and arrows: prose, of a kind."""
    text = one.text.replace(" → ", ", ").replace("“", "").replace("”", "").replace(" – ", ": ")
    return f"{text}" if rng.random() < 0.5 else text.replace(": ", " said ", 1)


def number(one: Found, rng: random.Random) -> str:
    numbers = list(_NUMBER.finditer(one.text))
    if not numbers:
        return f"{one.text}, for {rng.randint(201, 999)} minutes"
    chosen = rng.choice(numbers)
    return one.text[: chosen.start()] + str(int(chosen[0][:9]) + 1013) + one.text[chosen.end() :]


def person(one: Found, rng: random.Random) -> str:
    people = sorted(set(_PERSON.findall(one.text)))
    if not people:
        return f"[person-1]: {one.text}"
    return one.text.replace(people[0], "[person-1]" if people[0] != "[person-1]" else "[person-2]")


def opposite(one: Found, rng: random.Random) -> str:
    fitting = [pair for pair in _OPPOSITES if pair[0] in one.text]
    if not fitting:
        return f"It is not true that {one.text}"
    before, after = rng.choice(fitting)
    return one.text.replace(before, after, 1)


def cause(one: Found, rng: random.Random) -> str:
    return f"The root cause: {one.text.replace('“', '').replace('”', '')}"


def owner(one: Found, rng: random.Random) -> str:
    return f"{one.text} – owner: [person-1], due: tomorrow"


TWISTS: Mapping[str, Callable[[Found, random.Random], str]] = {
    "number": number,
    "person": person,
    "opposite": opposite,
    "cause": cause,
    "owner": owner,
}


@dataclass
class Twisting(ScriptedModel):
    """Says everything that the rules found with `twist`; `said` is what it said, names still hidden."""

    twist: Callable[[Found, random.Random], str] = shorter
    rng: random.Random = field(default_factory=lambda: random.Random(0))
    answers: Sequence[str] = ()
    said: list[str] = field(default_factory=list)

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        self.asked.append(prompt)
        made: dict[str, list[dict[str, object]]] = {}
        for one in found_in(prompt.material):
            text = self.twist(one, self.rng)
            if text != one.text:
                self.said.append(text)
                made.setdefault(one.key, []).append({"text": text, "entries": list(one.entries)})
        answer = {"sections": [{"key": key, "statements": given} for key, given in made.items()]}
        return Completion(text=json.dumps(answer), model="twisting", input_tokens=1, output_tokens=1, duration_s=0.1)
