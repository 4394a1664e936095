"""Releases as Sentry lists them: one change for each project and deploy."""

from collections.abc import Iterator, Sequence

from app.connectors.parts.reading import line, link, moment, moment_or_fail
from app.domain.attributes import COMMIT, ENVIRONMENT, REPOSITORY, SERVICE, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of


def deploys_of(
    system: str, connector: str, release: JsonObject, deploys: Sequence[JsonObject] | None
) -> Iterator[Change]:
    """`deploys` are those that were asked for one by one; without, what the release says of its last one. Raises
    Unavailable for what is no release.
    """
    version = line(release.get("version"))
    if not version:
        raise Unavailable(system, "its answer has a release without `version`")
    last = object_of(release.get("lastDeploy"))
    for project in objects_of(release.get("projects")):
        for deploy in deploys or ([last] if last else [_as_deploy(release)]):
            yield _change(system, connector, release, line(project.get("slug")), deploy)


def _as_deploy(release: JsonObject) -> JsonObject:
    """What stands in for a deploy where nobody tells Sentry of any."""
    return {
        "dateStarted": release.get("dateReleased") or release.get("firstEvent") or release.get("dateCreated"),
        "dateFinished": release.get("dateReleased") or release.get("firstEvent"),
    }


def _change(system: str, connector: str, release: JsonObject, project: str, deploy: JsonObject) -> Change:
    version, environment = line(release.get("version")), line(deploy.get("environment"))
    finished_at = moment(deploy.get("dateFinished"))
    started_at = moment(deploy.get("dateStarted")) or finished_at
    started_at = started_at or moment_or_fail(system, release.get("dateCreated"), "dateCreated")
    commit = object_of(release.get("lastCommit"))
    said = {
        SERVICE: project,
        VERSION: version,
        ENVIRONMENT: environment,
        COMMIT: line(commit.get("id")) or line(release.get("ref")),
        REPOSITORY: line(object_of(commit.get("repository")).get("name")),
        "sentry.commits": line(release.get("commitCount")),
        "sentry.new_errors": line(release.get("newGroups")),
    }
    return Change(
        connector=connector,
        kind=ChangeKind.DEPLOY,
        ref=f"{version}:{project}:{environment}:{line(deploy.get('id'))}"[:200],
        title=_title(release, project, environment, commit),
        started_at=started_at,
        finished_at=max(started_at, finished_at) if finished_at else None,
        author=line(object_of(commit.get("author")).get("name")),
        attributes={name: value for name, value in said.items() if value},
        reach=environment,
        url=link(deploy.get("url"), release.get("url")),
    )


def _title(release: JsonObject, project: str, environment: str, commit: JsonObject) -> str:
    """Such as `Release 1.4.2 of checkout to prod: Retry payments twice`."""
    version = line(release.get("shortVersion")) or line(release.get("version"))
    where = f" to {environment}" if environment else ""
    said = text_of(commit.get("message")).strip().partition("\n")[0]
    return line(f"Release {version} of {project}{where}{f': {said}' if said else ''}")
