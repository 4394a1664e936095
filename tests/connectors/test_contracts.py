"""Requests are within what vendors' OpenAPI documents allow, and the answers in our tests are what they promise."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from app.domain.service import Service
from app.domain.window import Scope
from app.ports import FindsChanges, FindsOnCall, FindsServices, FindsSignals
from tests.connectors.contracts import CASES
from tests.connectors.standin import connected, standing_in
from tests.connectors.test_pagerduty import WINDOW

CONTRACTS = yaml.safe_load((Path(__file__).parent / "contracts.yml").read_text())
SCOPE = Scope(services=("checkout",))


async def ask_all(connector):
    await connector.check()
    if isinstance(connector, FindsSignals):
        await connector.signals(WINDOW, SCOPE)
    if isinstance(connector, FindsChanges):
        await connector.changes(WINDOW, Scope())
    if isinstance(connector, FindsServices):
        await connector.services()
    if isinstance(connector, FindsOnCall):
        await connector.on_call([Service(name="checkout")])


@pytest.mark.parametrize("name", CASES)
async def test_requests_and_answers_are_as_the_vendor_says(name):
    kind, given, answers = CASES[name]
    contract = CONTRACTS[name]
    async with standing_in(answers) as there, connected(kind, url=there.url, **given) as one:
        await ask_all(one.connector)
    seen = {asked for one in there.asked if (asked := f"{one.method} {one.path}") in contract}
    assert seen == set(contract) - {"source"}, "a request that is described is not made"
    for one in there.asked:
        described = contract.get(f"{one.method} {one.path}")
        if described:
            assert set(one.query) <= set(described["params"]), one.path
            assert all(
                int(one.query[each]) <= most for each, most in described.get("most", {}).items() if each in one.query
            )
            for each, allowed in described.get("one_of", {}).items():
                assert one.query.get(each, allowed[0]) in allowed
            if "body" in described:
                jsonschema.validate(json.loads(one.body), described["body"])


@pytest.mark.parametrize(
    ("name", "asked"), [(name, asked) for name in CASES for asked in CONTRACTS[name] if asked != "source"]
)
def test_the_answers_in_our_tests_are_what_the_vendor_promises(name, asked):
    jsonschema.validate(CASES[name][2][asked], only(CONTRACTS[name][asked]["answer"]))


def only(schema):
    """The same where an object has no other fields than those named, so that no test gives what the vendor does not know."""
    if isinstance(schema, list):
        return [only(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return closed | {name: only(value) for name, value in schema.items()}


def test_a_field_that_the_vendor_does_not_know_is_noticed():
    schema = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    jsonschema.validate([{"id": 1}], only(schema))
    with pytest.raises(jsonschema.ValidationError, match="made_up"):
        jsonschema.validate([{"id": 1, "made_up": 2}], only(schema))
