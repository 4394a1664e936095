"""Whether blocks and views have the shape that Slack's schemas give them, said in Slack's own form of words.

Blocks and elements are told apart by their `type`. Instead of trying every alternative and reporting that none fits, the
checker goes straight to the definition of that type: the message names the real fault, and it is fast.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

Schema = Mapping[str, object]
Definitions = Mapping[str, Schema]

BLOCK = "KnownBlock"
_REFERENCE = "#/definitions/"


class Structure:
    """The compiled schemas. `definitions` are those of `Contract.definitions`."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        alternatives = _Alternatives(definitions)
        extended = extend(Draft7Validator, {"anyOf": alternatives.check})  # type: ignore[no-untyped-call]
        self._validator = cast("type[Draft7Validator]", extended)
        self._compiled: dict[str, Draft7Validator] = {}

    def errors(self, name: str, value: object, pointer: str) -> list[str]:
        """What is wrong with `value` as a `name` (a definition); `pointer` is the JSON pointer of `value`."""
        if name not in self._compiled:
            schema = {"$ref": _REFERENCE + name, "definitions": self._definitions}
            self._compiled[name] = self._validator(schema)
        return [text for error in self._compiled[name].iter_errors(value) for text in _sentences(error, pointer)]


class _Alternatives:
    """The schema keyword `anyOf`, for alternatives that carry a `type`."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    def check(
        self, validator: Draft7Validator, branches: Iterable[Schema], value: object, _schema: Schema
    ) -> Iterator[ValidationError]:
        branches = list(branches)
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str):
            fitting = [branch for branch in branches if kind in self._types(branch)]
            untyped = [branch for branch in branches if not self._types(branch)]
            if not fitting and not untyped:
                yield ValidationError(f"unsupported type: {kind}", validator="type_name")
                return
            branches = fitting or untyped
        found = [list(validator.descend(value, branch)) for branch in branches]
        if all(found):
            yield from min(found, key=len)

    def _types(self, branch: Schema) -> frozenset[str]:
        """The values of `type` that a branch takes, through references and nested alternatives."""
        reference = branch.get("$ref")
        if isinstance(reference, str):
            return self._types(self._definitions[reference.removeprefix(_REFERENCE)])
        nested = branch.get("anyOf")
        if isinstance(nested, list):
            return frozenset().union(*map(self._types, nested))
        properties = branch.get("properties")
        kind = properties.get("type") if isinstance(properties, dict) else None
        return frozenset({kind["const"]}) if isinstance(kind, dict) and "const" in kind else frozenset()


def _sentences(error: ValidationError, pointer: str) -> Iterator[str]:
    place = "".join([pointer, *(f"/{step}" for step in error.absolute_path)])
    for text in _faults(error):
        yield f"{text} [json-pointer:{place}]"


def _faults(error: ValidationError) -> list[str]:
    limit, value = cast("object", error.validator_value), cast("object", error.instance)
    match error.validator:
        case "required" if isinstance(limit, list):
            return [f"missing required field: {name}" for name in limit if error.message.startswith(repr(name))]
        case "additionalProperties" if isinstance(value, dict) and isinstance(error.schema, dict):
            return [f"invalid additional property: {name}" for name in value if name not in error.schema["properties"]]
        case "type":
            return [must_provide(str(limit))]
        case "enum":
            return ["must be a valid enum value"]
        case "const":
            return [f"unsupported type: {value}"]
    return [error.message]


def must_provide(type_name: str) -> str:
    """The sentence for a value of another type than `type_name`, a JSON type."""
    return f"must provide {'an' if type_name[0] in 'aeiou' else 'a'} {type_name}"
