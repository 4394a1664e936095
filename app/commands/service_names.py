"""The services that people name, found in the catalog."""

import asyncio
from difflib import get_close_matches

from app.commands.call import Call
from app.context.catalog import catalog_of
from app.domain.errors import Unavailable
from app.domain.service import Catalog, normal

_CATALOG_S = 4.0
_MOST_OFFERED = 3


async def known_services(call: Call) -> Catalog:
    """The catalog, empty where none is connected or none answers in time."""
    try:
        async with asyncio.timeout(_CATALOG_S):
            return await catalog_of(call.desk.surroundings)
    except (TimeoutError, Unavailable):
        return Catalog()


def nearest(name: str, catalog: Catalog) -> list[str]:
    """The names in the catalog that this one may have been meant to be."""
    names = {key: service.name for key, service in catalog.services.items()}
    names |= {other: names[key] for other, key in catalog.others.items() if key in names}
    close = get_close_matches(normal(name), names, n=_MOST_OFFERED, cutoff=0.7)
    return list(dict.fromkeys(names[one] for one in close))
