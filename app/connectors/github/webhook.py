"""What GitHub sends by itself. Whether it is really from GitHub has been found out before."""

from collections.abc import Callable

from app.connectors.github.looking import into_default
from app.connectors.github.reader import Reader
from app.connectors.parts.proof import parsed
from app.domain.change import Change
from app.domain.connecting import Delivery, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of, texts_of

_MOST_FILES = 100
_NOBODY = "0" * 40  # the commit of a branch that is gone


def heard(reader: Reader, delivery: Delivery) -> Heard:
    """Raises Unreadable for what is not of the event that its header names."""
    kind, key = delivery.headers.get("x-github-event", ""), delivery.headers.get("x-github-delivery", "")[:200]
    if not kind:
        raise Unreadable("It has no header `X-GitHub-Event`: it is not a webhook of GitHub.")
    if "x-www-form-urlencoded" in delivery.headers.get("content-type", ""):
        raise Unreadable("It is a form: set the webhook's content type to application/json.")
    body = parsed(delivery)
    repository = text_of(object_of(body.get("repository")).get("full_name"))
    if kind not in _EVENTS or repository.casefold() not in {one.casefold() for one in reader.settings.repositories}:
        return Heard(dropped=1, key=key)
    try:
        change = _EVENTS[kind](reader, repository, body, delivery)
    except Unavailable as error:
        raise Unreadable(f"{error.reason[:1].upper()}{error.reason[1:]}.".replace("Its answer", "It")) from None
    return Heard(changes=(change,), key=key) if change else Heard(dropped=1, key=key)


def _deployment(reader: Reader, repository: str, body: JsonObject, delivery: Delivery) -> Change | None:
    del delivery
    given, status = object_of(body.get("deployment")), object_of(body.get("deployment_status"))
    if not reader.is_wanted(text_of(given.get("environment"))) or given.get("transient_environment") is True:
        return None
    if text_of(status.get("state")) == "inactive":  # a later one took over: the deployment is as it was
        return None
    return reader.deployment(repository, given, [status] if status else [], "")


def _release(reader: Reader, repository: str, body: JsonObject, delivery: Delivery) -> Change | None:
    del delivery
    told = text_of(body.get("action")) in {"published", "released"}
    return reader.release(repository, object_of(body.get("release")), "") if told else None


def _pull_request(reader: Reader, repository: str, body: JsonObject, delivery: Delivery) -> Change | None:
    del delivery
    given = object_of(body.get("pull_request"))
    if body.get("action") != "closed" or given.get("merged") is not True or not into_default(given):
        return None
    return reader.merge(repository, given, "")


def _push(reader: Reader, repository: str, body: JsonObject, delivery: Delivery) -> Change | None:
    default = text_of(object_of(body.get("repository")).get("default_branch"))
    gone = body.get("deleted") is True or text_of(body.get("after")) in {_NOBODY, ""}
    if gone or text_of(body.get("ref")) != f"refs/heads/{default}":
        return None
    return reader.push(repository, body, delivery.at, _files(body))


def _files(body: JsonObject) -> tuple[str, ...]:
    named = (
        name
        for commit in objects_of(body.get("commits"))
        for how in ("added", "removed", "modified")
        for name in texts_of(commit.get(how))
    )
    return tuple(dict.fromkeys(named))[:_MOST_FILES]


def _run(reader: Reader, repository: str, body: JsonObject, delivery: Delivery) -> Change | None:
    del delivery
    given = object_of(body.get("workflow_run"))
    named = {**given, "name": given.get("name") or object_of(body.get("workflow")).get("name")}
    return reader.run(repository, named, "") if reader.is_deploy(named) else None


_EVENTS: dict[str, Callable[[Reader, str, JsonObject, Delivery], Change | None]] = {
    "deployment": _deployment,
    "deployment_status": _deployment,
    "pull_request": _pull_request,
    "push": _push,
    "release": _release,
    "workflow_run": _run,
}
