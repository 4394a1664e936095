"""All configuration: one frozen tree, read from the environment and, if there is one, `watchkeeper.yaml`."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    YamlConfigSettingsSource,
)
from yaml import YAMLError

from app.connectors.configured import describe, settings_of
from app.context.alerts.rules import AlertRule
from app.domain.errors import UserError
from app.domain.json import Json, JsonObject
from app.llm.configured import Described, Written, roster
from app.policy.budget import Budget
from app.policy.leaving import Leaving, Rules

CONFIG_FILE = "watchkeeper.yaml"
_BUDGET = Budget()
_FIELD = re.compile(r'for field "(\w+)"')
"""Where pydantic names what it could not read."""
_WILD = re.compile(r"[*?\[]")
"""A pattern may be about connectors that are still to come."""


def _either(name: str) -> AliasChoices:
    """The usual name, or ours; the same name in lower case in the file."""
    return AliasChoices(name, f"WATCHKEEPER_{name}", name.lower())


def _blocks(given: object) -> object:
    """What stands under `connectors:`; empty is none. Raises ValueError for a list."""
    if isinstance(given, list | tuple):
        raise ValueError("write one block for each: `prometheus: {url: …}`, without dashes")  # noqa: TRY004 -- pydantic's
    if isinstance(given, Mapping):
        return {name: {} if one is None else one for name, one in given.items()}
    return {} if given is None else given


def _lines(given: object) -> object:
    """What stands under `alert_rules:`; empty is none. Raises ValueError for a mapping."""
    if isinstance(given, Mapping):
        raise ValueError("write one line for each, with a dash: `- {do: declare, match: {severity: 2}}`")  # noqa: TRY004 -- as above
    return () if given is None else given


class Settings(BaseSettings):
    """Names in the environment are upper case with the prefix WATCHKEEPER_ (the tokens also without it)."""

    model_config = SettingsConfigDict(
        env_prefix="WATCHKEEPER_", frozen=True, yaml_file=CONFIG_FILE, extra="forbid", populate_by_name=True
    )

    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias=_either("SLACK_BOT_TOKEN"))
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias=_either("SLACK_APP_TOKEN"))
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias=_either("SLACK_SIGNING_SECRET"))
    slack_api_url: str = Field("https://slack.com/api/", validation_alias=_either("SLACK_API_URL"))
    database_url: str = Field("sqlite:///data/watchkeeper.db", validation_alias=_either("DATABASE_URL"))

    documents_folder: Path = Path("data/documents")
    host: str = "127.0.0.1"
    port: int = 8080
    command: str = "/inc"
    channel_patterns: tuple[str, ...] = ("inc-*",)
    announce_channel: str = ""
    catchup_after_messages: int = 10
    lead_within_min: int = 10
    update_every_min: Mapping[int, int] = Field(default_factory=dict)
    card_every_s: float = 5.0
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    second_scan: Literal["auto", "off"] = "auto"

    hosted_private: bool = False
    policy: Rules = Rules()
    internal_names: tuple[str, ...] = ()
    tokens_per_incident: int | None = Field(_BUDGET.tokens_per_incident, ge=0)
    tokens_per_day: int | None = Field(_BUDGET.tokens_per_day, ge=0)
    usd_per_incident: float | None = Field(_BUDGET.usd_per_incident, ge=0, allow_inf_nan=False)
    usd_per_day: float | None = Field(_BUDGET.usd_per_day, ge=0, allow_inf_nan=False)

    connectors: Annotated[Mapping[str, Mapping[str, object]], BeforeValidator(_blocks)] = Field(
        default_factory=dict, repr=False
    )
    alert_rules: Annotated[tuple[AlertRule, ...], BeforeValidator(_lines)] = ()
    alert_incidents_per_hour: int = Field(5, ge=0)

    model: str = ""
    model_key: SecretStr = SecretStr("")
    small_model: str = ""
    small_model_key: SecretStr = SecretStr("")
    openai_api_key: SecretStr = Field(SecretStr(""), validation_alias=_either("OPENAI_API_KEY"))
    local_hosts: tuple[str, ...] = ()
    models: Mapping[str, Described] = Field(default_factory=dict)
    writers: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    model_time_limit_s: float = Field(20.0, gt=0, le=600)

    @property
    def written_models(self) -> Written:
        """What is said here about models, with the keys that it names."""
        keyed = {
            name: replace(one, key=SecretStr(os.environ.get(one.key_env, ""))) if one.key_env else one
            for name, one in self.models.items()
        }
        return Written(
            model=self.model,
            small_model=self.small_model,
            key=self.model_key,
            small_key=self.small_model_key,
            openai_key=self.openai_api_key,
            local_hosts=self.local_hosts,
            models=keyed,
            writers=self.writers,
        )

    @property
    def written_connectors(self) -> dict[str, JsonObject]:
        """What is said here about connectors, with the secrets that it names (`token_env: NAME` becomes `token`)."""
        return {name: _with_secrets(name, given) for name, given in self.connectors.items()}

    @property
    def socket_mode(self) -> bool:
        """Whether events come over Socket Mode; with a signing secret and no app token they come over HTTP."""
        return bool(self.slack_app_token.get_secret_value()) or not self.slack_signing_secret.get_secret_value()

    @property
    def leaving(self) -> Leaving:
        return Leaving(self.policy, self.hosted_private)

    @property
    def budget(self) -> Budget:
        """Without limits where none are wanted."""
        return Budget(
            tokens_per_incident=self.tokens_per_incident or 0,
            tokens_per_day=self.tokens_per_day or 0,
            usd_per_incident=self.usd_per_incident or 0,
            usd_per_day=self.usd_per_day or 0,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, YamlConfigSettingsSource(settings_cls)


def read_settings(**given: object) -> Settings:
    """Settings from the environment and the file; `given` wins. Raises UserError that names what is wrong."""
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
        roster(settings.written_models)
        describe(settings.written_connectors)
        _check_rules(settings)
        return settings  # noqa: TRY300 -- what roster raises is a sentence already
    except ValidationError as error:
        wrong = "; ".join(_sentence(one) for one in error.errors(include_input=False))
    except YAMLError as error:
        where = f" (line {mark.line + 1})" if (mark := getattr(error, "problem_mark", None)) else ""
        wrong = f"{CONFIG_FILE} is not valid YAML{where}"
    except SettingsError as error:  # in the environment, lists and mappings are JSON
        name = f"WATCHKEEPER_{''.join(_FIELD.findall(str(error))).upper()}"
        wrong = f'{name} is not JSON; lists are written like ["inc-*"], mappings like {{"1": 30}}'
    except (TypeError, ValueError):  # pydantic-settings takes the file for a mapping without looking
        wrong = f"{CONFIG_FILE} must say `name: value`, one to a line"
    raise UserError(f"The configuration cannot be used: {wrong}.") from None


def _check_rules(settings: Settings) -> None:
    """Raises UserError for a rule about a connector that there is not: it could never fit."""
    names = sorted(settings.connectors)
    for number, rule in enumerate(settings.alert_rules, 1):
        wanted = rule.match.connector
        if wanted and wanted not in names and not _WILD.search(wanted):
            there = f"there are {', '.join(names)}" if names else "none is connected"
            raise UserError(
                f"alert_rules: rule {number}: there is no connector `{wanted[:80]}` in the settings; {there}."
            )


def _sentence(wrong: ErrorDetails) -> str:
    name = ".".join(map(str, wrong["loc"]))
    if wrong["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"{name}: there is no such setting"
    return f"{name}: {wrong['msg'].removeprefix('Value error, ')}"


def _with_secrets(name: str, given: Mapping[str, object]) -> JsonObject:
    """Raises UserError for a setting that there is not, and for a variable that is not set: a connector without its secret
    would only fail later.
    """
    known = settings_of(name, given)
    read: dict[str, Json] = {}
    for setting, value in given.items():
        if not setting.endswith("_env"):
            read[setting] = value  # type: ignore[assignment]  # YAML's values are JSON's; the connector's settings check them
            continue
        if setting.removesuffix("_env") not in known:
            raise UserError(f"connectors: {name}: {setting}: there is no such setting.")
        if not (secret := os.environ.get(str(value), "")):
            raise UserError(f"connectors: {name}: the variable {value} is empty or not set ({setting}).")
        read[setting.removesuffix("_env")] = secret
    return read
