"""Alerts in the shape that Prometheus gave the world (labels, annotations, times), which Alertmanager and Grafana send too,
made into signals; and what labels of that world say in OpenTelemetry's words.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from app.connectors.parts.reading import labels, line, passage, severity
from app.domain.attributes import CLUSTER, ENVIRONMENT, HOST, NAMESPACE, SERVICE, VERSION
from app.domain.json import Json, JsonObject, object_of, text_of
from app.domain.signal import Signal, SignalKind, SignalState

SERVICE_LABELS = (
    "service_name",
    "service",
    "app",
    "app_kubernetes_io_name",
    "application",
    "deployment",
    "statefulset",
    "daemonset",
    "container",
    "job",
)
"""Which labels name the service, the first that there is."""
_NAMES = {
    NAMESPACE: ("k8s_namespace_name", "kubernetes_namespace", "namespace", "exported_namespace"),
    CLUSTER: ("k8s_cluster_name", "cluster", "cluster_name"),
    ENVIRONMENT: ("deployment_environment_name", "deployment_environment", "environment", "env"),
    HOST: ("host_name", "hostname", "host", "node"),
    VERSION: ("service_version", "version"),
}
_EXPORTERS = re.compile(
    r"kube-state-metrics|kubelet|cadvisor|blackbox|prometheus-node-exporter|.*[-_]exporter", re.IGNORECASE
)
"""Programs that measure others: an alert that bears their name is not about them."""
_HEARTBEATS = frozenset({"watchdog", "deadmansswitch", "deadmanssnitch", "infoinhibitor"})
_TITLES = ("summary", "title", "subject")
_DETAILS = ("description", "message", "details")
_RUNBOOKS = ("runbook_url", "runbook", "runbookUrl")
_OFFSET, _PRIME, _BITS = 0xCBF29CE484222325, 0x100000001B3, 2**64 - 1
_SPECIAL = re.compile(r"([.+*?()|\[\]{}^$\\])")


def is_heartbeat(given: Mapping[str, str]) -> bool:
    """An alert that fires all the time to show that alerting works: by its name, or by the severity `none`."""
    name = re.sub(r"[\s_-]", "", given.get("alertname", "")).casefold()
    return name in _HEARTBEATS or given.get("severity", "").casefold() == "none"


def attributes(given: Mapping[str, str], service_labels: Sequence[str] = SERVICE_LABELS) -> dict[str, str]:
    """The labels, and what they say under OpenTelemetry's names; what has such a name already keeps it."""
    said = {name: _first(given, labels_) for name, labels_ in _NAMES.items()}
    said[SERVICE] = _first(given, service_labels)
    return {name: value for name, value in said.items() if value} | dict(given)


def _first(given: Mapping[str, str], names: Iterable[str]) -> str:
    found = (given[name] for name in names if given.get(name))
    return next((value for value in found if not _EXPORTERS.fullmatch(value)), "")


def fingerprint(given: Mapping[str, str]) -> str:
    """As Prometheus and Alertmanager make it: 64-bit FNV-1a over the sorted labels, each name and value followed by 0xFF."""
    total = _OFFSET
    for name in sorted(given):
        for byte in name.encode() + b"\xff" + given[name].encode(errors="replace") + b"\xff":
            total = ((total ^ byte) * _PRIME) & _BITS
    return f"{total:016x}"


def alert(
    given: JsonObject,
    *,
    connector: str,
    started_at: datetime,
    last_at: datetime,
    ended_at: datetime | None,
    service_labels: Sequence[str] = SERVICE_LABELS,
    query: str = "",
    url: str = "",
    more: Mapping[str, str] | None = None,
    count: int = 1,
) -> Signal:
    """The signal of one alert: `labels` and `annotations` are read from `given`, the times come from the caller."""
    said, notes = labels(object_of(given.get("labels"))), object_of(given.get("annotations"))
    runbook = next((line(notes[name], 500) for name in _RUNBOOKS if line(notes.get(name))), "")
    kept = attributes(said, service_labels) | ({"runbook_url": runbook} if runbook else {}) | dict(more or {})
    return Signal(
        connector=connector,
        kind=SignalKind.ALERT,
        fingerprint=line(given.get("fingerprint")) or fingerprint(_whole(object_of(given.get("labels")))),
        title=_title(said, notes),
        detail=_text(notes, _DETAILS, passage),
        started_at=started_at,
        last_at=max(started_at, last_at),
        state=SignalState.ENDED if ended_at else SignalState.FIRING,
        ended_at=ended_at,
        severity=severity(said.get("severity")) or severity(said.get("priority")),
        count=count,
        attributes=kept,
        url=url,
        query=query,
    )


def _whole(given: JsonObject) -> dict[str, str]:
    return {name: value for name, value in given.items() if isinstance(value, str)}


def _title(said: Mapping[str, str], notes: JsonObject) -> str:
    told = _text(notes, _TITLES, line)
    where = next((said[name] for name in ("service", "instance", "pod", "namespace", "cluster") if said.get(name)), "")
    name = said.get("alertname", "")
    return told or (f"{name} ({where})" if name and where else name or where or "An alert without a name")


def _text(notes: JsonObject, names: Iterable[str], read: Callable[[Json], str]) -> str:
    return next((text for name in names if (text := read(notes.get(name)))), "")


def expression(generator_url: Json) -> str:
    """The query behind an alert, from the link to Prometheus's graph page that it bears; empty for other links."""
    try:
        return "".join(parse_qs(urlsplit(text_of(generator_url)).query).get("g0.expr", [])[:1])
    except ValueError:
        return ""


def web_link(value: Json) -> str:
    """An address that may be shown: http or https, else nothing."""
    text = line(value, 2000)
    return text if text.startswith(("http://", "https://")) else ""


def any_of(names: Iterable[str]) -> str:
    """What goes between the quotes of `=~"…"` so that it matches one of the names and nothing else; all, without names."""
    patterns = [_SPECIAL.sub(r"\\\1", line(name)) for name in names if line(name)]
    return "|".join(one.replace("\\", "\\\\").replace('"', '\\"') for one in patterns) or ".+"
