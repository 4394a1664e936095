"""What GitHub's objects say: the same for those that were asked for and those that its webhooks bring.

Source of the shapes: GitHub's REST API, version 2022-11-28, and its webhook payloads.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from app.connectors.github.settings import GithubSettings
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

SYSTEM = "GitHub"
OWNER = "vcs.owner.name"
_MOST_REF_CHARS = 200
_VERSION = re.compile(r"\d+\.\d+")
_ENDS = {"success": ChangeState.DONE, "failure": ChangeState.FAILED, "error": ChangeState.FAILED}
_CONCLUSIONS = {"success": ChangeState.DONE, "neutral": ChangeState.DONE}
_SAYING = {
    ChangeState.RUNNING: "is being deployed to",
    ChangeState.FAILED: "failed to deploy to",
}
_OTHER_KINDS = (("migrat", ChangeKind.MIGRATION), ("terraform", ChangeKind.INFRASTRUCTURE))


@dataclass(frozen=True, slots=True)
class Reader:
    """Every method raises Unavailable for an object without the times or names that it must have."""

    name: str
    settings: GithubSettings

    def service(self, repository: str, named: str = "") -> str:
        known = {key.casefold(): service for key, service in self.settings.services.items()}
        return known.get(repository.casefold()) or named or repository.partition("/")[2]

    def is_wanted(self, environment: str, only: str = "") -> bool:
        wanted = [only] if only else self.settings.environments
        return not wanted or environment.casefold() in {one.casefold() for one in wanted}

    def is_deploy(self, run: JsonObject) -> bool:
        """Whether a workflow run, by the name of its workflow or its file, brings something to production."""
        if text_of(run.get("event")).startswith("pull_request") or run.get("conclusion") == "skipped":
            return False
        names = (line(run.get("name")).casefold(), line(run.get("path")).casefold())
        return any(fnmatchcase(name, one.casefold()) for one in self.settings.workflows for name in names)

    def deployment(self, repository: str, given: JsonObject, statuses: Sequence[JsonObject], query: str) -> Change:
        """`statuses` in any order; none where it has none, or they were not asked for."""
        payload = object_of(given.get("payload"))
        service = self.service(repository, line(payload.get("service")))
        environment, sha = line(given.get("environment")), text_of(given.get("sha"))
        version, ref = _version(given, payload), line(given.get("ref"))
        state, finished_at = _ended(statuses)
        said = line(given.get("description"))
        return Change(
            connector=self.name,
            kind=ChangeKind.DEPLOY,
            ref=deployment_ref(repository, given),
            title=line(
                f"{service} {version} {_SAYING.get(state, 'deployed to')} {environment}{f': {said}' if said else ''}"
            ),
            started_at=_time(given, "created_at"),
            state=state,
            finished_at=finished_at,
            author=line(object_of(given.get("creator")).get("login")),
            attributes=self._about(
                repository,
                {
                    SERVICE: service,
                    VERSION: version,
                    ENVIRONMENT: environment,
                    COMMIT: sha,
                    BRANCH: ref if ref != sha else "",
                    DEPLOYMENT: line(given.get("id")),
                },
            ),
            reach=f"{environment} only" if environment else "",
            url=f"{self._page(repository)}/commit/{sha}" if sha else f"{self._page(repository)}/deployments",
            query=query,
        )

    def merge(self, repository: str, given: JsonObject, query: str) -> Change:
        """A merged pull request. It has the ref of the push that it causes."""
        number, sha = line(given.get("number")), text_of(given.get("merge_commit_sha"))
        at = _time(given, "merged_at")
        by = object_of(given.get("user")) or object_of(given.get("merged_by"))
        about = {PULL_REQUEST: number, COMMIT: sha, BRANCH: line(object_of(given.get("base")).get("ref"))}
        return Change(
            connector=self.name,
            kind=ChangeKind.MERGE,
            ref=commit_ref(repository, sha or f"pull-{number}"),
            title=line(f"#{number} {line(given.get('title'))}"),
            started_at=at,
            finished_at=at,
            author=line(by.get("login")),
            attributes=self._about(repository, {SERVICE: self.service(repository), **about}),
            url=f"{self._page(repository)}/pull/{number}",
            query=query,
        )

    def release(self, repository: str, given: JsonObject, query: str) -> Change:
        tag, at = line(given.get("tag_name")), _time(given, "published_at")
        called = line(given.get("name"))
        return Change(
            connector=self.name,
            kind=ChangeKind.MERGE,
            ref=f"{repository.casefold()}/release/{line(given.get('id'))}"[:_MOST_REF_CHARS],
            title=line(f"Release {tag}{f': {called}' if called and called != tag else ''}"),
            started_at=at,
            finished_at=at,
            author=line(object_of(given.get("author")).get("login")),
            attributes=self._about(repository, {SERVICE: self.service(repository), VERSION: tag}),
            reach="before general use" if given.get("prerelease") is True else "",
            url=f"{self._page(repository)}/releases/tag/{tag}",
            query=query,
        )

    def run(self, repository: str, given: JsonObject, query: str) -> Change:
        """A run of a workflow that deploys, or migrates."""
        ident, workflow = line(given.get("id")), line(given.get("name")) or line(given.get("path"))
        concluded = text_of(given.get("conclusion"))
        state = _CONCLUSIONS.get(concluded, ChangeState.FAILED) if concluded else ChangeState.RUNNING
        sha, titled = text_of(given.get("head_sha")), line(given.get("display_title"))
        kind = next((kind for word, kind in _OTHER_KINDS if word in workflow.casefold()), ChangeKind.DEPLOY)
        return Change(
            connector=self.name,
            kind=kind,
            ref=f"{repository.casefold()}/run/{ident}"[:_MOST_REF_CHARS],
            title=line(f"{workflow} #{line(given.get('run_number'))}{f': {titled}' if titled else ''}"),
            started_at=moment(given.get("run_started_at")) or _time(given, "created_at"),
            state=state,
            finished_at=moment(given.get("updated_at")) if concluded else None,
            author=line(object_of(given.get("actor")).get("login")),
            attributes=self._about(
                repository,
                {
                    SERVICE: self.service(repository),
                    VERSION: sha[:7],
                    COMMIT: sha,
                    BRANCH: line(given.get("head_branch")),
                    PIPELINE: workflow,
                    PIPELINE_RUN: ident,
                    PIPELINE_RESULT: concluded,
                },
            ),
            url=f"{self._page(repository)}/actions/runs/{ident}",
            query=query,
        )

    def _about(self, repository: str, said: Mapping[str, str]) -> dict[str, str]:
        owner, _, called = repository.partition("/")
        about = {REPOSITORY: called, OWNER: owner, REPOSITORY_URL: self._page(repository), **said}
        return {name: value for name, value in about.items() if value}

    def _page(self, repository: str) -> str:
        """Where people look at it: beside the API for GitHub Enterprise Server, on another host for github.com."""
        api = self.settings.url
        return f"{api.removesuffix('/api/v3').replace('https://api.github.com', 'https://github.com')}/{repository}"

    def push(self, repository: str, given: JsonObject, at: datetime, files: tuple[str, ...] = ()) -> Change:
        """Commits that came to a branch. It has the ref of the pull request that caused it."""
        head = object_of(given.get("head_commit"))
        sha = text_of(given.get("after"))
        when = moment(head.get("timestamp")) or at
        return Change(
            connector=self.name,
            kind=ChangeKind.MERGE,
            ref=commit_ref(repository, sha),
            title=line(text_of(head.get("message")).partition("\n")[0]) or f"Push of {sha[:7]}",
            started_at=when,
            finished_at=when,
            author=line(object_of(given.get("sender")).get("login")),
            attributes=self._about(
                repository,
                {
                    SERVICE: self.service(repository),
                    COMMIT: sha,
                    BRANCH: line(given.get("ref")).removeprefix("refs/heads/"),
                },
            ),
            files=files,
            url=f"{self._page(repository)}/commit/{sha}",
        )


def deployment_ref(repository: str, given: JsonObject) -> str:
    return f"{repository.casefold()}/deployment/{line(given.get('id'))}"[:_MOST_REF_CHARS]


def commit_ref(repository: str, sha: str) -> str:
    return f"{repository.casefold()}@{sha}"[:_MOST_REF_CHARS]


def _time(given: JsonObject, name: str) -> datetime:
    return moment_or_fail(SYSTEM, given.get(name), name)


def _version(given: JsonObject, payload: JsonObject) -> str:
    """What whoever deployed calls it; else a tag that looks like a version, else the commit."""
    named = next((line(payload.get(one)) for one in ("version", "tag", "image_tag") if line(payload.get(one))), "")
    ref = line(given.get("ref"))
    return named or (ref if _VERSION.search(ref) else "") or text_of(given.get("sha"))[:7]


def _ended(statuses: Sequence[JsonObject]) -> tuple[ChangeState, datetime | None]:
    """By the first success, else by the last failure. `inactive` means only that a later one took over."""
    told = sorted((at, text_of(one.get("state"))) for one in statuses if (at := moment(one.get("created_at"))))
    done = next((at for at, state in told if state == "success"), None)
    if done:
        return ChangeState.DONE, done
    ends = [(at, _ENDS[state]) for at, state in told if state in _ENDS]
    if ends:
        return ends[-1][1], ends[-1][0]
    return (ChangeState.DONE if any(state == "inactive" for _, state in told) else ChangeState.RUNNING), None
