"""Tells a generated value from a word, a name or a reference to a value kept elsewhere."""

import math
import re
from collections import Counter
from itertools import pairwise

_LOOKED_AT_CHARS = 64
"""Entropy is measured on this much of a text; more does not change the answer."""

_REFERENCE = re.compile(
    r"""
    \\?\$[({]?[A-Za-z_0-9]*\b | \$\( | %[A-Za-z_]{1,40}% | \#\{ | \{\{? | <|&lt; | \[ | \*{2} | \#{3} | \.{3} | x{3} | [.\#][a-z]+-
    | (?:process\.|os\.|sys\.|system\.)?(?:env|environ|getenv|secrets|vars?|var|config|settings|self|this|params|local|data)[.\[(]
    | [A-Za-z_$][\w$.]*(?:\(|\[|->|::)     # a call or a look-up
    | (?:your|my|some|insert|enter|redacted|hidden|masked|removed|placeholder|undefined|required|optional)[\W_]
    | (?:null|none|nil|true|false|undefined|redacted|hidden|required|optional|unknown|string|expired|invalid)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def entropy(text: str) -> float:
    """Shannon's entropy, in bits a character, of the text's first 64 characters."""
    text = text[:_LOOKED_AT_CHARS]
    return math.log2(len(text)) - sum(n * math.log2(n) for n in Counter(text).values()) / len(text)


def looks_random(text: str, bits: float) -> bool:
    """Whether the text has at least that many bits of entropy a character, and is not a plain word."""
    plain_word = text.isalpha() and (text.islower() or text.istitle())
    return not plain_word and entropy(text) >= bits


def is_reference(value: str) -> bool:
    """Whether it names where a value is kept, or that none is given: `$TOKEN`, `env.TOKEN`, `<your key>`, `****`."""
    return _REFERENCE.match(value) is not None


def counts_up(text: str) -> bool:
    """Whether most characters follow their neighbour (`0123456789`, `abcdef`) or repeat it: typed, not drawn."""
    steps = sum(ord(later) - ord(earlier) in {0, 1} for earlier, later in pairwise(text))
    return 2 * steps >= len(text)
