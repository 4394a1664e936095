import asyncio

import pytest

from app.connectors.parts.trying import accepting, all_of, tried
from app.domain.connecting import Checked
from app.domain.errors import Unavailable


async def works():
    return 1


async def fails():
    raise Unavailable("Bell", "it does not accept the credentials (401)")


async def test_what_works_and_what_does_not():
    assert await tried("read bells", works(), "Ring.") == Checked("read bells")
    assert await tried("read bells", fails(), "Make a token.") == Checked(
        "read bells", ok=False, advice="It does not accept the credentials (401). Make a token."
    )


async def test_credentials_are_not_blamed_for_what_passes_by_itself():
    async def busy():
        raise Unavailable("Bell", "it answered 503")

    said = await tried("read bells", busy(), "Make a token.")
    assert said.advice == "It answered 503. That is its own trouble: try again later."


@pytest.mark.parametrize("reason", ["timed out", "it cannot be reached (ClientConnectorError)"])
async def test_credentials_are_not_blamed_where_there_was_no_answer(reason):
    async def silent():
        raise Unavailable("Bell", reason)

    said = await tried("read bells", silent(), "Make a token.")
    assert said.advice.endswith(". Check `url`, and the way there from this machine.")


@pytest.mark.parametrize(
    ("reason", "advice", "said"),
    [
        ("there is nothing at this address (404)", "Make a token.", "(404). Check `url`. Make a token."),
        ("its answer is not JSON, or only a part of it", "Make a token.", "part of it. Check `url`. Make a token."),
        ("it answered 302: the address has moved", "Check `url`.", "has moved. Check `url`."),
        ("the credentials may not read this (403)", "Make a token.", "(403). Make a token."),
    ],
)
async def test_where_something_else_may_have_answered_the_address_is_to_be_checked_first(reason, advice, said):
    async def other():
        raise Unavailable("Bell", reason)

    assert (await tried("read bells", other(), advice)).advice.endswith(said)


def test_whether_deliveries_can_be_accepted():
    def verdict(is_set, is_only_way):
        return accepting("receive events", is_set=is_set, advice="Set it.", is_only_way=is_only_way)

    assert verdict(True, True) == Checked("receive events")
    assert verdict(False, True) == Checked("receive events", False, "Set it.")
    assert verdict(True, False) == Checked("events: on", is_note=True)
    assert verdict(False, False) == Checked("events: off, no secret is set", is_note=True)


async def test_none_is_left_behind_when_one_fails():
    ended = []
    go = asyncio.Event()

    async def slow():
        await go.wait()
        ended.append(1)

    async def fails_then():
        go.set()
        await fails()

    with pytest.raises(Unavailable):
        await all_of(fails_then(), slow(), fails())
    assert ended == [1]
    assert await all_of(works(), works()) == [1, 1]
