"""What an application of Argo CD says: its deploys, the one that is running or failed, and its health.

The API and the template for notifications in docs/connectors/argocd.md give the same object. Source: the type
`v1alpha1Application` in Argo CD's swagger.json (2.14).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.connectors.parts.reading import iso, labels, line, moment, passage
from app.domain.attributes import CLUSTER, COMMIT, ENVIRONMENT, NAMESPACE, REPOSITORY_URL, SERVICE, VERSION
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.json import JsonObject, object_of, objects_of, text_of, texts_of
from app.domain.signal import Signal, SignalKind, SignalState

_SERVICE_LABELS = ("app.kubernetes.io/name", "app.kubernetes.io/instance", "app")
_PHASES = {
    "Running": ChangeState.RUNNING,
    "Terminating": ChangeState.RUNNING,
    "Failed": ChangeState.FAILED,
    "Error": ChangeState.FAILED,
}
_ILL = {"Degraded": 2, "Missing": 3}
_MOST_IMAGES = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """`services` maps an application to its service; `environment` is where all of them run, if it is one place."""

    name: str
    url: str
    environment: str = ""
    services: Mapping[str, str] = field(default_factory=dict)

    def changes(self, app: JsonObject, query: str = "") -> list[Change]:
        """Newest first: what runs now or failed last, then what was deployed. A deploy has the same ref in all states:
        the application and when its sync began.
        """
        status = object_of(app.get("status"))
        history = sorted(objects_of(status.get("history")), key=_begun, reverse=True)
        read = [change for one in history if (change := self._deployed(app, one, query))]
        read = _undone(read, [_revision(one) for one in history if moment(one.get("deployedAt"))])
        operation = self._operation(app, object_of(status.get("operationState")), query)
        return [operation, *read] if operation else read

    def health(self, app: JsonObject, at: datetime, query: str = "") -> Signal | None:
        """A signal while it is degraded or missing, and its end when it is healthy again; None otherwise."""
        status = object_of(app.get("status"))
        health = object_of(status.get("health"))
        said, called = line(health.get("status")), _called(app)
        if not called or (said not in _ILL and said != "Healthy"):
            return None
        since = moment(health.get("lastTransitionTime")) or at
        is_ill = said in _ILL
        return Signal(
            connector=self.name,
            kind=SignalKind.ALERT,
            fingerprint=f"{called}/health"[:200],
            title=line(f"Argo CD: {called} is {said.casefold()}"),
            detail=passage(health.get("message")),
            started_at=since,
            last_at=max(since, at) if is_ill else since,
            state=SignalState.FIRING if is_ill else SignalState.ENDED,
            severity=_ILL.get(said),
            ended_at=None if is_ill else since,
            attributes=self._about(app, {"argocd.health": said}),
            url=self._page(app),
            query=query,
        )

    def _deployed(self, app: JsonObject, entry: JsonObject, query: str) -> Change | None:
        finished = moment(entry.get("deployedAt"))
        if finished is None or not _called(app):
            return None
        started = moment(entry.get("deployStartedAt")) or finished
        source = object_of(entry.get("source")) or next(iter(objects_of(entry.get("sources"))), {})
        return self._change(
            app,
            started,
            revision=_revision(entry),
            source=source,
            state=ChangeState.DONE,
            finished_at=finished,
            by=object_of(entry.get("initiatedBy")),
            query=query,
        )

    def _operation(self, app: JsonObject, operation: JsonObject, query: str) -> Change | None:
        """What runs now, or failed. One that succeeded is in the history."""
        state = _PHASES.get(text_of(operation.get("phase")))
        started = moment(operation.get("startedAt"))
        if state is None or started is None or not _called(app):
            return None
        asked = object_of(operation.get("operation"))
        synced = object_of(operation.get("syncResult"))
        said = _revision(synced) or _revision(object_of(asked.get("sync")))
        change = self._change(
            app,
            started,
            revision=said,
            source=object_of(synced.get("source")),
            state=state,
            finished_at=moment(operation.get("finishedAt")),
            by=object_of(asked.get("initiatedBy")),
            query=query,
        )
        message = line(operation.get("message"))
        return (
            replace(change, title=line(f"{change.title}: {message}"))
            if message and state is ChangeState.FAILED
            else change
        )

    def _change(
        self,
        app: JsonObject,
        started: datetime,
        *,
        revision: str,
        source: JsonObject,
        state: ChangeState,
        finished_at: datetime | None,
        by: JsonObject,
        query: str,
    ) -> Change:
        called, about = _called(app), self._about(app, {})
        chart = line(source.get("chart"))
        version = f"{chart} {line(source.get('targetRevision'))}" if chart else revision[:7]
        done = {ChangeState.RUNNING: "is being synced", ChangeState.FAILED: "could not be synced"}.get(state, "synced")
        to = about.get(ENVIRONMENT) or about.get(NAMESPACE, "")
        return Change(
            connector=self.name,
            kind=ChangeKind.DEPLOY,
            ref=f"{called}@{iso(started)}"[:200],
            title=line(f"{called} {done}{f' to {version}' if version else ''}{f' in {to}' if to else ''}"),
            started_at=started,
            state=state,
            finished_at=finished_at,
            author=line(by.get("username")) or ("automated" if by.get("automated") is True else ""),
            attributes={
                **about,
                **_known({VERSION: version, COMMIT: revision if not chart else "", REPOSITORY_URL: _url(source)}),
            },
            reach=f"namespace {about[NAMESPACE]}" if about.get(NAMESPACE) else "",
            url=self._page(app),
            query=query,
        )

    def _about(self, app: JsonObject, said: Mapping[str, str]) -> dict[str, str]:
        metadata, spec = object_of(app.get("metadata")), object_of(app.get("spec"))
        destination, called = object_of(spec.get("destination")), _called(app)
        marked = labels(object_of(metadata.get("labels")))
        by_label = next((marked[one] for one in _SERVICE_LABELS if one in marked), "")
        images = texts_of(object_of(object_of(app.get("status")).get("summary")).get("images"))
        about = {
            SERVICE: self.services.get(called) or by_label or called,
            ENVIRONMENT: self.environment or marked.get("environment") or marked.get("env") or "",
            NAMESPACE: line(destination.get("namespace")),
            CLUSTER: line(destination.get("name")) or line(destination.get("server")),
            "argocd.application": called,
            "argocd.project": line(spec.get("project")),
            "argocd.sync": line(object_of(object_of(app.get("status")).get("sync")).get("status")),
            "container.image": ", ".join(line(one) for one in images[:_MOST_IMAGES]),
        }
        return _known({**about, **said})

    def _page(self, app: JsonObject) -> str:
        metadata = object_of(app.get("metadata"))
        return f"{self.url}/applications/{line(metadata.get('namespace')) or 'argocd'}/{_called(app)}"


def _called(app: JsonObject) -> str:
    return line(object_of(app.get("metadata")).get("name"))


def _known(said: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _revision(given: JsonObject) -> str:
    """One commit or chart version; of several sources, the first one's."""
    return line(given.get("revision")) or next((line(one) for one in texts_of(given.get("revisions"))), "")


def _url(source: JsonObject) -> str:
    address = line(source.get("repoURL"), 500)
    return address.removesuffix(".git") if address.startswith(("https://", "http://")) else address


def _begun(entry: JsonObject) -> str:
    return text_of(entry.get("deployStartedAt")) or text_of(entry.get("deployedAt"))


def _undone(read: Sequence[Change], revisions: Sequence[str]) -> list[Change]:
    """A revision that was there before the last one, and comes again, takes the last one back. Newest first."""
    undoes = {
        read[at].ref: read[at + 1].ref
        for at in range(len(read) - 1)
        if revisions[at] and revisions[at] != revisions[at + 1] and revisions[at] in revisions[at + 2 :]
    }
    undone = set(undoes.values())
    return [
        replace(
            one, undoes=undoes.get(one.ref, ""), state=ChangeState.UNDONE if one.ref in undone else ChangeState.DONE
        )
        for one in read
    ]
