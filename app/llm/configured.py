"""From what is written in the settings to models that can be asked, and to which of them is asked for what."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.domain.errors import UserError
from app.domain.model import Endpoint, ModelCard
from app.llm.address import Address, checked_url, read_address
from app.ports import Model

if TYPE_CHECKING:
    from app.llm.chat_completions import ChatCompletions

TASKS = ("catchup", "summary", "update", "handover", "postmortem", "answer", "digest", "changes")
"""What models write, by the names that the settings know."""
SMALL_TASKS = frozenset({"update", "digest"})
_NO_KEY = SecretStr("")
_LEAST_CONTEXT_TOKENS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A model under `models:` in the file. Prices are US dollars for a million tokens.

    Either `at` (as in WATCHKEEPER_MODEL) or `url` and `model`. `key_env` names the variable that holds the key.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 -- read by pydantic, which settings use; a typo is refused

    at: str = ""
    url: str = ""
    model: str = ""
    key: SecretStr = _NO_KEY
    key_env: str = ""
    context_tokens: int | None = None
    input_price: float = 0.0
    output_price: float = 0.0
    is_local: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the settings say about models. `openai_key` goes to OpenAI and Azure only."""

    model: str = ""
    small_model: str = ""
    key: SecretStr = _NO_KEY
    small_key: SecretStr = _NO_KEY
    openai_key: SecretStr = _NO_KEY
    local_hosts: Sequence[str] = ()
    models: Mapping[str, Described] = field(default_factory=dict)
    writers: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """One model: where it is, and what it can and costs."""

    card: ModelCard
    address: Address
    key: SecretStr = _NO_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All models by name, and for each task the names of those to try, best first."""

    models: Mapping[str, Configured] = field(default_factory=dict)
    routes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def roster(written: Written) -> Roster:
    """Raises UserError that says what is wrong."""
    models = {name: _described(name, given, written) for name, given in written.models.items()}
    large = _single("WATCHKEEPER_MODEL", written.model, written.key, written, models)
    small = _single("WATCHKEEPER_SMALL_MODEL", written.small_model, written.small_key, written, models)
    usual = {task: [*small, *large] if task in SMALL_TASKS else [*large, *small] for task in TASKS}
    if unknown := [task for task in written.writers if task not in TASKS]:
        raise UserError(f"writers: there is no task `{unknown[0]}`; tasks are {', '.join(TASKS)}.")
    for task, names in written.writers.items():
        if missing := [name for name in names if name not in models]:
            raise UserError(f"writers: {task}: there is no model `{missing[0]}`; describe it under `models:`.")
    routes = {task: list(dict.fromkeys(names)) for task, names in {**usual, **written.writers}.items()}
    used = {name for names in routes.values() for name in names}
    return Roster(models={name: one for name, one in models.items() if name in used}, routes=routes)


def _single(setting: str, text: str, key: SecretStr, written: Written, models: dict[str, Configured]) -> list[str]:
    """The model of a setting, by its name, and added to `models` if it is not there: a description's name will do."""
    if not text:
        return []
    if text in models:
        return [text]
    try:
        address = read_address(text)
    except ValueError as error:
        raise UserError(f"{setting}: {error}.") from None
    name = address.model if address.model not in models else text
    same_host = (one.key for one in models.values() if one.address.host == address.host)
    given = Described(key=key if key.get_secret_value() else next(same_host, _NO_KEY))
    models[name] = _configured(setting, name, address, given, written)
    return [name]


def _described(name: str, given: Described, written: Written) -> Configured:
    where = f"models: {name}"
    if bool(given.at) == bool(given.url and given.model):
        raise UserError(f"{where}: needs `url` and `model`, or `at` as in WATCHKEEPER_MODEL.")
    try:
        address = read_address(given.at) if given.at else Address(model=given.model, url=checked_url(given.url))
    except ValueError as error:
        raise UserError(f"{where}: {error}.") from None
    return _configured(where, name, address, given, written)


def _configured(where: str, name: str, address: Address, given: Described, written: Written) -> Configured:
    context_tokens = address.context_tokens if given.context_tokens is None else given.context_tokens
    if context_tokens < _LEAST_CONTEXT_TOKENS:
        raise UserError(f"{where}: context_tokens must be at least {_LEAST_CONTEXT_TOKENS}.")
    if not (0 <= given.input_price < float("inf") and 0 <= given.output_price < float("inf")):
        raise UserError(f"{where}: a price is dollars for a million tokens, 0 or more.")
    if not given.key.get_secret_value() and address.is_openai:
        given = replace(given, key=written.openai_key)
        if not given.key.get_secret_value():
            raise UserError(f"{where}: {address.host} needs a key; set OPENAI_API_KEY or WATCHKEEPER_MODEL_KEY.")
    is_local = address.is_local(written.local_hosts) if given.is_local is None else given.is_local
    card = ModelCard(
        name=name,
        model=address.model,
        endpoint=Endpoint(host=address.host, is_local=is_local),
        context_tokens=context_tokens,
        input_price=given.input_price,
        output_price=given.output_price,
    )
    return Configured(card=card, address=address, key=given.key)


@asynccontextmanager
async def opened(models: Mapping[str, Configured]) -> AsyncIterator[Mapping[str, "ChatCompletions"]]:
    """The models, to be asked until the end of the block. Raises UserError where one cannot be started."""
    async with AsyncExitStack() as stack:
        yield {name: await _open(stack, one) for name, one in models.items()}


async def _open(stack: AsyncExitStack, one: Configured) -> "ChatCompletions":
    from app.llm.chat_completions import ChatCompletions  # noqa: PLC0415 -- with openai it takes a second to import,
    from app.llm.connection import connection  # noqa: PLC0415 -- which those who have no model need not wait for
    from app.llm.local import local_model  # noqa: PLC0415 -- as above

    if not one.address.url:
        return await stack.enter_async_context(local_model(one.card, one.address.weights))
    client = connection(one.address.url, one.key, is_local=one.card.endpoint.is_local)
    return ChatCompletions(one.card, await stack.enter_async_context(client), one.key)


@asynccontextmanager
async def routes(written: Written) -> AsyncIterator[Mapping[str, Sequence[Model]]]:
    """For each task the models to try, best first; what `Writers` asks for."""
    known = roster(written)
    async with opened(known.models) as models:
        yield {task: [models[name] for name in names] for task, names in known.routes.items() if names}
