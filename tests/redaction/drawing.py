"""Makes up secrets from parts and from letters drawn at random, so that none stands in a file."""

import random
import string
from dataclasses import dataclass

from app.redaction.checksums import crc32_base62

HEX = "0123456789abcdef"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LETTERS = string.ascii_letters
DIGITS = string.digits
WORD = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
CAPITAL = string.ascii_uppercase + string.digits
UUID = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"


def drawn(alphabet, length, seed=1):
    """That many letters of an alphabet, the same ones each time."""
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(length))


@dataclass(frozen=True)
class Example:
    """`secret` stands in `before + secret + after` and is to be masked; `near` is a text without a secret."""

    rule: str
    secret: str
    near: str
    before: str = "we used "
    after: str = " since noon"


def token(rule, start, alphabet, length, rest="", *, near=None):
    """A token that begins with `start`, which may have a blank so that it does not stand here; near is one too short."""
    start = start.replace(" ", "")
    return Example(rule, start + drawn(alphabet, length) + rest, near or start + drawn(alphabet, length - 13))


def given(rule, before, secret, near, after=" "):
    """A secret after its company: `before + secret + after`."""
    return Example(rule, secret, near, before, after)


def pem(kind, body):
    return f"{'-' * 5}BEGIN {kind}{'-' * 5}\n{body}\n{'-' * 5}END {kind}{'-' * 5}"


def jwt(signature):
    return f"ey{'J'}{drawn(WORD, 20)}.ey{'J'}{drawn(WORD, 40, 2)}.{signature}"


def checked(start, body=None):
    """A token of GitHub's or npm's kind: 30 characters and their checksum."""
    body = body or drawn(WORD, 30)
    return start + body + crc32_base62(body)
