"""What a connector is before it is connected: its key, its settings, and how to build it from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

import aiohttp
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from app.connectors.parts.http import Reach
from app.domain.errors import UserError
from app.domain.json import JsonObject
from app.ports import Connected, Connector

NO_SECRET = SecretStr("")


def _checked_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that starts with http:// or https://")
    if parts.username or parts.password:
        raise ValueError("must not have a password in it; there are settings for that")
    if parts.query or parts.fragment:
        raise ValueError("must end before `?` and `#`: paths are put after it")
    return text.rstrip("/?#")


Url = Annotated[str, AfterValidator(_checked_url)]
"""An address without a slash at its end, and without a query."""


class ConnectorSettings(BaseModel):
    """What every connector can be told in the file under `connectors:`. Secrets are SecretStr; in the file
    `token_env: NAME` names the variable that holds `token`, and so for each secret. Line breaks around a secret are left
    out: a file that it was read from ends with one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_limit_s: float = Field(8.0, gt=0, le=60)

    @field_validator("*")
    @classmethod
    def _is_one_line(cls, value: object) -> object:
        if not isinstance(value, SecretStr):
            return value
        bare = value.get_secret_value().strip()
        if not bare.isprintable():
            raise ValueError("must be one line, without tabs and the like in it")
        return SecretStr(bare)


S = TypeVar("S", bound=ConnectorSettings)


@dataclass(frozen=True, slots=True)
class Described:
    """A connector whose settings are right. `connect` builds it; it asks nothing of the system yet."""

    name: str
    kind: str
    title: str
    connect: Callable[[aiohttp.ClientSession], Connected]


class AnyKind(Protocol):
    """A kind, whatever its settings."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def settings(self) -> type[ConnectorSettings]: ...
    @property
    def build(self) -> Callable[..., Connector]: ...
    def described(self, name: str, given: JsonObject) -> Described: ...


@dataclass(frozen=True, slots=True)
class ConnectorKind(Generic[S]):
    """`key` is the file's name and what the settings call it, `title` what its makers call it."""

    key: str
    title: str
    settings: type[S]
    build: Callable[[S, Reach], Connector]

    def described(self, name: str, given: JsonObject) -> Described:
        """Raises UserError that says which setting is wrong; never what it was set to."""
        try:
            settings = self.settings.model_validate(given)
        except ValidationError as error:
            wrong = "; ".join(
                f"{'.'.join(map(str, one['loc'])) or 'it'}: {_sentence(one['type'], one['msg'])}"
                for one in error.errors(include_input=False, include_context=False)
            )
            raise UserError(f"connectors: {name}: {wrong}.") from None

        def connect(session: aiohttp.ClientSession) -> Connected:
            title = self.title if name == self.key else f"{self.title} ({name})"
            reach = Reach(session, name, title, settings.time_limit_s)
            return Connected(name, self.key, title, self.build(settings, reach), settings.time_limit_s)

        return Described(name, self.key, self.title, connect)


def _sentence(kind: str, said: str) -> str:
    if kind == "extra_forbidden":
        return "there is no such setting"
    return "must be given" if kind == "missing" else said.removeprefix("Value error, ")
