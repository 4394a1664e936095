"""The committed contract is complete, typed, and what the generator makes of Slack's published files."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft7Validator

from app.sandbox.contract import Contract, load_contract
from app.sandbox.webapi import METHODS

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "slack"
published = pytest.mark.skipif(not PUBLISHED.exists(), reason="Slack's published contract is not beside this checkout")


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract()


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("slack_contract", ROOT / "tools" / "slack_contract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@published
def test_methods_are_as_generated(generator: ModuleType) -> None:
    committed = (generator.TARGET / "methods.json").read_text("utf-8")
    assert committed == generator.rendered(generator.methods_facts(PUBLISHED))


@published
def test_blocks_are_as_generated(generator: ModuleType) -> None:
    committed = (generator.TARGET / "blocks.json").read_text("utf-8")
    assert committed == generator.rendered(generator.block_definitions(PUBLISHED))


def test_no_description_is_kept(generator: ModuleType) -> None:
    schemas = json.loads((generator.TARGET / "blocks.json").read_text("utf-8"))
    kept = {"$ref", "additionalProperties", "anyOf", "const", "enum", "items", "properties", "required", "type"}

    def keywords(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keywords, schema)) if schema else set()
        if not isinstance(schema, dict):
            return set()
        inner = [value for key, value in schema.items() if key != "properties"]
        inner += list(schema.get("properties", {}).values())
        return set(schema) | set().union(*map(keywords, inner))

    assert set().union(*map(keywords, schemas.values())) == kept


def test_every_method_of_the_sandbox_has_its_contract_and_the_other_way_round(contract: Contract) -> None:
    assert {method.name for method in METHODS} == set(contract.methods)


def test_methods_are_typed(contract: Contract) -> None:
    post = contract.methods["chat.postMessage"]
    assert post.arguments["channel"].required
    assert post.arguments["channel"].types == ("string",)
    assert not post.arguments["text"].required
    assert "token" not in post.arguments
    assert post.scopes == ("chat:write",)
    assert post.tier == "special"
    assert post.json_body
    assert "msg_blocks_too_long" in post.errors
    assert not contract.methods["users.info"].json_body


def test_the_lower_tier_counts(contract: Contract) -> None:
    assert contract.methods["apps.connections.open"].tier == "T1"
    assert contract.methods["users.conversations"].tier == "T2"


def test_scopes_are_those_of_a_bot(contract: Contract) -> None:
    scopes = {scope for method in contract.methods.values() for scope in method.scopes}
    assert "channels:manage" in scopes
    assert "channels:write" not in scopes
    assert contract.methods["apps.connections.open"].scopes == ("connections:write",)


def test_definitions_are_valid_schemas_whose_references_resolve(contract: Contract) -> None:
    for name, definition in contract.definitions.items():
        Draft7Validator.check_schema({**definition, "definitions": contract.definitions})
        for reference in _references(definition):
            assert reference.removeprefix("#/definitions/") in contract.definitions, (name, reference)


def _references(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [found for item in schema for found in _references(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
    return own + [found for item in schema.values() for found in _references(item)]
