"""Covers secrets that are known word for word, wherever a text repeats them."""

from collections.abc import Mapping, Sequence

from app.domain.json import Json
from app.domain.markup import escape

_SHORTEST = 6
"""What is shorter stands in too many texts by chance."""
_SHORTEST_BEGINNING = 4
_CUT = "…"


class Cover:
    """`secrets` maps each secret to its type; the longest is covered first, also as Slack escapes it and where it was cut."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        known = {spelled: kind for secret, kind in secrets.items() for spelled in (secret, escape(secret))}
        listed = sorted(known.items(), key=lambda one: (-len(one[0]), one[0]))
        self._secrets = [(secret, f"[secret:{kind}]") for secret, kind in listed if len(secret) >= _SHORTEST]

    @property
    def secrets(self) -> list[str]:
        return [secret for secret, _ in self._secrets]

    def __bool__(self) -> bool:
        return bool(self._secrets)

    def types_in(self, text: str) -> list[str]:
        return sorted({placeholder[8:-1] for secret, placeholder in self._secrets if secret in text})

    def text(self, text: str) -> str:
        """`text` with a placeholder for each of the secrets. Covering twice changes nothing."""
        for secret, placeholder in self._secrets:
            text = text.replace(secret, placeholder)
            if _CUT in text:
                text = _uncut(text, secret, placeholder)
        return text

    def json(self, value: Json) -> Json:
        """The same for every text inside a JSON value; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.json(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [self.json(item) for item in value]
        return value


def _uncut(text: str, secret: str, placeholder: str) -> str:
    """Without the beginnings of a secret that stand before an ellipsis."""
    parts = text.split(_CUT)
    for place, part in enumerate(parts[:-1]):
        longest = min(len(secret) - 1, len(part))
        for length in range(longest, _SHORTEST_BEGINNING - 1, -1):
            if part.endswith(secret[:length]):
                parts[place] = part[:-length] + placeholder
                break
    return _CUT.join(parts)
