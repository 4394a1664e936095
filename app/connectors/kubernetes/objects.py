"""What objects of Kubernetes have in common: what they belong to, and which service that is.

Source: the Kubernetes API, 1.31 (`apps/v1`, `v1`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.connectors.parts.reading import labels, line
from app.domain.attributes import CLUSTER, ENVIRONMENT, NAMESPACE, SERVICE
from app.domain.json import JsonObject, object_of, objects_of, text_of

_SERVICE_LABELS = ("app.kubernetes.io/name", "app.kubernetes.io/instance", "k8s-app", "app")
_ALPHABET = "[bcdfghjklmnpqrstvwxz2456789]"  # of generated names: without vowels, and what looks like them
_ENDINGS = (
    re.compile(rf"-{_ALPHABET}{{8,10}}-{_ALPHABET}{{5}}$"),  # a pod of a ReplicaSet
    re.compile(r"-\d{8,}-\w{5}$"),  # a pod of a job of a CronJob
    re.compile(rf"-{_ALPHABET}{{5}}$"),  # a pod of a DaemonSet or Job
    re.compile(r"-\d{1,4}$"),  # a pod of a StatefulSet
)
_REPLICA_SET = re.compile(rf"-{_ALPHABET}{{8,10}}$")


@dataclass(frozen=True, slots=True)
class Naming:
    """`services` maps a workload, or NAMESPACE/WORKLOAD, to its service."""

    cluster: str = ""
    environment: str = ""
    services: Mapping[str, str] = field(default_factory=dict)

    def about(self, namespace: str, workload: str, marked: Mapping[str, str]) -> dict[str, str]:
        listed = self.services.get(f"{namespace}/{workload}") or self.services.get(workload)
        by_label = next((marked[one] for one in _SERVICE_LABELS if one in marked), "")
        said = {
            SERVICE: listed or by_label or workload,
            ENVIRONMENT: self.environment,
            NAMESPACE: namespace,
            CLUSTER: self.cluster,
            "k8s.workload.name": workload,
        }
        return {name: value for name, value in said.items() if value}


def metadata(given: JsonObject) -> JsonObject:
    return object_of(given.get("metadata"))


def named(given: JsonObject) -> str:
    return line(metadata(given).get("name"))


def namespace_of(given: JsonObject) -> str:
    return line(metadata(given).get("namespace"))


def marks(given: JsonObject) -> dict[str, str]:
    return labels(object_of(metadata(given).get("labels")))


def annotation(given: JsonObject, name: str) -> str:
    return line(object_of(metadata(given).get("annotations")).get(name))


def owner(given: JsonObject) -> tuple[str, str]:
    """Kind and name of what controls it; empty where nothing does."""
    owners = objects_of(metadata(given).get("ownerReferences"))
    chief = next((one for one in owners if one.get("controller") is True), owners[0] if owners else {})
    return line(chief.get("kind")), line(chief.get("name"))


def workload_of(kind: str, name: str) -> str:
    """The workload behind a generated name: `checkout` for the pod `checkout-7d9fc4b5d8-x2k4q`."""
    if kind == "ReplicaSet":
        return _REPLICA_SET.sub("", name)
    if kind != "Pod":
        return name
    for ending in _ENDINGS:
        if ending.search(name):
            return ending.sub("", name)
    return name


def images(template: JsonObject) -> list[str]:
    """The images of the containers in a pod template."""
    containers = objects_of(object_of(template.get("spec")).get("containers"))
    return [image for one in containers if (image := line(one.get("image"), 300))]


def version(image: str) -> str:
    """Its tag; without one the beginning of its digest."""
    rest, _, digest = image.partition("@")
    tag = text_of(rest.rpartition("/")[2]).partition(":")[2]
    return tag or digest[:19]
