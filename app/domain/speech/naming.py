"""Names that people and machines gave themselves, as they may stand in a text of ours: a name, and nothing else."""

import re
from collections.abc import Mapping
from functools import lru_cache

from app.domain.speech.instructing import planted
from app.domain.speech.plain import one_line

NAME_LIMIT_CHARS = 80
_NO_NAME = re.compile(
    r"[<>`“”„«»\n]|https?:|www\.|\w\.(?:com|net|org|io|xyz|info|ru|cn)\b|@(?:here|channel|everyone)\b", re.IGNORECASE
)


@lru_cache(maxsize=10_000)  # the same people, in each brief
def shown_name(name: str) -> str:
    """The name on one line; empty if it holds a link, markup, or words meant for whoever writes."""
    name = one_line(name)
    if len(name) > NAME_LIMIT_CHARS or _NO_NAME.search(name) or planted(name):
        return ""
    return name


def shown_names(people: Mapping[str, str]) -> dict[str, str]:
    """Display names by user id; somebody whose name cannot be shown goes by the id."""
    return {person: shown_name(name) or person for person, name in people.items()}
