"""Questions and answers against GitHub's own description of its API, from the npm package `@octokit/openapi`.

Needs `npm ci --omit=dev --ignore-scripts` in `tests/connectors/npm`.
"""

import functools
import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from tests.connectors.github.objects import deployment, file, pull, release, run, status
from tests.connectors.github.test_looking import AT, deployed, look

DESCRIPTION = Path(__file__).parent.parent / "npm/node_modules/@octokit/openapi/generated/api.github.com.json"
pytestmark = [pytest.mark.npm, pytest.mark.xdist_group("npm")]
READ = {
    "/repos/{owner}/{repo}/deployments": deployment(1, 1),
    "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses": status("success", 1),
    "/repos/{owner}/{repo}/pulls": pull(1, 1),
    "/repos/{owner}/{repo}/releases": release(1, 1),
    "/repos/{owner}/{repo}/actions/runs": run(1, 1),
    "/repos/{owner}/{repo}/pulls/{pull_number}/files": file("a.py"),
    "/repos/{owner}/{repo}/compare/{basehead}": file("a.py"),
    "/repos/{owner}/{repo}/commits/{ref}": file("a.py"),
}
"""By path, an object with the fields that the connector reads."""


@pytest.fixture(scope="module")
def description():
    if not DESCRIPTION.exists():
        reason = "run `npm ci --omit=dev --ignore-scripts` in tests/connectors/npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return json.loads(DESCRIPTION.read_bytes())


def resolved(description, schema):
    while "$ref" in schema:
        schema = functools.reduce(dict.__getitem__, schema["$ref"].removeprefix("#/").split("/"), description)
    return schema


def operation(description, path):
    return description["paths"][path]["get"]


async def test_each_question_is_one_that_it_answers(description):
    given = deployed(
        (deployment(2, 10, "b" * 40), [status("success", 9)]),
        (deployment(1, 400, "a" * 40), []),
        pulls=[pull(12, 20)],
    )
    given[f"{AT}/compare/{'a' * 40}...{'b' * 40}"] = {"files": []}
    given[f"{AT}/pulls/12/files"] = []
    _, asked = await look(given)
    assert len(asked) == 7
    for one in asked:
        (path,) = [path for path in READ if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), one.path)]
        parameters = [resolved(description, each) for each in operation(description, path)["parameters"]]
        allowed = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
        assert set(one.query) <= set(allowed), path
        for name, value in one.query.items():
            schema = allowed[name]
            number = schema.get("type") == "integer"
            jsonschema.validate(
                int(value) if number else value, {one: schema[one] for one in schema if one != "format"}
            )


@pytest.mark.parametrize("path", READ)
def test_each_field_that_is_read_is_one_that_it_gives(description, path):
    answer = operation(description, path)["responses"]["200"]["content"]["application/json"]["schema"]
    schema = resolved(description, answer)
    for place in ("workflow_runs", "files"):
        if place in schema.get("properties", {}):
            schema = resolved(description, schema["properties"][place])
    item = resolved(description, schema["items"])
    for name, value in READ[path].items():
        assert name in item["properties"], f"{path}: {name}"
        field = resolved(description, item["properties"][name])
        if not isinstance(value, dict) and "anyOf" not in field:
            kinds = {"string": str, "integer": int, "boolean": bool, "number": int, "object": dict}
            allowed = field["type"] if isinstance(field["type"], list) else [field["type"]]
            assert (value is None and field.get("nullable")) or isinstance(
                value, tuple(kinds[one] for one in allowed)
            ), name
