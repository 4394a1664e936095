"""The services that people name, found in the catalog."""

import asyncio
import re
from difflib import get_close_matches

from app.commands.call import Call
from app.context.services.catalog import services
from app.domain.service import Catalog, catalog, normal

_CATALOG_S = 4.0
_MOST_OFFERED = 3
_QUOTES = " `\"'?"
_BETWEEN = frozenset({"and", "&", "the"})
_BEFORE = re.compile(r"^(?:(?:and|&|the)\s+)+", re.IGNORECASE)


async def looked_up(call: Call) -> tuple[Catalog, tuple[str, ...]]:
    """The catalog, empty where none is connected or none answers in time; and what of it could not be looked at, a
    sentence each.
    """
    try:
        async with asyncio.timeout(_CATALOG_S):
            shelved = await services(call.desk.surroundings)
    except TimeoutError:
        return Catalog(), ("the catalog: no answer yet",)
    return catalog(shelved.items), shelved.could_not


def apart(text: str, known: Catalog) -> list[str]:
    """The names in a list, however they are set apart: commas, "and", or spaces where the catalog has each word."""
    parts = (_bare(part) for part in re.split(r"[,;\n]", text))
    return [name for part in parts for name in _names_in(part, known) if normal(name)]


def _names_in(part: str, known: Catalog) -> list[str]:
    if known.find(part):
        return [part]
    words = [_bare(word) for word in part.split() if word.casefold() not in _BETWEEN]
    if words and all(known.find(word) for word in words):
        return words
    return [_bare(_BEFORE.sub("", part))]


def _bare(name: str) -> str:
    return name.strip(_QUOTES).lstrip(_QUOTES + "#@")


def nearest(name: str, catalog: Catalog) -> list[str]:
    """The names in the catalog that this one may have been meant to be."""
    names = {key: service.name for key, service in catalog.services.items()}
    names |= {other: names[key] for other, key in catalog.others.items() if key in names}
    close = get_close_matches(normal(name), names, n=_MOST_OFFERED, cutoff=0.7)
    return list(dict.fromkeys(names[one] for one in close))
