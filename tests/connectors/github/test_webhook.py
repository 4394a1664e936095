"""What GitHub sends: recorded example payloads where they are there, and the same change as when it is asked for."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.connectors.github import KIND
from app.connectors.github.reader import Reader
from app.domain.attributes import COMMIT, PULL_REQUEST
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from tests.connectors.github.objects import END, deployment, pull, release, run, status
from tests.connectors.standin import connected

EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "webhooks" / "github"
SECRET = "only-github-knows"
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main"}


async def hear(event, body, secret=SECRET, **given):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"x-github-event": event, "x-github-delivery": "d-1", "x-hub-signature-256": f"sha256={signature}"}
    told = {"repositories": ["acme/shop"], "webhook_secret": SECRET, **given.pop("settings", {})}
    async with connected(KIND, **told) as one:
        return one.connector.hear(Delivery(headers=headers | given, body=raw, at=END)), one


async def test_a_deployment_is_the_same_change_as_when_it_is_asked_for():
    given = deployment(5, 5)
    started, one = await hear("deployment", {"deployment": given, "repository": REPOSITORY})
    ended, _ = await hear(
        "deployment_status", {"deployment": given, "deployment_status": status("success", 1), "repository": REPOSITORY}
    )
    reader: Reader = one.connector._reader
    asked = reader.deployment("acme/shop", given, [status("success", 1)], "")
    assert started.changes[0].ref == ended.changes[0].ref == asked.ref
    assert ended.changes[0] == asked
    assert started.changes[0].state is ChangeState.RUNNING
    assert started.key == "d-1"


async def test_a_push_and_the_merge_that_caused_it_are_one_change():
    sha = f"{12:040}"
    commit = {"message": "Shorter timeouts (#12)\n\nlong", "timestamp": "2026-03-14T10:59:00+01:00"}
    pushed, _ = await hear(
        "push",
        {
            "ref": "refs/heads/main",
            "after": sha,
            "deleted": False,
            "head_commit": commit,
            "commits": [{"added": ["a.py"], "removed": [], "modified": ["b.py"]}, {"modified": ["b.py"]}],
            "sender": {"login": "ada"},
            "repository": REPOSITORY,
        },
    )
    merged, _ = await hear(
        "pull_request", {"action": "closed", "pull_request": {**pull(12, 1), "merged": True}, "repository": REPOSITORY}
    )
    assert pushed.changes[0].ref == merged.changes[0].ref
    assert (pushed.changes[0].title, pushed.changes[0].files) == ("Shorter timeouts (#12)", ("a.py", "b.py"))
    assert pushed.changes[0].started_at == datetime(2026, 3, 14, 9, 59, tzinfo=UTC)
    assert merged.changes[0].attributes[PULL_REQUEST] == "12"


DROPPED = [
    ("ping", {"zen": "x"}),
    ("check_run", {"action": "completed"}),
    ("push", {"ref": "refs/heads/topic", "after": "a" * 40}),
    ("push", {"ref": "refs/heads/main", "after": "0" * 40, "deleted": True}),
    ("pull_request", {"action": "closed", "pull_request": {**pull(1, 1), "merged": False}}),
    ("pull_request", {"action": "closed", "pull_request": {**pull(1, 1, base="release"), "merged": True}}),
    ("release", {"action": "edited", "release": release(1, 1)}),
    ("workflow_run", {"workflow_run": run(1, 1, "Tests")}),
    ("deployment_status", {"deployment": deployment(1, 1), "deployment_status": status("inactive", 1)}),
    ("deployment", {"deployment": deployment(1, 1, transient_environment=True)}),
    ("deployment", {"deployment": deployment(1, 1), "repository": {"full_name": "acme/other"}}),
]


@pytest.mark.parametrize(("event", "body"), DROPPED)
async def test_what_changes_nothing_is_counted(event, body):
    heard, _ = await hear(event, {"repository": REPOSITORY, **body})
    assert (heard.changes, heard.dropped) == ((), 1)


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ("deployment", b"{"),
        ("deployment", b"[]"),
        ("", {}),
        ("deployment", {"repository": REPOSITORY}),
        ("release", {"action": "published", "repository": REPOSITORY, "release": {"published_at": 3}}),
    ],
)
async def test_garbage_is_a_sentence(event, body):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(event, body)


async def test_a_form_is_answered_with_what_to_set():
    with pytest.raises(Unreadable, match="application/json"):
        await hear("push", b"payload=%7B%7D", **{"content-type": "application/x-www-form-urlencoded"})


async def test_another_secret_is_refused():
    with pytest.raises(Refused):
        await hear("ping", {}, secret="wrong")


def example(name):
    if not EXAMPLES.is_dir():
        pytest.skip("the example payloads are not here")
    body = (EXAMPLES / f"{name}.json").read_bytes()
    full_name = json.loads(body)["repository"]["full_name"]
    return name.partition(".")[0], body, {"repositories": [full_name]}


@pytest.mark.parametrize(
    ("name", "kind", "state"),
    [
        ("deployment.with-installation", ChangeKind.DEPLOY, ChangeState.RUNNING),
        ("deployment.gh-pages", ChangeKind.DEPLOY, ChangeState.RUNNING),
        ("deployment_status.with-installation", ChangeKind.DEPLOY, ChangeState.DONE),
        ("deployment_status.gh-pages", ChangeKind.DEPLOY, ChangeState.RUNNING),
        ("pull_request.closed.merged", ChangeKind.MERGE, ChangeState.DONE),
        ("release.published", ChangeKind.MERGE, ChangeState.DONE),
        ("release.released", ChangeKind.MERGE, ChangeState.DONE),
    ],
)
async def test_recorded_examples_are_changes(name, kind, state):
    event, body, settings = example(name)
    heard, _ = await hear(event, body, settings=settings)
    (change,) = heard.changes
    assert (change.kind, change.state) == (kind, state)
    assert change.started_at.utcoffset().total_seconds() == 0
    assert change.author in {"Codertocat", "github-pages[bot]"}
    if kind is ChangeKind.DEPLOY:
        assert len(change.attributes[COMMIT]) == 40


@pytest.mark.parametrize(
    "name",
    ["check_run.completed.1", "push.1", "push.with-installation", "pull_request.closed", "workflow_run.completed"],
)
async def test_recorded_examples_that_say_nothing_of_production_are_dropped(name):
    event, body, settings = example(name)
    heard, _ = await hear(event, body, settings=settings)
    assert (heard.changes, heard.dropped) == ((), 1)


async def test_a_recorded_run_counts_where_its_name_is_wanted():
    event, body, settings = example("workflow_run.completed")
    heard, _ = await hear(event, body, settings={**settings, "workflows": ["test"]})
    assert (heard.changes[0].kind, heard.changes[0].state) == (ChangeKind.DEPLOY, ChangeState.DONE)
