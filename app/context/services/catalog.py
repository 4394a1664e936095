"""The catalog around an incident: what connectors say of services, put together; signals told apart by it, and the
services that a text names.
"""

import asyncio
from dataclasses import replace

from app.context.surroundings import Surroundings
from app.context.texts.shelf import Shelved, Sort, kept, together
from app.domain.attributes import OWNER, SERVICE, TIER
from app.domain.json import JsonObject, object_of, text_of, texts_of
from app.domain.service import Catalog, Service, catalog
from app.domain.signal import Signal
from app.ports import FindsServices
from app.record.bodies import to_json

_LABELS = ("service", "service_name", "k8s.deployment.name", "app", "application", "component", "job")
"""Where a signal may say which service it is about, if it does not say so under OpenTelemetry's name; the surest first."""


async def services(surroundings: Surroundings) -> Shelved[Service]:
    """What every connected catalog says, in the order of the settings. One that cannot be asked is told in `could_not`,
    and its last good copy used. Raises nothing.
    """
    asked = [
        kept(surroundings, one, _SERVICES, one.connector.services)
        for one in surroundings.connected
        if isinstance(one.connector, FindsServices)
    ]
    return together(await asyncio.gather(*asked))


async def catalog_of(surroundings: Surroundings) -> Catalog:
    """One catalog of all that `services` brings; empty where nothing is connected or nothing could be asked."""
    return catalog((await services(surroundings)).items)


def enrich(signal: Signal, known: Catalog) -> Signal:
    """The same signal with the service's name as the catalog has it, its owner and its tier; as it was if the catalog
    does not know the service.
    """
    service = _service_of(signal, known)
    if not service:
        return signal
    said = {SERVICE: service.name, OWNER: service.owner, TIER: service.tier}
    return replace(signal, attributes={**signal.attributes, **{name: text for name, text in said.items() if text}})


def _service_of(signal: Signal, known: Catalog) -> Service | None:
    if signal.service:
        return known.find(signal.service)
    named = (signal.attributes.get(label, "") for label in _LABELS)
    return next((found for name in named if name and (found := known.find(name))), None)


def _written(service: Service) -> JsonObject:
    return object_of(to_json(service))


def _read(connector: str, written: JsonObject) -> Service:
    def text(name: str) -> str:
        return text_of(written.get(name))

    return Service(
        name=text("name"),
        title=text("title"),
        description=text("description"),
        owner=text("owner"),
        tier=text("tier"),
        aliases=tuple(texts_of(written.get("aliases"))),
        calls=tuple(texts_of(written.get("calls"))),
        channel=text("channel"),
        contact=text("contact"),
        on_call=text("on_call"),
        runbook=text("runbook"),
        repository=text("repository"),
        dashboard=text("dashboard"),
        url=text("url"),
        source=text("source") or connector,
    )


_SERVICES = Sort("services", _written, _read)
