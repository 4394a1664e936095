"""Names that stay the same and stay short."""

import hashlib

_MOST_CHARS = 200


def named(*parts: str) -> str:
    """The parts as they are; where that is too long, what fits and a digest of the whole."""
    whole = "#".join(part for part in parts if part)
    if len(whole) <= _MOST_CHARS:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:32]
    return f"{whole[: _MOST_CHARS - len(digest) - 1]}~{digest}"
