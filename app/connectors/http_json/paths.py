"""Where something stands in a JSON value: names and numbers apart by dots, such as `data.deploys.0.id`."""

from collections.abc import Mapping, Sequence

from app.domain.json import Json

CONSTANT = "="


def dig(value: Json, path: str) -> Json:
    """What stands there, None if nothing does. An empty path is the value itself; after `=` stands what it always is. A name
    with dots in it is found as well, where nothing stands at its first part.
    """
    if path.startswith(CONSTANT):
        return path.removeprefix(CONSTANT)
    here, rest = value, path
    while rest:
        if isinstance(here, Mapping) and rest in here:
            return here[rest]
        step, _, rest = rest.partition(".")
        here = _step(here, step)
        if here is None:
            return None
    return here


def _step(here: Json, step: str) -> Json:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, Sequence) and not isinstance(here, str) and step.isdecimal() and len(step) < 6:
        return here[int(step)] if int(step) < len(here) else None
    return None
