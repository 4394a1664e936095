"""Entities of Backstage's catalog made into services: owners looked up, APIs resolved to who provides them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.connectors.backstage.references import Ref, named, ref_of
from app.connectors.parts.reading import line, passage
from app.domain.json import JsonObject, object_of, objects_of, text_of
from app.domain.service import Service

_RUNS = frozenset({"component", "resource"})
_DOES_NOT_RUN = frozenset({"library", "documentation"})
_ON_CALL = ("pagerduty.com/service-id", "opsgenie.com/team", "opsgenie.com/schedule")
_OTHER_NAMES = ("backstage.io/kubernetes-id", "sentry.io/project-slug", "app.kubernetes.io/name")
_SLUGS = ("github.com/project-slug", "gitlab.com/project-slug", "bitbucket.org/project-key")
_CHANNEL = re.compile(r"slack.*channel|channel.*slack|^slack(\.com)?$|chat-channel")
_TIER = re.compile(r"(?:^|[/.])(?:service-)?(?:tier|criticality)$")
_SOURCE = re.compile(r"^(?:url:)?https?://[^/]+/(?P<slug>[^/]+/[^/#?]+)")


@dataclass(frozen=True, slots=True)
class _Known:
    entities: Mapping[Ref, JsonObject]
    providers: Mapping[Ref, Sequence[Ref]]


def services_of(entities: Iterable[JsonObject], *, source: str, site: str) -> tuple[Service, ...]:
    """`site` is the address of Backstage's pages, for links; empty where there are none."""
    known = {ref_of(one): one for one in entities if ref_of(one).name}
    providers: dict[Ref, list[Ref]] = {}
    for here, entity in known.items():
        for api in named(entity, "providesApis", "providesApi", "api"):
            providers.setdefault(api, []).append(here)
    all_known = _Known(known, providers)
    return tuple(_service(here, one, all_known, source, site) for here, one in known.items() if _runs(here, one))


def _runs(here: Ref, entity: JsonObject) -> bool:
    return here.kind in _RUNS and line(object_of(entity.get("spec")).get("type")) not in _DOES_NOT_RUN


def _service(here: Ref, entity: JsonObject, known: _Known, source: str, site: str) -> Service:
    metadata = object_of(entity.get("metadata"))
    name, title = line(metadata.get("name")), line(metadata.get("title"))
    owner = next(named(entity, "owner", "ownedBy", "group"), None)
    notes = _notes(entity)
    theirs = known.entities.get(owner, {}) if owner else {}
    return Service(
        name=name,
        title=title,
        description=passage(metadata.get("description")),
        owner=(line(object_of(theirs.get("metadata")).get("name")) or owner.name) if owner else "",
        tier=_first(_TIER, {**_labels(entity), **notes}) or line(object_of(entity.get("spec")).get("tier")),
        aliases=tuple(_aliases(here, title, notes)),
        calls=tuple(dict.fromkeys(_calls(here, entity, known))),
        channel=(_first(_CHANNEL, notes) or _first(_CHANNEL, _notes(theirs))).lstrip("#"),
        contact=line(object_of(object_of(theirs.get("spec")).get("profile")).get("email")),
        on_call=next((notes[one] for one in _ON_CALL if one in notes), ""),
        runbook=_link(entity, "runbook") or _address(_first(re.compile("runbook"), notes)),
        repository=_repository(notes),
        dashboard=_link(entity, "dashboard") or _link(entity, "grafana"),
        url=f"{site}/catalog/{here.namespace}/{here.kind}/{here.name}" if site else "",
        source=source,
    )


def _calls(here: Ref, entity: JsonObject, known: _Known) -> Iterator[str]:
    """Names of what it depends on. An API stands for the components that provide it."""
    for needed in named(entity, "dependsOn", "dependsOn", "component"):
        if needed.kind in _RUNS and needed != here:
            yield _name(needed, known)
    for api in named(entity, "consumesApis", "consumesApi", "api"):
        for provider in known.providers.get(api, ()):
            if provider != here:
                yield _name(provider, known)


def _name(here: Ref, known: _Known) -> str:
    return line(object_of(known.entities.get(here, {}).get("metadata")).get("name")) or here.name


def _aliases(here: Ref, title: str, notes: Mapping[str, str]) -> Iterator[str]:
    if title and title.lower() != here.name:
        yield title
    for note in _OTHER_NAMES:
        other = notes.get(note, "").rpartition("/")[2]
        if other and other.lower() != here.name:
            yield other


def _notes(entity: JsonObject) -> dict[str, str]:
    return _texts(object_of(entity.get("metadata")), "annotations")


def _labels(entity: JsonObject) -> dict[str, str]:
    return _texts(object_of(entity.get("metadata")), "labels")


def _texts(metadata: JsonObject, field: str) -> dict[str, str]:
    return {str(name): said for name, value in object_of(metadata.get(field)).items() if (said := line(value, 500))}


def _first(pattern: re.Pattern[str], given: Mapping[str, str]) -> str:
    return next((value for name, value in given.items() if pattern.search(name.lower())), "")


def _link(entity: JsonObject, what: str) -> str:
    """The address of the first link whose type, icon or title says what it is."""
    for link in objects_of(object_of(entity.get("metadata")).get("links")):
        if any(what in text_of(link.get(one)).lower() for one in ("type", "icon", "title")):
            return _address(line(link.get("url"), 1000))
    return ""


def _address(text: str) -> str:
    return text if urlsplit(text).scheme in {"http", "https"} else ""


def _repository(notes: Mapping[str, str]) -> str:
    """`owner/name`, from a slug or from the address of the source."""
    slug = next((notes[one] for one in _SLUGS if one in notes), "")
    location = _SOURCE.match(notes.get("backstage.io/source-location", ""))
    return slug or (location["slug"].removesuffix(".git") if location else "")
