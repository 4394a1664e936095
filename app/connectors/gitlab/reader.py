"""What GitLab's objects say, asked for from its API. What webhooks send has other names: see `webhook`.

Source of the shapes: GitLab's REST API v4 (deployments, releases, merge requests, pipelines).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from app.connectors.gitlab.settings import GitlabSettings
from app.connectors.parts.reading import line, moment, moment_or_fail
from app.domain.attributes import (
    BRANCH,
    COMMIT,
    DEPLOYMENT,
    ENVIRONMENT,
    PIPELINE,
    PIPELINE_RESULT,
    PIPELINE_RUN,
    PULL_REQUEST,
    REPOSITORY,
    REPOSITORY_URL,
    SERVICE,
    VERSION,
)
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import JsonObject, object_of, text_of

SYSTEM = "GitLab"
OWNER = "vcs.owner.name"
_VERSION = re.compile(r"\d+\.\d+")
_STATES = {
    "success": ChangeState.DONE,
    "failed": ChangeState.FAILED,
    "canceled": ChangeState.FAILED,
    "skipped": ChangeState.FAILED,
}
_SAYING = {ChangeState.RUNNING: "is being deployed to", ChangeState.FAILED: "failed to deploy to"}
_QUIET = frozenset({"blocked", "skipped", "manual", "scheduled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """A deployment, whoever tells of it. `at` is when it got into its state, None where only the beginning is known."""

    ident: str
    environment: str
    sha: str
    ref: str
    status: str
    started_at: datetime
    at: datetime | None
    author: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    settings: GitlabSettings

    def service(self, project: str) -> str:
        known = {key.casefold(): service for key, service in self.settings.services.items()}
        return known.get(project.casefold()) or project.rpartition("/")[2]

    def is_wanted(self, environment: str, only: str = "") -> bool:
        wanted = [only] if only else self.settings.environments
        return not wanted or environment.casefold() in {one.casefold() for one in wanted}

    def is_deploy(self, pipeline: JsonObject) -> bool:
        """Whether a pipeline, by its name, brings something to production. Most have no name."""
        called = line(pipeline.get("name")).casefold()
        patterns = self.settings.pipelines
        return (
            any(fnmatchcase(called, one.casefold()) for one in patterns)
            and text_of(pipeline.get("status")) not in _QUIET
        )

    def deployment(self, project: str, given: JsonObject, query: str) -> Change | None:
        """From the API; None for one that waits for somebody. Raises Unavailable for one without times."""
        job = object_of(given.get("deployable"))
        pipeline = object_of(job.get("pipeline"))
        user = object_of(job.get("user")) or object_of(given.get("user"))  # a job that waited was started by another
        created = _time(given, "created_at")
        return self.deployed(
            project,
            Deployed(
                ident=line(given.get("id")),
                environment=line(object_of(given.get("environment")).get("name")),
                sha=text_of(given.get("sha")),
                ref=line(given.get("ref")),
                status=text_of(given.get("status")),
                started_at=moment(job.get("started_at")) or created,
                at=moment(job.get("finished_at")) or moment(given.get("updated_at")),
                author=line(user.get("username")),
                title=line(object_of(job.get("commit")).get("title")),
                url=line(pipeline.get("web_url"), 500),
            ),
            query,
        )

    def deployed(self, project: str, told: Deployed, query: str = "") -> Change | None:
        if told.status in _QUIET:
            return None
        state = _STATES.get(told.status, ChangeState.RUNNING)
        version = told.ref if _VERSION.search(told.ref) else told.sha[:8]
        service, said = self.service(project), f": {told.title}" if told.title else ""
        done = _SAYING.get(state, "deployed to")
        return Change(
            connector=self.name,
            kind=ChangeKind.DEPLOY,
            ref=f"{project.casefold()}/deployment/{told.ident}"[:200],
            title=line(f"{service} {version} {done} {told.environment}{said}"),
            started_at=told.started_at,
            state=state,
            finished_at=None if state is ChangeState.RUNNING else told.at,
            author=told.author,
            attributes=self.about(
                project,
                {
                    VERSION: version,
                    ENVIRONMENT: told.environment,
                    COMMIT: told.sha,
                    BRANCH: told.ref,
                    DEPLOYMENT: told.ident,
                },
            ),
            reach=f"{told.environment} only" if told.environment else "",
            url=told.url or f"{self.settings.url}/{project}/-/environments",
            query=query,
        )

    def merge(self, project: str, given: JsonObject, at: datetime, query: str = "") -> Change:
        """A merged merge request. It has the ref of the push that it causes."""
        number = line(given.get("iid"))
        named = ("merge_commit_sha", "squash_commit_sha", "sha")
        sha = next((text_of(given.get(one)) for one in named if given.get(one)), "")
        about = {PULL_REQUEST: number, COMMIT: sha, BRANCH: line(given.get("target_branch"))}
        return Change(
            connector=self.name,
            kind=ChangeKind.MERGE,
            ref=commit_ref(project, sha or f"merge-request-{number}"),
            title=line(f"!{number} {line(given.get('title'))}"),
            started_at=at,
            finished_at=at,
            author=line(object_of(given.get("author")).get("username")),
            attributes=self.about(project, about),
            url=f"{self.settings.url}/{project}/-/merge_requests/{number}",
            query=query,
        )

    def release(self, project: str, given: JsonObject, query: str = "") -> Change:
        tag, at = line(given.get("tag_name")) or line(given.get("tag")), _time(given, "released_at")
        called = line(given.get("name"))
        about = {VERSION: tag, COMMIT: text_of(object_of(given.get("commit")).get("id"))}
        return Change(
            connector=self.name,
            kind=ChangeKind.MERGE,
            ref=f"{project.casefold()}/release/{tag}"[:200],
            title=line(f"Release {tag}{f': {called}' if called and called != tag else ''}"),
            started_at=at,
            finished_at=at,
            author=line(object_of(given.get("author")).get("username")),
            attributes=self.about(project, about),
            url=f"{self.settings.url}/{project}/-/releases/{tag}",
            query=query,
        )

    def pipeline(self, project: str, given: JsonObject, query: str = "") -> Change:
        """From the API or a webhook: `created_at` and, when it is over, `finished_at` or `updated_at`."""
        ident, called, sha = line(given.get("id")), line(given.get("name")), text_of(given.get("sha"))
        status = text_of(given.get("status"))
        state = _STATES.get(status, ChangeState.RUNNING)
        ended = moment(given.get("finished_at")) or moment(given.get("updated_at"))
        about = {
            VERSION: sha[:8],
            COMMIT: sha,
            BRANCH: line(given.get("ref")),
            PIPELINE: called,
            PIPELINE_RUN: ident,
            PIPELINE_RESULT: status,
        }
        return Change(
            connector=self.name,
            kind=ChangeKind.MIGRATION if "migrat" in called.casefold() else ChangeKind.DEPLOY,
            ref=f"{project.casefold()}/pipeline/{ident}"[:200],
            title=line(f"Pipeline {called} of {project}"),
            started_at=_time(given, "created_at"),
            state=state,
            finished_at=None if state is ChangeState.RUNNING else ended,
            author=line(object_of(given.get("user")).get("username")),
            attributes=self.about(project, about),
            url=f"{self.settings.url}/{project}/-/pipelines/{ident}",
            query=query,
        )

    def about(self, project: str, said: Mapping[str, str]) -> dict[str, str]:
        owner, _, called = project.rpartition("/")
        page = f"{self.settings.url}/{project}"
        about = {SERVICE: self.service(project), REPOSITORY: called, OWNER: owner, REPOSITORY_URL: page, **said}
        return {name: value for name, value in about.items() if value}


def commit_ref(project: str, sha: str) -> str:
    return f"{project.casefold()}@{sha}"[:200]


def _time(given: JsonObject, name: str) -> datetime:
    return moment_or_fail(SYSTEM, given.get(name), name)
