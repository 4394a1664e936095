"""What GitLab sends: signed or with a token, its own names for things, the same change as when it is asked for."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.gitlab import KIND
from app.domain.attributes import COMMIT, ENVIRONMENT
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from tests.connectors.gitlab.objects import END, ago, spaced, user
from tests.connectors.standin import connected

TOKEN = "only-gitlab-knows"
KEY = b"thirty-two bytes of a signing key"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
PROJECT = {"path_with_namespace": "acme/shop", "default_branch": "main", "web_url": "https://gitlab.example/acme/shop"}


def deployment(status="success", **more):
    return {
        "object_kind": "deployment",
        "status": status,
        "status_changed_at": spaced(5),
        "deployment_id": 5,
        "deployable_id": 796,
        "deployable_url": "https://gitlab.example/acme/shop/-/jobs/796",
        "environment": "production",
        "project": PROJECT,
        "ref": "main",
        "short_sha": "bbbbbbbb",
        "commit_url": f"https://gitlab.example/acme/shop/-/commit/{'b' * 40}",
        "commit_title": "Shorter timeouts",
        "user": user(),
        **more,
    }


def merge(action="merge", target="main"):
    given = {"iid": 12, "title": "Shorter timeouts", "action": action, "state": "merged", "target_branch": target}
    sha = {"merge_commit_sha": "a" * 40, "updated_at": ago(5)}
    return {"object_kind": "merge_request", "project": PROJECT, "user": user(), "object_attributes": {**given, **sha}}


def push(branch="main", sha="a" * 40, **more):
    said = {"id": sha, "title": "Shorter timeouts", "timestamp": "2026-03-14T10:54:00+01:00"}
    files = {"added": ["a.py"], "modified": ["b.py"], "removed": []}
    commits = [{**said, **files}]
    place = {"ref": f"refs/heads/{branch}", "after": sha, "user_username": "ada", "project": PROJECT}
    return {"object_kind": "push", "commits": commits, **place, **more}


def signed(raw, key=KEY, at=END, ident="d-1"):
    sent = str(int(at.timestamp()))
    digest = hmac.new(key, f"{ident}.{sent}.".encode() + raw, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": ident, "webhook-timestamp": sent, "webhook-signature": f"v1,AAAA {signature}"}


async def hear(body, headers=None, **given):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"projects": ["acme/shop"], "webhook_token": TOKEN, "webhook_secret": SECRET, **given}
    sent = {"x-gitlab-token": TOKEN, "x-gitlab-event-uuid": "u-1"} if headers is None else headers
    async with connected(KIND, **told) as one:
        return one.connector.hear(Delivery(headers=sent, body=raw, at=END))


async def test_a_deployment_has_the_ref_that_it_has_when_it_is_asked_for():
    heard = await hear(deployment())
    (one,) = heard.changes
    assert (one.ref, one.state, heard.key) == ("acme/shop/deployment/5", ChangeState.DONE, "u-1")
    assert (one.attributes[COMMIT], one.attributes[ENVIRONMENT]) == ("b" * 40, "production")
    assert one.finished_at == END - timedelta(minutes=5)
    (running,) = (await hear(deployment("running"))).changes
    assert (running.ref, running.state, running.finished_at) == (one.ref, ChangeState.RUNNING, None)


async def test_a_push_and_the_merge_that_caused_it_are_one_change():
    pushed, merged = (await hear(push())).changes[0], (await hear(merge())).changes[0]
    assert pushed.ref == merged.ref == f"acme/shop@{'a' * 40}"
    assert (pushed.files, merged.title) == (("a.py", "b.py"), "!12 Shorter timeouts")
    assert pushed.started_at == datetime(2026, 3, 14, 9, 54, tzinfo=UTC)


async def test_releases_and_pipelines_are_told_with_times_of_their_own_kind():
    release = {"object_kind": "release", "action": "create", "tag": "v1.4", "name": "March", "project": PROJECT}
    (one,) = (await hear({**release, "released_at": "2026-03-14 09:50:00 UTC"})).changes
    assert (one.title, one.started_at) == ("Release v1.4: March", END - timedelta(minutes=10))
    given = {"id": 3, "name": "Deploy", "status": "failed", "sha": "c" * 40, "created_at": "2026-03-14 09:50:00 UTC"}
    pipeline = {"object_kind": "pipeline", "project": PROJECT, "user": user(), "object_attributes": given}
    (one,) = (await hear(pipeline)).changes
    assert (one.kind, one.state, one.ref) == (ChangeKind.DEPLOY, ChangeState.FAILED, "acme/shop/pipeline/3")


async def test_a_feature_flag_is_switched():
    given = {"id": 6, "name": "fast-path", "description": "", "active": True}
    body = {"object_kind": "feature_flag", "project": PROJECT, "user": user(), "object_attributes": given}
    (one,) = (await hear(body)).changes
    assert (one.kind, one.title, one.started_at) == (ChangeKind.FLAG, "fast-path: switched on", END)
    with pytest.raises(Unreadable):
        await hear(body | {"object_attributes": {"name": "fast-path"}})


@pytest.mark.parametrize(
    "body",
    [
        {"object_kind": "note", "project": PROJECT},
        deployment("blocked"),
        deployment(environment="staging"),
        deployment(project={"path_with_namespace": "acme/other"}),
        merge("open"),
        merge(target="release"),
        push("topic"),
        push(sha="0" * 40),
        push(commits=[]),
        {"object_kind": "release", "action": "update", "project": PROJECT},
        {"object_kind": "pipeline", "project": PROJECT, "object_attributes": {"id": 1, "name": "Tests"}},
    ],
)
async def test_what_changes_nothing_is_counted(body):
    heard = await hear(body, environments=["production"])
    assert (heard.changes, heard.dropped) == ((), 1)


async def test_a_signed_webhook_needs_no_token():
    raw = json.dumps(deployment()).encode()
    heard = await hear(raw, signed(raw), webhook_token="")
    assert (len(heard.changes), heard.key) == (1, "d-1")


RAW = json.dumps(deployment()).encode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-gitlab-token": "wrong"},
        {"x-gitlab-token": ""},
        {"authorization": f"Bearer {TOKEN}"},
        signed(RAW, key=b"another"),
        signed(RAW + b" "),
        signed(RAW, at=END - timedelta(minutes=6)),
        {**signed(RAW), "webhook-id": "d-2"},
        {**signed(RAW), "webhook-timestamp": "soon"},
        {**signed(RAW), "webhook-signature": "", "x-gitlab-token": TOKEN},
    ],
)
async def test_what_is_not_from_gitlab_is_refused(headers):
    with pytest.raises(Refused):
        await hear(RAW, headers)


@pytest.mark.parametrize("headers", [signed(RAW), {"x-gitlab-token": ""}, {"x-gitlab-token": TOKEN}])
async def test_without_a_secret_nobody_is_heard(headers):
    with pytest.raises(Refused):
        await hear(RAW, headers, webhook_token="", webhook_secret="")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"\xff", deployment(status_changed_at="soon"), {**push(), "commits": [{"timestamp": None}]}],
)
async def test_garbage_is_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(body)
