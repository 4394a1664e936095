"""What Slack's published contract says of its Web API and of Block Kit, as far as the sandbox acts on it.

The facts are in `methods.json` and `blocks.json` beside this module, taken from Slack's own files by
`tools/slack_contract.py`. `load_contract()` reads them; whoever makes a server does so once and passes the result on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast

Tier = Literal["T1", "T2", "T3", "T4", "special"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method. `types` are JSON type names; `kind` is Slack's name of what it holds ("timestamp")."""

    name: str
    types: tuple[str, ...]
    kind: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Web API.

    `scopes`: any one of them serves (which one depends on the kind of channel); none: every valid token may call it.
    `errors`: the codes of this method besides those that every method can give. `json_body`: it reads a JSON body; the
    others read query and form only.
    """

    name: str
    arguments: Mapping[str, Argument]
    scopes: tuple[str, ...]
    tier: Tier
    errors: frozenset[str]
    json_body: bool


@dataclass(frozen=True, slots=True)
class Contract:
    """`methods` by name; `definitions`: JSON schema definitions of blocks, elements and views by Slack's type names."""

    methods: Mapping[str, Method]
    definitions: Mapping[str, Mapping[str, object]]


def load_contract() -> Contract:
    """Reads the contract from the package's own files."""
    return Contract(
        methods={name: _method(name, facts) for name, facts in _read("methods.json").items()},
        definitions=_read("blocks.json"),
    )


def _read(filename: str) -> dict[str, Mapping[str, object]]:
    loaded: dict[str, Mapping[str, object]] = json.loads(files(__package__).joinpath(filename).read_text("utf-8"))
    return loaded


def _method(name: str, facts: Mapping[str, object]) -> Method:
    arguments = cast("Mapping[str, Mapping[str, object]]", facts["arguments"])
    return Method(
        name=name,
        arguments={key: _argument(key, value) for key, value in arguments.items()},
        scopes=tuple(cast("list[str]", facts["scopes"])),
        tier=cast("Tier", facts["tier"]),
        errors=frozenset(cast("list[str]", facts["errors"])),
        json_body=bool(facts["json_body"]),
    )


def _argument(name: str, facts: Mapping[str, object]) -> Argument:
    return Argument(
        name=name,
        types=tuple(cast("list[str]", facts["type"])),
        kind=cast("str", facts.get("kind", "")),
        required=bool(facts.get("required")),
        enum=tuple(cast("list[str]", facts.get("enum", ()))),
        minimum=cast("float | None", facts.get("minimum")),
        maximum=cast("float | None", facts.get("maximum")),
        min_length=cast("int | None", facts.get("minLength")),
        max_length=cast("int | None", facts.get("maxLength")),
        min_items=cast("int | None", facts.get("minItems")),
        max_items=cast("int | None", facts.get("maxItems")),
    )
