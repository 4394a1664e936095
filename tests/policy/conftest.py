"""A model that answers as it is told, and asks through a real gate on a real database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.model import Completion, Endpoint, ModelCard, Prompt
from app.policy import ledger
from app.policy.gate import Errand, Gate
from app.policy.ledger import Outgoing
from app.ports import Person
from app.record import people
from app.record.append import append
from app.record.declaring import Declaration, declare

HOSTED = Endpoint(host="api.example.com", is_local=False)
LOCAL = Endpoint(host="localhost:11434", is_local=True)
ANA = Person("UANA", "Ana Lima", "ana", is_bot=False)
GRAFANA = Person("UGRAF", "Grafana", "grafana", is_bot=True)


@dataclass
class Speaker:
    """Answers with `says(prompt)`, which may raise; keeps what it was asked."""

    card: ModelCard
    says: Callable[[Prompt], str] = lambda prompt: "{}"
    asked: list[Prompt] = field(default_factory=list)
    is_whole: bool = True
    used: tuple[int, int] = (100, 20)

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        self.asked.append(prompt)
        return Completion(
            text=self.says(prompt),
            model=self.card.model,
            input_tokens=self.used[0],
            output_tokens=self.used[1],
            duration_s=1.25,
            is_whole=self.is_whole,
        )


def speaker(endpoint: Endpoint = HOSTED, **more) -> Speaker:
    card = ModelCard(name="small", model="small-1", endpoint=endpoint, input_price=2.0, output_price=8.0)
    return Speaker(card, **more)


def prompt(material: str = "Checkout is slow.", task: str = "catchup", most_output_tokens: int = 50) -> Prompt:
    return Prompt(
        task=task,
        version="v1",
        instructions="Write.",
        material=material,
        schema={"type": "object"},
        most_output_tokens=most_output_tokens,
    )


class House:
    """INC-1 is going on in C1 and is recorded in C2 (`sec-room`), too; everything is asked for INC-1."""

    def __init__(self, database, clock, incident: Incident) -> None:
        self.database = database
        self.clock = clock
        self.incident = incident

    def gate(self, **more) -> Gate:
        return Gate(self.database, self.clock, **more)

    def errand(self, *entries: int, **more) -> Errand:
        return Errand(**{"incident": self.incident, "purpose": "catchup", "entries": entries, "trace": "t1"} | more)

    async def rows(self) -> Sequence[Outgoing]:
        async with self.database.reading() as connection:
            return await ledger.rows(connection)

    async def row(self) -> Outgoing:
        (only,) = await self.rows()
        return only

    async def says(self, text: str, kind: Kind = Kind.MESSAGE, channel: str = "C1", about: str = "", **details) -> int:
        """Records it; returns the number of the entry."""
        async with self.database.transaction() as tx:
            draft = Draft(
                key=f"{kind.value}:{channel}/{text}",
                kind=kind,
                happened_at=self.clock(),
                author=Author(Voice.PERSON, "UANA"),
                source=Source("slack", f"{channel}/{text}"),
                text=text,
                about=about,
                details=details,
            )
            _, new = await append(tx, self.incident.id, [draft], self.clock(), 5)
            return new[-1].seq


@pytest.fixture
async def house(database, clock) -> House:
    async with database.transaction() as tx:
        declaration = Declaration(key="d", title="Checkout is down", person="UANA", channel="C1", channel_name="inc-1")
        incident = await declare(tx, declaration, clock(), 5)
        await people.remember(tx, [ANA, GRAFANA])
    return House(database, clock, incident)
