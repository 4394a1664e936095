"""Asking GitHub what changed: deployments and how they ended, merged pull requests, releases, runs of deploying workflows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.connectors.github.deployments import Sequel, sequel
from app.connectors.github.reader import OWNER, SYSTEM, Reader
from app.connectors.parts.diffs import Patch, with_files
from app.connectors.parts.http import Answer, Http
from app.connectors.parts.paging import Listed, listed, next_page
from app.connectors.parts.reading import iso, line, moment_or_fail
from app.connectors.parts.trying import all_of
from app.domain.attributes import COMMIT, DEPLOYMENT, PULL_REQUEST, REPOSITORY
from app.domain.change import Change
from app.domain.connecting import Found
from app.domain.json import JsonObject, object_of, text_of
from app.domain.window import Scope, Window

_PAGE = 100
_MOST = 300  # of a kind, in one repository
_MOST_FOLLOWED = 20  # deployments whose statuses are asked for, in one repository
_MOST_PATH_CHARS = 300
_LONGEST = timedelta(hours=3)  # between the beginning of a deployment or run and its end


@dataclass(frozen=True, slots=True)
class Looking:
    http: Http
    reader: Reader

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Of all repositories: what a service depends on may be what changed. The newest few come with their diff."""
        repositories = self.reader.settings.repositories
        looks = await all_of(*(self._of(one, window, scope.environment) for one in repositories))
        changes = sorted(
            (change for look in looks for change in look.items), key=lambda one: one.took_effect_at, reverse=True
        )
        remarks = [look.remark for look in looks if look.remark]
        before = {ref: sha for look in looks for ref, sha in look.sequel.before.items()}

        async def files(change: Change) -> list[Patch]:
            return [_patch(one) for one in await self._files(change, before)]

        told, trouble = await with_files(changes, _has_files, files)
        return Found(tuple(told), "; ".join([*remarks, trouble] if trouble else remarks))

    async def _of(self, repository: str, window: Window, environment: str) -> "_Look":
        deployments, merges, releases, runs = await all_of(
            self._deployments(repository, window, environment),
            self._merges(repository, window),
            self._releases(repository, window),
            self._runs(repository, window),
        )
        deployed = {change.attributes.get(COMMIT) for change in deployments.items}
        told = [
            one for one in runs.items if one.attributes.get(COMMIT) not in deployed
        ]  # the deployment says it better
        remarks = [look.remark for look in (deployments, merges, releases, runs) if look.remark]
        items = [*deployments.items, *merges.items, *releases.items, *told]
        return _Look(items, f"{repository}: {', '.join(remarks)}" if remarks else "", deployments.sequel)

    async def _deployments(self, repository: str, window: Window, environment: str) -> "_Look":
        path, start = f"repos/{repository}/deployments", window.start - _LONGEST
        found = await self._list(path, {}, lambda one: _time(one, "created_at") < start)
        wanted = [
            one
            for one in found.items
            if start <= _time(one, "created_at") <= window.end
            and self.reader.is_wanted(text_of(one.get("environment")), environment)
            and one.get("transient_environment") is not True
        ]
        followed = wanted[:_MOST_FOLLOWED]
        statuses = await all_of(*(self._statuses(repository, one) for one in followed))
        order = sequel(repository, found.items)
        read = [
            self.reader.deployment(repository, one, told, _query(path))
            for one, told in zip(followed, statuses, strict=True)
        ]
        within = [one for one in order.told(read) if one.started_at in window or one.took_effect_at in window]
        remark = f"only the newest {_MOST_FOLLOWED} deployments" if len(wanted) > len(followed) else ""
        return _Look(within, remark, order)

    async def _statuses(self, repository: str, deployment: JsonObject) -> list[JsonObject]:
        path = f"repos/{repository}/deployments/{deployment.get('id')}/statuses"
        return (await self.http.get(path, {"per_page": _PAGE})).objects()

    async def _merges(self, repository: str, window: Window) -> "_Look":
        """Into the default branch: what is merged elsewhere is not on its way to production."""
        path, params = f"repos/{repository}/pulls", {"state": "closed", "sort": "updated", "direction": "desc"}
        found = await self._list(path, params, lambda one: _time(one, "updated_at") < window.start)
        merged = [one for one in found.items if one.get("merged_at") and into_default(one)]
        read = [self.reader.merge(repository, one, _query(path, params)) for one in merged]
        return _Look([one for one in read if one.started_at in window], found.remark("pull requests"))

    async def _releases(self, repository: str, window: Window) -> "_Look":
        path = f"repos/{repository}/releases"
        found = await self._list(path, {}, lambda one: _time(one, "created_at") < window.start - timedelta(days=30))
        published = [one for one in found.items if one.get("published_at") and one.get("draft") is not True]
        read = [self.reader.release(repository, one, _query(path)) for one in published]
        return _Look([one for one in read if one.started_at in window])

    async def _runs(self, repository: str, window: Window) -> "_Look":
        if not self.reader.settings.workflows:
            return _Look([])
        path = f"repos/{repository}/actions/runs"
        params = {"created": f"{iso(window.start - _LONGEST)}..{iso(window.end)}"}
        found = await self._list(path, params, lambda _: False, "workflow_runs")
        read = [
            self.reader.run(repository, one, _query(path, params)) for one in found.items if self.reader.is_deploy(one)
        ]
        within = [one for one in read if one.started_at in window or one.took_effect_at in window]
        return _Look(within, found.remark("workflow runs"))

    async def _list(
        self, path: str, params: dict[str, str], is_over: Callable[[JsonObject], bool], *place: str
    ) -> Listed:
        """Page by page, newest first, until one that is older than what is wanted."""

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            asked = self.http.get(cursor) if cursor else self.http.get(path, {**params, "per_page": str(_PAGE)})
            answer: Answer = await asked
            items = answer.objects(*place)
            return items, "" if items and is_over(items[-1]) else next_page(answer.headers)

        return await listed(turn, _MOST)

    async def _files(self, change: Change, before: dict[str, str]) -> list[JsonObject]:
        """Of a pull request; of a deployment, since what was there before; else of the commit alone."""
        path = f"repos/{change.attributes[OWNER]}/{change.attributes[REPOSITORY]}"
        sha = change.attributes.get(COMMIT, "")
        if number := change.attributes.get(PULL_REQUEST):
            return (await self.http.get(f"{path}/pulls/{number}/files", {"per_page": _PAGE})).objects()
        base = before.get(change.ref)
        place = f"compare/{base}...{sha}" if base else f"commits/{sha}"
        return (await self.http.get(f"{path}/{place}")).objects("files")


@dataclass(frozen=True, slots=True)
class _Look:
    items: list[Change]
    remark: str = ""
    sequel: Sequel = field(default_factory=Sequel)


def into_default(pull: JsonObject) -> bool:
    base = object_of(pull.get("base"))
    default = text_of(object_of(base.get("repo")).get("default_branch"))
    return not default or base.get("ref") == default


def _patch(file: JsonObject) -> Patch:
    path, before = (line(file.get(one), _MOST_PATH_CHARS) for one in ("filename", "previous_filename"))
    return Patch(path, before, text_of(file.get("patch")))


def _has_files(change: Change) -> bool:
    return bool(change.attributes.get(PULL_REQUEST) or change.attributes.get(DEPLOYMENT))


def _time(given: JsonObject, name: str) -> datetime:
    return moment_or_fail(SYSTEM, given.get(name), name)


def _query(path: str, params: dict[str, str] | None = None) -> str:
    asked = "&".join(f"{name}={value}" for name, value in [*(params or {}).items(), ("per_page", _PAGE)])
    return f"GET /{path}?{asked}"
