"""How data stands in what a model is asked: between two lines that the data cannot contain."""

import hashlib
from collections.abc import Iterable

_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
"""No vowels, no digits: a code that is no word, no telephone number and no name."""


def delimited(rows: Iterable[str]) -> str:
    """The rows between two lines with a code that none of them contains, for it is worked out from them."""
    text = "\n".join(rows)
    code = hashlib.sha256(text.encode()).hexdigest()[:12].translate(_LETTERS)
    while code in text:
        code = hashlib.sha256(code.encode()).hexdigest()[:12].translate(_LETTERS)
    return f"=== DATA {code} ===\n{text}\n=== END OF DATA {code} ==="
