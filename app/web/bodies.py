"""The body of a request as it was meant: in time, not too long, unpacked within bounds.

The server hands it over as it came (`auto_decompress=False`): else a small one that is large when it is unpacked would be
unpacked to its end on the event loop, before anybody has looked at who sends it.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

_SMALL_BYTES = 64 * 1024
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_EITHER_HEADER = zlib.MAX_WBITS | 32
"""zlib's word for: gzip or zlib, whichever it is."""


class TooLong(Exception):  # noqa: N818 -- it is an outcome
    """It is longer than it may be, or would be once unpacked."""


class NotWhole(Exception):  # noqa: N818 -- as above
    """It is packed in a way that is not known here, or breaks off."""


class NoRoom(Exception):  # noqa: N818 -- as above
    """Others have taken what memory there is."""


@dataclass(slots=True)
class Room:
    """What bodies may take of memory together, beyond the first 64 KB of each: many that are large keep out no small one."""

    free_bytes: int


@asynccontextmanager
async def whole_body(request: web.Request, room: Room, most_bytes: int, limit_s: float) -> AsyncIterator[bytes]:
    """As it came. Raises TooLong, NoRoom, TimeoutError, aiohttp's RequestPayloadError."""
    if (request.content_length or 0) > most_bytes:
        raise TooLong
    taken = 0
    try:
        read = bytearray()
        async with asyncio.timeout(limit_s):
            async for part in request.content.iter_any():
                read += part
                if len(read) > most_bytes:
                    raise TooLong
                more = max(0, len(read) - _SMALL_BYTES) - taken
                if more > room.free_bytes:
                    raise NoRoom
                room.free_bytes -= more
                taken += more
        yield bytes(read)
    finally:
        room.free_bytes += taken


async def unpacked(body: bytes, coding: str, most_bytes: int) -> bytes:
    """What is in it; `coding` is the header Content-Encoding. Raises TooLong, NotWhole."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in _CODINGS:
        raise NotWhole
    return await asyncio.to_thread(_inflated, body, most_bytes)


def _inflated(body: bytes, most_bytes: int) -> bytes:
    inflating = zlib.decompressobj(_EITHER_HEADER)
    try:
        found = inflating.decompress(body, most_bytes + 1)
    except zlib.error:
        raise NotWhole from None
    if len(found) > most_bytes:
        raise TooLong
    if not inflating.eof or inflating.unused_data:
        raise NotWhole
    return found
