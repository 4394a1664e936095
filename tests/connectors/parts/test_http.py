"""Asking over HTTP: limits, another try where that is safe, and a sentence for each failure; the credentials stay at home."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web

from app.connectors.parts import http
from app.connectors.parts.http import Http, Reach
from app.domain.errors import Unavailable
from tests.connectors.standin import standing_in


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as made:
        yield made


def client(session, url, **given) -> Http:
    waits = given.pop("waits", [])

    async def pause(wait_s: float) -> None:
        waits.append(wait_s)

    return Http(session, "Sys", url, {"Authorization": "Bearer s3cret"}, given.pop("time_limit_s", 2.0), pause)


async def test_an_answer_is_read_below_the_address_with_the_credentials(session):
    async with standing_in({"GET /api/v1/things": {"data": [{"a": 1}, 3]}}) as there:
        answer = await client(session, f"{there.url}/api").get("v1/things", {"limit": 2})
    assert answer.objects("data") == [{"a": 1}]
    assert there.asked[0].query == {"limit": "2"}
    assert there.asked[0].headers["Authorization"] == "Bearer s3cret"


async def test_another_shape_is_no_answer(session):
    async with standing_in({"GET /a": {"data": {"result": "x"}}}) as there:
        answer = await client(session, there.url).get("a")
    for wrong in (
        lambda: answer.objects("data", "result"),
        lambda: answer.object("data", "result"),
        lambda: answer.at("x"),
    ):
        with pytest.raises(Unavailable, match="its answer has no"):
            wrong()
    with pytest.raises(Unavailable, match="its answer has no list"):
        answer.objects()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (400, "did not understand"),
        (401, "does not accept the credentials"),
        (403, "may not read this"),
        (404, "nothing at this address"),
        (418, "it answered 418"),
        (302, "the address has moved"),
        (500, "it answered 500"),
        (503, "it answered 503"),
        (429, "asked too often"),
        ("garbage", "not JSON"),
        ("empty", "not JSON"),
        ("half", "broke off"),
        ("shut", "cannot be reached"),
        ("hang", "timed out"),
    ],
)
async def test_each_failure_is_a_sentence(session, fault, sentence):
    async with standing_in(fault=fault) as there:
        with pytest.raises(Unavailable, match=sentence) as raised:
            await client(session, there.url, time_limit_s=0.3).get("a")
    assert raised.value.system == "Sys"
    assert "s3cret" not in str(raised.value)


async def test_what_may_pass_is_tried_again(session):
    answers = iter([web.Response(status=503), web.Response(status=502), web.json_response({"ok": 1})])
    waits: list[float] = []
    async with standing_in({"GET /a": lambda _: next(answers)}) as there:
        answer = await client(session, there.url, waits=waits).get("a")
    assert answer.object() == {"ok": 1}
    assert waits == [0.2, 0.4]


async def test_what_will_not_pass_is_asked_once(session):
    async with standing_in(fault=403) as there:
        with pytest.raises(Unavailable):
            await client(session, there.url).get("a")
    assert len(there.asked) == 1


@pytest.mark.parametrize("told", [{"X-RateLimit-Remaining": "0"}, {"X-RateLimit-Remaining": "71", "Retry-After": "60"}])
async def test_a_limit_that_is_told_with_403_is_no_lack_of_permission(session, told):
    answer = web.json_response({}, status=403, headers=told)
    async with standing_in({"GET /a": answer}) as there:
        with pytest.raises(Unavailable, match="asked too often"):
            await client(session, there.url).get("a")
    assert len(there.asked) == 1


async def test_a_long_wait_is_not_waited_for(session):
    async with standing_in({"GET /a": web.Response(status=429, headers={"Retry-After": "60"})}) as there:
        with pytest.raises(Unavailable) as raised:
            await client(session, there.url).get("a")
    assert raised.value.retry_after_s == 60
    assert len(there.asked) == 1


async def test_an_answer_without_end_is_cut(session, monkeypatch):
    monkeypatch.setattr(http, "MOST_BYTES", 2**20)
    async with standing_in({"GET /a": "x" * (2**20 + 1)}) as there:
        with pytest.raises(Unavailable, match="more than 1 MB"):
            await client(session, there.url).get("a")


async def test_a_long_answer_is_read_as_a_short_one_is(session):
    rows = [{"number": number, "more": {"name": "x" * 20}} for number in range(10_000)]
    whole = json.dumps(rows)
    assert len(whole) > http.LONG_CHARACTERS
    async with standing_in({"GET /a": web.Response(text=whole), "GET /b": web.Response(text=whole[:-1])}) as there:
        assert (await client(session, there.url).get("a")).body == rows
        with pytest.raises(Unavailable, match="only a part of it"):
            await client(session, there.url).get("b")


async def test_the_next_page_must_be_on_the_same_host(session):
    async with standing_in({"GET /b": [1]}) as there:
        asking = client(session, there.url)
        assert (await asking.get(f"{there.url}/b")).body == [1]
        with pytest.raises(Unavailable, match="another host"):
            await asking.get("http://elsewhere.example/b")


async def test_the_next_page_must_have_an_address(session):
    with pytest.raises(Unavailable, match="the address of its next page is none"):
        await client(session, "http://127.0.0.1:9").get("http://[half/next")


@pytest.mark.parametrize("after", ["²", "9" * 400, "Wed, 21 Oct 2026 07:28:00 GMT", "-1"])
async def test_a_wait_that_is_no_number_of_seconds_is_passed_over(session, after):
    def busy(_):
        return web.Response(status=429, headers={"Retry-After": after})

    async with standing_in({"GET /a": busy}) as there:
        with pytest.raises(Unavailable, match="asked too often") as raised:
            await client(session, there.url).get("a")
    assert raised.value.retry_after_s is None


async def test_what_cannot_be_sent_is_said_without_saying_what_it_was(session):
    async with standing_in({"GET /a": []}) as there:
        with pytest.raises(Unavailable, match="line break") as raised:
            await Http(session, "Sys", there.url, {"X-Scope": "s3cret\n"}, 2.0).get("a")
    assert "s3cret" not in str(raised.value)


async def test_a_question_may_be_posted(session):
    async with standing_in({"POST /_search": {"hits": []}}) as there:
        answer = await client(session, there.url).search("_search", {"query": {}})
    assert answer.objects("hits") == []
    assert there.asked[0].body == '{"query": {}}'


async def test_text_is_read_as_it_is(session):
    async with standing_in({"GET /a": "plain"}) as there:
        assert (await client(session, there.url).get_text("a")).body == "plain"


async def test_nested_without_end_is_no_answer(session):
    async with standing_in({"GET /a": "[" * 200_000}) as there:
        with pytest.raises(Unavailable, match="not JSON"):
            await client(session, there.url).get("a")


async def test_a_reach_makes_clients_with_its_title(session):
    made = Reach(session, "loki", "Loki", 3.0).http("http://x.example")
    assert (made.system, made.time_limit_s) == ("Loki", 3.0)
    assert "Authorization" not in repr(client(session, "http://x.example"))


async def test_being_cancelled_is_not_taken_for_a_timeout(session):
    async with standing_in(fault="hang") as there:
        task = asyncio.ensure_future(client(session, there.url).get("a"))
        await there.reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
