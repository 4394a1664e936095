"""From what is written under `connectors:` to connectors that can be asked."""

import pytest
from aiohttp import web

from app.connectors import configured
from app.connectors.configured import connecting, describe
from app.domain.errors import UserError
from tests.connectors.standin import standing_in
from tests.connectors.test_kind import BELL


@pytest.fixture(autouse=True)
def _only_a_bell(monkeypatch):
    monkeypatch.setattr(configured, "CONNECTORS", (BELL,))


def test_the_name_says_the_kind_unless_a_setting_does():
    described = describe({"bell": {"url": "http://a.example"}, "second": {"kind": "bell", "url": "http://b.example"}})
    assert [(one.name, one.kind) for one in described] == [("bell", "bell"), ("second", "bell")]


def test_an_unknown_kind_is_refused_with_those_that_there_are():
    with pytest.raises(UserError, match=r"connectors: horn: there is no connector `horn`. `kind:` says .*: bell"):
        describe({"horn": {}})


@pytest.mark.parametrize("name", ["", "a/b", "a b", "<!channel>", "-a", "n" * 61])
def test_a_name_that_no_address_can_have_is_refused(name):
    with pytest.raises(UserError, match="is no name for one"):
        describe({name: {"kind": "bell", "url": "http://a.example"}})


async def test_they_share_one_session_and_ask_nothing_yet():
    described = describe({"bell": {"url": "http://a.example"}, "second": {"kind": "bell", "url": "http://b.example"}})
    async with connecting(described) as (first, second):
        assert first.connector.http.session is second.connector.http.session
        assert not first.connector.http.session.closed
    assert first.connector.http.session.closed


async def test_a_login_of_one_does_not_speak_for_another_at_the_same_host():
    def login(_):
        answer = web.json_response([])
        answer.set_cookie("session", "of-the-first", path="/")
        return answer

    async with standing_in({"GET /a": login}) as there:
        url = there.url.replace("127.0.0.1", "localhost")  # an address has no cookies, a name has
        described = describe({"bell": {"url": url}, "second": {"kind": "bell", "url": url}})
        async with connecting(described) as (first, second):
            await first.connector.http.get("a")
            await second.connector.http.get("a")
    assert all("Cookie" not in asked.headers for asked in there.asked)


async def test_none_is_fine():
    async with connecting(describe({})) as made:
        assert made == ()
