"""Tries a model out with the smallest of questions: does it answer, how soon, and does it keep to a schema."""

from dataclasses import dataclass

from app.domain.errors import Unavailable, UserError
from app.domain.json import JsonObject
from app.domain.model import Prompt
from app.llm.configured import Configured, opened
from app.ports import TooLong

_SCHEMA: JsonObject = {
    "type": "object",
    "properties": {"wellbeing": {"type": "string", "enum": ["well", "unwell"]}},
    "required": ["wellbeing"],
    "additionalProperties": False,
}
"""A key that nobody would guess: who answers with it has been held to the schema, or told of it."""
_PROMPT = Prompt(
    task="probe",
    version="1",
    instructions="You are asked how you are. Answer as JSON.",
    material="How are you?",
    schema=_SCHEMA,
    most_output_tokens=200,
)


@dataclass(frozen=True, slots=True)
class Probe:
    """`what` says what was found; `advice` is what to do if that is not right."""

    what: str
    ok: bool = True
    advice: str = ""


async def probed(one: Configured, time_limit_s: float) -> Probe:
    """Ask the model. The first answer may take long: some endpoints read the weights only then."""
    card = one.card
    where = f"model {card.name} at {card.endpoint.host} ({'local' if card.endpoint.is_local else 'hosted'})"
    try:
        async with opened({card.name: one}) as models:
            model = models[card.name]
            completion = await model.complete(_PROMPT, time_limit_s)
            context_tokens = await model.stated_context_tokens()
    except Unavailable as error:
        return Probe(
            f"{where}: {error.reason}", ok=False, advice="Check the address, the name and the key in the settings."
        )
    except TooLong:
        return Probe(f"{where}: it takes hardly any text", ok=False, advice="Give it a larger context.")
    except UserError as error:
        return Probe(f"{where}: it cannot be started", ok=False, advice=str(error))
    schema = (
        "keeps to a JSON schema" if model.format == "json_schema" else "takes no JSON schema (asked in words instead)"
    )
    what = f"{where}: answers in {completion.duration_s:.1f} s, {schema}, context {card.context_tokens:,} tokens"
    if context_tokens and context_tokens < card.context_tokens:
        advice = f"Its endpoint says {context_tokens:,}: set context_tokens to that under `models:`."
        return Probe(what, ok=False, advice=advice)
    return Probe(what)
