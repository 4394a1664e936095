"""Blocks and views are accepted and refused as the schemas, read literally, would; only the words are better."""

from jsonschema import Draft7Validator

from app.sandbox.contract import load_contract
from app.sandbox.contract.structure import BLOCK, Structure


def test_structure_agrees_with_plain_json_schema() -> None:
    """The shortcut by `type` must accept and refuse what the schemas, read literally, accept and refuse."""
    contract = load_contract()
    structure = Structure(contract.definitions)
    literal = Draft7Validator({"$ref": f"#/definitions/{BLOCK}", "definitions": contract.definitions})
    for block in _every_small_change(SAMPLE):
        assert bool(structure.errors(BLOCK, block, "")) == (not literal.is_valid(block)), block


SAMPLE: dict[str, object] = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "*x*"},
    "fields": [{"type": "plain_text", "text": "y", "emoji": True}],
    "accessory": {
        "type": "static_select",
        "action_id": "a",
        "placeholder": {"type": "plain_text", "text": "p"},
        "options": [{"text": {"type": "plain_text", "text": "o"}, "value": "1"}],
        "confirm": {"title": {"type": "plain_text", "text": "t"}, "text": {"type": "mrkdwn", "text": "sure"}},
    },
}


def _every_small_change(value: object) -> list[object]:
    """`value` itself and copies with one field dropped, retyped, renamed or replaced, at every depth."""
    changed: list[object] = [value, 7, None, "text", [], {}]
    if isinstance(value, dict):
        for key in value:
            rest = {name: item for name, item in value.items() if name != key}
            changed += [rest, {**rest, f"{key}_x": value[key]}]
            changed += [{**rest, key: item} for item in _every_small_change(value[key])]
    elif isinstance(value, list):
        for index, item in enumerate(value):
            changed += [[*value[:index], other, *value[index + 1 :]] for other in _every_small_change(item)]
    elif isinstance(value, str):
        changed += ["divider", "button", "mrkdwn", "overflow", "unheard_of"]
    return changed
