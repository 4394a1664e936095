"""Trying connectors: what goes wrong is an answer."""

import asyncio

import pytest

from app.context.around.checking import check
from app.domain.connecting import Checked
from app.domain.errors import Unavailable
from app.ports import Connected


class Trying:
    def __init__(self, error=None) -> None:
        self._error = error

    async def check(self):
        if self._error == "hangs":
            await asyncio.Event().wait()
        if self._error:
            raise self._error
        return [Checked("read alerts")]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (Unavailable("It", "it cannot be reached"), "it cannot be reached"),
        ("hangs", "timed out. Check `url`, and the way there from this machine."),
        (KeyError("secret"), "it failed in a way that nobody foresaw (KeyError)"),
    ],
)
async def test_what_goes_wrong_is_said(error, advice):
    (one,) = await check(Connected("a", "a", "A", Trying(error), 0.05), 5)
    assert (one.ok, one.advice) == (False, advice)


async def test_what_is_right():
    assert await check(Connected("a", "a", "A", Trying()), 5) == (Checked("read alerts"),)


class Barred:
    def __init__(self, *verdicts):
        self._verdicts = verdicts

    async def check(self):
        return self._verdicts


REFUSED = Checked("read alerts", ok=False, advice="It does not accept the credentials (401). Give it the role.")
NOTE = Checked("webhooks: on", is_note=True)


async def test_a_credential_that_opens_nothing_is_told_once():
    login, note = await check(Connected("a", "a", "A", Barred(REFUSED, REFUSED, NOTE)), 5)
    assert (login.what, login.ok, note) == ("log in", False, NOTE)
    assert login.advice.startswith("It does not accept the credentials. The token or key itself is wrong")


@pytest.mark.parametrize(
    "verdicts",
    [
        (REFUSED, NOTE),
        (REFUSED, REFUSED, Checked("read on call")),
        (REFUSED, Checked("read on call", ok=False, advice="The credentials may not read this (403). Give it.")),
    ],
)
async def test_what_one_permission_lacks_is_told_of_that_one(verdicts):
    assert await check(Connected("a", "a", "A", Barred(*verdicts)), 5) == verdicts
