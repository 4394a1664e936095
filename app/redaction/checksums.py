"""Checksums that some vendors build into their tokens: where it is right there is no doubt."""

import string
import zlib

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_CHECK_CHARS = 6


def crc32_base62(body: str) -> str:
    """The CRC-32 of `body` in base 62, six digits: how GitHub and npm end their tokens."""
    number, digits = zlib.crc32(body.encode()), ""
    while number:
        number, digit = divmod(number, len(_BASE62))
        digits = _BASE62[digit] + digits
    return digits.rjust(_CHECK_CHARS, "0")


def has_crc32(token: str) -> bool:
    """Whether a token `prefix_BODYCHECKS` ends with the checksum of its body."""
    body = token.rpartition("_")[2]
    return crc32_base62(body[:-_CHECK_CHARS]) == body[-_CHECK_CHARS:]
