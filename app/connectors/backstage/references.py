"""How entities of Backstage name each other: `kind:namespace/name`, of which the first two may be left out."""

from collections.abc import Iterator
from typing import NamedTuple

from app.connectors.parts.reading import line
from app.domain.json import Json, JsonObject, object_of, objects_of, texts_of

_NAMESPACE = "default"


class Ref(NamedTuple):
    """In lower case, as Backstage compares them."""

    kind: str
    namespace: str
    name: str


def ref_of(entity: JsonObject) -> Ref:
    metadata = object_of(entity.get("metadata"))
    namespace = line(metadata.get("namespace")) or _NAMESPACE
    return Ref(line(entity.get("kind")).lower(), namespace.lower(), line(metadata.get("name")).lower())


def ref(text: str, kind: str, namespace: str) -> Ref:
    """`text` as it stands in an entity in `namespace`, where `kind` is meant unless it says another."""
    said, colon, rest = text.strip().lower().rpartition(":")
    first, slash, last = rest.partition("/")
    return Ref(said if colon else kind, first if slash else namespace, last if slash else first)


def named(entity: JsonObject, field: str, relation: str, kind: str) -> Iterator[Ref]:
    """The entities that this one names in `spec`, and those that Backstage's API gives as its relations."""
    own = ref_of(entity)
    said: Json = object_of(entity.get("spec")).get(field)
    for text in [said] if isinstance(said, str) else texts_of(said):
        yield ref(line(text), kind, own.namespace)
    for one in objects_of(entity.get("relations")):
        if one.get("type") == relation and line(one.get("targetRef")):
            yield ref(line(one.get("targetRef")), kind, own.namespace)
