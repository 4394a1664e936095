"""Lists that come in pages, read to their end or to a limit; a page that fails makes the whole look fail."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from app.domain.json import JsonObject

MOST_PAGES = 20
_NEXT = re.compile(r"""<([^<>]*)>\s*;[^,<]*\brel\s*=\s*"?next\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """What was read. `cut` says that there was more, which was not asked for."""

    items: list[JsonObject]
    cut: bool = False

    def remark(self, what: str) -> str:
        """Such as "only the newest 200 incidents"; empty where all was read."""
        return f"only the newest {len(self.items)} {what}" if self.cut else ""


Turn = Callable[[str], Awaitable[tuple[list[JsonObject], str]]]
"""Gives the items of the page that a cursor names (the first one for an empty cursor), and the cursor of the next page,
empty on the last."""


async def listed(turn: Turn, most: int) -> Listed:
    """Up to `most` items, in the order of the pages, from at most 20 pages. Raises what `turn` raises."""
    items: list[JsonObject] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page, cursor = await turn(cursor)
        items += page
        if not cursor or len(items) >= most:
            break
    return Listed(items[:most], cut=bool(cursor) or len(items) > most)


def next_page(headers: Mapping[str, str]) -> str:
    """The address of the next page from the header `Link` (RFC 8288), empty on the last page. Names are in lower case."""
    found = _NEXT.search(headers.get("link", ""))
    return found[1] if found else ""
