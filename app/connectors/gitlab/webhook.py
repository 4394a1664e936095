"""What GitLab sends by itself, which has other names than what its API answers. Source: GitLab's page on webhook events."""

import re
from collections.abc import Callable
from datetime import datetime

from app.connectors.gitlab.reader import Deployed, Reader, commit_ref
from app.connectors.parts.proof import parsed
from app.connectors.parts.reading import iso, line, moment
from app.domain.attributes import BRANCH, COMMIT, FLAG, FLAG_VARIANT
from app.domain.change import Change, ChangeKind
from app.domain.connecting import Delivery, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of

_FLAG = "feature_flag"
_MOST_FILES = 100
_NOBODY = "0" * 40  # the commit of a branch that is gone
_SPACED = re.compile(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ?(UTC|[+-]\d\d:?\d\d)?$")
_SHA = re.compile(r"[0-9a-f]{40}$")


def heard(reader: Reader, delivery: Delivery) -> Heard:
    """Raises Unreadable for what is not of the kind that it names."""
    body = parsed(delivery)
    kind = text_of(body.get("object_kind"))
    names = ("idempotency-key", "webhook-id", "x-gitlab-event-uuid")
    key = next((delivery.headers[one] for one in names if delivery.headers.get(one)), "")[:200]
    if not kind:
        raise Unreadable("It has no `object_kind`: it is not a webhook of GitLab.")
    project = text_of(object_of(body.get("project")).get("path_with_namespace"))
    if kind not in {*_KINDS, _FLAG} or project.casefold() not in {one.casefold() for one in reader.settings.projects}:
        return Heard(dropped=1, key=key)
    try:
        change = _flag(reader, project, body, delivery.at) if kind == _FLAG else _KINDS[kind](reader, project, body)
    except Unavailable as error:
        raise Unreadable(f"{error.reason[:1].upper()}{error.reason[1:]}.".replace("Its answer", "It")) from None
    return Heard(changes=(change,), key=key) if change else Heard(dropped=1, key=key)


def _deployment(reader: Reader, project: str, body: JsonObject) -> Change | None:
    at, environment = _time(body, "status_changed_at"), line(body.get("environment"))
    page = line(body.get("commit_url"), 500)
    sha = _SHA.search(page)
    if not reader.is_wanted(environment):
        return None
    return reader.deployed(
        project,
        Deployed(
            ident=line(body.get("deployment_id")),
            environment=environment,
            sha=sha[0] if sha else line(body.get("short_sha")),
            ref=line(body.get("ref")),
            status=text_of(body.get("status")),
            started_at=at,
            at=at,
            author=line(object_of(body.get("user")).get("username")),
            title=line(body.get("commit_title")),
            url=line(body.get("deployable_url"), 500),
        ),
    )


def _merge_request(reader: Reader, project: str, body: JsonObject) -> Change | None:
    given = object_of(body.get("object_attributes"))
    default = text_of(object_of(body.get("project")).get("default_branch"))
    if given.get("action") != "merge" or (default and given.get("target_branch") != default):
        return None
    at = _moment(given.get("merged_at")) or _time(given, "updated_at")
    return reader.merge(project, {**given, "author": body.get("user")}, at)


def _release(reader: Reader, project: str, body: JsonObject) -> Change | None:
    if body.get("action") != "create":
        return None
    return reader.release(project, {**body, "released_at": _time(body, "released_at").isoformat()})


def _pipeline(reader: Reader, project: str, body: JsonObject) -> Change | None:
    given = object_of(body.get("object_attributes"))
    if not reader.is_deploy(given):
        return None
    ended = _moment(given.get("finished_at"))
    times = {"created_at": _time(given, "created_at").isoformat(), "finished_at": ended.isoformat() if ended else None}
    return reader.pipeline(project, {**given, **times, "user": body.get("user")})


def _push(reader: Reader, project: str, body: JsonObject) -> Change | None:
    default, sha = text_of(object_of(body.get("project")).get("default_branch")), text_of(body.get("after"))
    branch, commits = text_of(body.get("ref")).removeprefix("refs/heads/"), objects_of(body.get("commits"))
    if branch != default or sha in {"", _NOBODY} or not commits:
        return None
    last = commits[-1]
    at = _time(last, "timestamp")
    files = (name for one in commits for how in ("added", "modified", "removed") for name in texts_of(one.get(how)))
    return Change(
        connector=reader.name,
        kind=ChangeKind.MERGE,
        ref=commit_ref(project, sha),
        title=line(last.get("title")) or line(text_of(last.get("message")).partition("\n")[0]) or f"Push of {sha[:8]}",
        started_at=at,
        finished_at=at,
        author=line(body.get("user_username")),
        attributes=reader.about(project, {COMMIT: sha, BRANCH: branch}),
        files=tuple(dict.fromkeys(files))[:_MOST_FILES],
        url=f"{reader.settings.url}/{project}/-/commit/{sha}",
    )


def _flag(reader: Reader, project: str, body: JsonObject, at: datetime) -> Change | None:
    """Turned on or off as a whole. It says neither when nor where: it is sent at once, and counts for all environments."""
    given = object_of(body.get("object_attributes"))
    called, ident, active = line(given.get("name")), line(given.get("id")), given.get("active")
    if not called or not isinstance(active, bool):
        raise Unreadable("It has no `name` or `active`: it is no feature flag.")
    turned = "on" if active else "off"
    return Change(
        connector=reader.name,
        kind=ChangeKind.FLAG,
        ref=f"{project.casefold()}/flag/{ident}/{turned}@{iso(at)}"[:200],
        title=line(f"{called}: switched {turned}"),
        started_at=at,
        finished_at=at,
        author=line(object_of(body.get("user")).get("username")),
        attributes=reader.about(project, {FLAG: called, FLAG_VARIANT: turned}),
        url=f"{reader.settings.url}/{project}/-/feature_flags",
    )


def _moment(value: Json) -> datetime | None:
    """Also as webhooks write it: `2021-04-28 21:50:00 +0200`, `2021-04-28 19:50:00 UTC`."""
    spaced = _SPACED.match(value) if isinstance(value, str) else None
    if spaced:
        zone = "+00:00" if spaced[3] in {None, "UTC"} else spaced[3]
        return moment(f"{spaced[1]}T{spaced[2]}{zone}")
    return moment(value)


def _time(given: JsonObject, name: str) -> datetime:
    read = _moment(given.get(name))
    if read is None:
        raise Unreadable(f"It has no time in `{name}`.")
    return read


_KINDS: dict[str, Callable[[Reader, str, JsonObject], Change | None]] = {
    "deployment": _deployment,
    "merge_request": _merge_request,
    "pipeline": _pipeline,
    "push": _push,
    "release": _release,
}
