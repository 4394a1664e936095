"""Asking GitLab what changed: deployments, merged merge requests, releases and deploying pipelines of each project."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from app.connectors.gitlab.reader import OWNER, SYSTEM, Reader
from app.connectors.parts.diffs import Patch, with_files
from app.connectors.parts.http import Http
from app.connectors.parts.paging import Listed, listed, next_page
from app.connectors.parts.reading import iso, line, moment, moment_or_fail
from app.connectors.parts.trying import all_of
from app.domain.attributes import COMMIT, DEPLOYMENT, ENVIRONMENT, PULL_REQUEST, REPOSITORY
from app.domain.change import Change, ChangeState
from app.domain.connecting import Found
from app.domain.json import JsonObject, text_of
from app.domain.window import Scope, Window

_PAGE = 100
_MOST = 300  # of a kind, in one project
_MOST_PATH_CHARS = 300
_BEFORE = timedelta(days=1)  # in which to find what was deployed before


@dataclass(frozen=True, slots=True)
class _Look:
    items: list[Change]
    remark: str = ""
    before: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looking:
    http: Http
    reader: Reader

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Of all projects: what a service depends on may be what changed. The newest few come with their diff."""
        projects = self.reader.settings.projects
        looks = await all_of(*(self._of(one, window, scope.environment) for one in projects))
        changes = sorted(
            (change for look in looks for change in look.items), key=lambda one: one.took_effect_at, reverse=True
        )
        before = {ref: sha for look in looks for ref, sha in look.before.items()}

        async def files(change: Change) -> list[Patch]:
            return [_patch(one) for one in await self._files(change, before)]

        told, trouble = await with_files(changes, _has_files, files)
        remarks = [one for one in (*(look.remark for look in looks), trouble) if one]
        return Found(tuple(told), "; ".join(remarks))

    async def _of(self, project: str, window: Window, environment: str) -> _Look:
        deployments, merges, releases, pipelines = await all_of(
            self._deployments(project, window, environment),
            self._merges(project, window),
            self._releases(project, window),
            self._pipelines(project, window),
        )
        deployed = {change.attributes.get(COMMIT) for change in deployments.items}
        told = [one for one in pipelines.items if one.attributes.get(COMMIT) not in deployed]
        remarks = [look.remark for look in (deployments, merges, releases, pipelines) if look.remark]
        items = [*deployments.items, *merges.items, *releases.items, *told]
        return _Look(items, f"{project}: {', '.join(remarks)}" if remarks else "", deployments.before)

    async def _deployments(self, project: str, window: Window, environment: str) -> _Look:
        path = f"{_path(project)}/deployments"
        params = {"updated_after": iso(window.start - _BEFORE), "order_by": "updated_at", "sort": "desc"}
        found = await self._list(path, params)
        read = [change for one in found.items if (change := self.reader.deployment(project, one, _query(path, params)))]
        told, before = _sequel(sorted(read, key=lambda one: (one.started_at, one.ref)))
        within = [
            one
            for one in told
            if (one.started_at in window or one.took_effect_at in window)
            and self.reader.is_wanted(one.attributes.get(ENVIRONMENT, ""), environment)
        ]
        return _Look(within, found.remark("deployments"), before)

    async def _merges(self, project: str, window: Window) -> _Look:
        """Into the default branch: what is merged elsewhere is not on its way to production."""
        branch = text_of((await self.http.get(_path(project))).object().get("default_branch"))
        path = f"{_path(project)}/merge_requests"
        params = {"state": "merged", "updated_after": iso(window.start), "order_by": "updated_at", "sort": "desc"}
        if branch:
            params["target_branch"] = branch
        found = await self._list(path, params)
        read = [self.reader.merge(project, one, _merged_at(one), _query(path, params)) for one in found.items]
        return _Look([one for one in read if one.started_at in window], found.remark("merge requests"))

    async def _releases(self, project: str, window: Window) -> _Look:
        path, params = f"{_path(project)}/releases", {"order_by": "released_at", "sort": "desc"}
        answer = (await self.http.get(path, {**params, "per_page": _PAGE})).objects()
        read = [self.reader.release(project, one, _query(path, params)) for one in answer]
        return _Look([one for one in read if one.started_at in window])

    async def _pipelines(self, project: str, window: Window) -> _Look:
        if not self.reader.settings.pipelines:
            return _Look([])
        path, params = f"{_path(project)}/pipelines", {"updated_after": iso(window.start), "order_by": "updated_at"}
        found = await self._list(path, params)
        read = [
            self.reader.pipeline(project, one, _query(path, params))
            for one in found.items
            if self.reader.is_deploy(one)
        ]
        within = [one for one in read if one.started_at in window or one.took_effect_at in window]
        return _Look(within, found.remark("pipelines"))

    async def _list(self, path: str, params: dict[str, str]) -> Listed:
        """Page by page, as the header `Link` tells: pages by number and by key alike."""

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            asked = self.http.get(cursor) if cursor else self.http.get(path, {**params, "per_page": str(_PAGE)})
            answer = await asked
            return answer.objects(), next_page(answer.headers)

        return await listed(turn, _MOST)

    async def _files(self, change: Change, before: dict[str, str]) -> list[JsonObject]:
        """Of a merge request; of a deployment, since what was there before; else of the commit alone."""
        path = _path(f"{change.attributes[OWNER]}/{change.attributes[REPOSITORY]}")
        sha = change.attributes.get(COMMIT, "")
        if number := change.attributes.get(PULL_REQUEST):
            return (await self.http.get(f"{path}/merge_requests/{number}/diffs", {"per_page": _PAGE})).objects()
        if base := before.get(change.ref):
            ends = {"from": base, "to": sha, "straight": "true"}  # straight: of a deploy that goes back, too
            return (await self.http.get(f"{path}/repository/compare", ends)).objects("diffs")
        return (await self.http.get(f"{path}/repository/commits/{sha}/diff", {"per_page": _PAGE})).objects()


def _merged_at(given: JsonObject) -> datetime:
    """Very old merge requests do not say; they were changed last when they were merged, or later."""
    return moment(given.get("merged_at")) or moment_or_fail(SYSTEM, given.get("updated_at"), "updated_at")


def _patch(file: JsonObject) -> Patch:
    new, old = (line(file.get(one), _MOST_PATH_CHARS) for one in ("new_path", "old_path"))
    return Patch(new or old, old, text_of(file.get("diff")))


def _has_files(change: Change) -> bool:
    return bool(change.attributes.get(PULL_REQUEST) or change.attributes.get(DEPLOYMENT))


def _sequel(ordered: Sequence[Change]) -> tuple[list[Change], dict[str, str]]:
    """From the oldest on: what was there before each, and which one takes another back: a commit that was there before
    the last one, and comes again. What failed changes nothing.
    """
    before: dict[str, str] = {}
    undoes: dict[str, str] = {}
    past: dict[str, list[tuple[str, str]]] = {}
    for change in ordered:
        here, sha = change.reach, change.attributes.get(COMMIT, "")
        earlier = past.setdefault(here, [])
        if earlier and earlier[-1][1] != sha:
            before[change.ref] = earlier[-1][1]
        if change.state is not ChangeState.DONE:
            continue
        if change.ref in before and sha in {old for _, old in earlier}:
            undoes[change.ref] = earlier[-1][0]
        earlier.append((change.ref, sha))
    undone = set(undoes.values())
    told = [
        replace(one, undoes=undoes.get(one.ref, ""), state=ChangeState.UNDONE if one.ref in undone else one.state)
        for one in ordered
    ]
    return told, before


def _path(project: str) -> str:
    return f"api/v4/projects/{quote(project, safe='')}"


def _query(path: str, params: dict[str, str]) -> str:
    return f"GET /{path}?{'&'.join(f'{name}={value}' for name, value in params.items())}&per_page={_PAGE}"
