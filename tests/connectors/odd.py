"""Answers and deliveries that are almost right: a valid one in which something is missing, or is of another kind."""

import asyncio
import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping

from aiohttp import web

from app.domain.connecting import Heard, Unreadable
from app.domain.errors import Unavailable
from tests.connectors.standin import connected, standing_in

_ODD = (
    *(
        None,
        True,
        0,
        -1,
        10**30,
        10**400,
        1.5,
        float("inf"),
        float("nan"),
        1773480413,
        "",
        "x",
        "\ud800",
        "9" * 30,
        "a:b:c/d",
        "x" * 2000,
    ),
    *("2026-99-99T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *([], {}, [None], ["x"], {"a": 1}, [{}], [[]]),
)


def odd(valid: object, chance: random.Random) -> object:
    """A copy in which up to three places are gone, or hold something else."""
    made = copy.deepcopy(valid)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        places = list(_places(made))
        if not places:
            break
        holder, name = chance.choice(places)
        if chance.random() < 0.2:
            del holder[name]
        else:
            holder[name] = copy.deepcopy(chance.choice(_ODD))
    return made


def _places(value: object) -> Iterator[tuple[object, object]]:
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name])


def sound(found: object) -> None:
    """What was made of it can be kept: text that can be written, names that are short enough, times with a zone."""
    for name in found.__slots__:
        value = getattr(found, name)
        if isinstance(value, str):
            value.encode()
            assert len(value) <= 20_000
        if name in {"fingerprint", "ref"}:
            assert 0 < len(value) <= 200
        if name.endswith("_at") and value is not None:
            assert value.tzinfo
        if name == "attributes":
            assert all(isinstance(one, str) and one.encode() for one in value.values())


async def looks_survive(
    kind, given: Mapping[str, object], answers: Mapping[str, object], *looks, times: int = 40
) -> None:
    """Each look at odd answers ends in something found, or in Unavailable; in nothing else."""
    chance = random.Random(kind.key)
    async with standing_in() as there, connected(kind, url=there.url, **given) as one:
        for _ in range(times):
            there.answers = {asked: _telling(odd(valid, chance)) for asked, valid in answers.items()}
            for found in await asyncio.gather(*(look(one.connector) for look in looks), return_exceptions=True):
                if isinstance(found, BaseException):
                    assert isinstance(found, Unavailable), repr(found)
                    continue
                for each in found.items:
                    sound(each)


def _telling(body: object) -> Callable[[web.Request], web.Response]:
    return lambda _: web.Response(text=json.dumps(body), content_type="application/json")


def hearing_survives(hear: Callable[[object], Heard], valid: object, times: int = 300) -> None:
    """`hear` takes what is sent, and signs it. Each odd delivery is heard, or Unreadable."""
    chance = random.Random(7)
    for _ in range(times):
        try:
            heard = hear(odd(valid, chance))
        except Unreadable:
            continue
        assert len(heard.key.encode()) <= 1000
        for each in (*heard.signals, *heard.changes):
            sound(each)
