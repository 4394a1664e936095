"""Rollouts of Deployments (from their ReplicaSets), StatefulSets and DaemonSets (from their ControllerRevisions)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.connectors.kubernetes.objects import (
    Naming,
    annotation,
    images,
    marks,
    metadata,
    named,
    namespace_of,
    owner,
    version,
)
from app.connectors.parts.reading import line, moment, whole
from app.domain.attributes import VERSION
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import JsonObject, object_of, objects_of

_REVISION = "deployment.kubernetes.io/revision"
_EARLIER = "deployment.kubernetes.io/revision-history"
_CAUSE = "kubernetes.io/change-cause"
_MOST_IMAGES = 5


@dataclass(frozen=True, slots=True)
class Rollouts:
    """`query` is where they were read."""

    name: str
    naming: Naming
    query: str

    def of_deployments(self, deployments: Sequence[JsonObject], sets: Sequence[JsonObject]) -> list[Change]:
        """One for each ReplicaSet that a Deployment made, and one where it went back to an earlier one."""
        by_owner: dict[tuple[str, str], list[JsonObject]] = {}
        for one in sets:
            kind, name = owner(one)
            if kind == "Deployment":
                by_owner.setdefault((namespace_of(one), name), []).append(one)
        known = {(namespace_of(one), named(one)): one for one in deployments}
        read = [self._of(known[place], own) for place, own in by_owner.items() if place in known]
        return [change for changes in read for change in changes]

    def _of(self, deployment: JsonObject, sets: Sequence[JsonObject]) -> list[Change]:
        current = annotation(deployment, _REVISION)
        ordered = sorted(sets, key=_number)
        read = {
            annotation(one, _REVISION): change
            for one in ordered
            if (change := self._rollout(deployment, one, is_current=annotation(one, _REVISION) == current))
        }
        revisions = list(read)
        is_back = any(annotation(one, _REVISION) == current and annotation(one, _EARLIER) for one in ordered)
        if is_back and len(revisions) > 1 and revisions[-1] == current:
            before = read[revisions[-2]]
            read[current] = replace(read[current], undoes=before.ref)
            read[revisions[-2]] = replace(before, state=ChangeState.UNDONE)
        return list(read.values())

    def _rollout(self, deployment: JsonObject, replica_set: JsonObject, *, is_current: bool) -> Change | None:
        created = moment(metadata(replica_set).get("creationTimestamp"))
        state, turned = _progress(deployment) if is_current else (ChangeState.DONE, None)
        is_back = is_current and bool(annotation(replica_set, _EARLIER))
        started = turned if is_back and turned else created
        if started is None:
            return None
        revision, workload = annotation(replica_set, _REVISION), named(deployment)
        change = self._change(deployment, "deployment", revision, started, _template(replica_set))
        finished = turned if turned and turned >= started and state is not ChangeState.RUNNING else None
        cause = annotation(replica_set, _CAUSE)
        done = "went back to" if is_back else "rolled out"
        return replace(
            change,
            title=line(f"{workload} {done} {_called(change, revision)}{f': {cause}' if cause else ''}"),
            state=state,
            finished_at=finished,
        )

    def of_revisions(self, revisions: Sequence[JsonObject]) -> list[Change]:
        """Of StatefulSets and DaemonSets. When such a rollout is done, a revision does not say."""
        by_owner: dict[tuple[str, str, str], list[JsonObject]] = {}
        for one in revisions:
            kind, name = owner(one)
            if kind in {"StatefulSet", "DaemonSet"} and _created(one):
                by_owner.setdefault((namespace_of(one), kind, name), []).append(one)
        return [change for own in by_owner.values() for change in self._sequel(own)]

    def _sequel(self, own: Sequence[JsonObject]) -> list[Change]:
        """Going back to an earlier revision gives it the highest number again; it was made before the one that it undoes."""
        ordered = sorted(own, key=lambda one: whole(one.get("revision")) or 0)
        read = [change for one in ordered if (change := self._revision(one))]
        if len(read) > 1 and read[-1].started_at < read[-2].started_at:
            turned = _changed(ordered[-1]) or read[-1].started_at
            title = read[-1].title.replace(" rolled out ", " went back to ", 1)
            read[-1] = replace(read[-1], title=title, started_at=turned, undoes=read[-2].ref)
            read[-2] = replace(read[-2], state=ChangeState.UNDONE)
        return read

    def _revision(self, given: JsonObject) -> Change | None:
        kind, name = owner(given)
        started = _created(given)
        if started is None:
            return None
        template = object_of(object_of(object_of(given.get("data")).get("spec")).get("template"))
        revision = line(given.get("revision"))
        holder: JsonObject = {"metadata": {**metadata(given), "name": name}}
        change = self._change(holder, kind.casefold(), revision, started, template)
        return replace(change, title=line(f"{name} rolled out {_called(change, revision)}"))

    def _change(
        self, workload: JsonObject, kind: str, revision: str, started: datetime, template: JsonObject
    ) -> Change:
        """With the ref that a rollout has for good: its workload and revision."""
        name, namespace, used = named(workload), namespace_of(workload), images(template)
        said = {
            VERSION: version(used[0]) if used else "",
            "container.image": ", ".join(used[:_MOST_IMAGES]),
            "k8s.workload.kind": kind,
            "k8s.workload.revision": revision,
        }
        about = {**self.naming.about(namespace, name, marks(workload)), **said}
        return Change(
            connector=self.name,
            kind=ChangeKind.DEPLOY,
            ref=f"{namespace}/{kind}/{name}/{revision}"[:200],
            title=name,
            started_at=started,
            attributes={one: value for one, value in about.items() if value},
            query=self.query,
        )


def _called(change: Change, revision: str) -> str:
    said = change.attributes.get(VERSION, "")
    return f"{said} (revision {revision})" if said else f"revision {revision}"


def _number(replica_set: JsonObject) -> int:
    revision = annotation(replica_set, _REVISION)
    return int(revision) if revision.isdecimal() else 0


def _created(given: JsonObject) -> datetime | None:
    return moment(metadata(given).get("creationTimestamp"))


def _changed(given: JsonObject) -> datetime | None:
    """When whoever manages it last changed a field of it."""
    times = [moment(one.get("time")) for one in objects_of(metadata(given).get("managedFields"))]
    return max((one for one in times if one), default=None)


def _template(replica_set: JsonObject) -> JsonObject:
    return object_of(object_of(replica_set.get("spec")).get("template"))


def _progress(deployment: JsonObject) -> tuple[ChangeState, datetime | None]:
    """How the current rollout stands, and when that was last said."""
    conditions = objects_of(object_of(deployment.get("status")).get("conditions"))
    said = next((one for one in conditions if one.get("type") == "Progressing"), {})
    at, reason = moment(said.get("lastUpdateTime")), said.get("reason")
    if reason == "NewReplicaSetAvailable":
        return ChangeState.DONE, at
    return (ChangeState.FAILED if reason == "ProgressDeadlineExceeded" else ChangeState.RUNNING), at
