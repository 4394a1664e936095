"""Against a real Unleash: a flag is switched, and it is the same Change whether asked for or sent; and from there to the
timeline of an open incident.
"""

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import jsonschema
import pytest
from aiohttp import web

from app.connectors.unleash import KIND
from app.connectors.unleash.events import TELLING
from app.domain.attributes import ENVIRONMENT, FLAG
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Delivery, Refused
from app.domain.entry import Entry, Kind, Voice
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected
from tests.connectors.unleash_server import ADMIN, UnleashServer, free_port, parts_of, unleash_sending
from tests.journeys.story import ANA, told

pytestmark = [pytest.mark.npm, pytest.mark.xdist_group("npm"), pytest.mark.timeout(180)]
TOKEN = "only-unleash-knows"
SENT = ["feature-environment-enabled", "feature-environment-disabled", "feature-strategy-add", "feature-created"]


@pytest.fixture(scope="module")
def receiver() -> str:
    """Where webhooks are to be sent; `receiving` takes them there."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def unleash(postgres, tmp_path_factory, receiver):
    address = asyncio.run(postgres.empty())
    name, folder = parts_of(address)
    log, sent = tmp_path_factory.mktemp("unleash") / "log", {TOKEN: SENT, "another": ["feature-archived"]}
    with unleash_sending(name, folder, log, f"{receiver}/hooks/unleash", sent) as server:
        yield server
    asyncio.run(postgres.drop(address))


def window() -> Window:
    now = datetime.now(UTC)
    return Window(now - timedelta(hours=1), now + timedelta(minutes=1))


async def changes_of(server: UnleashServer, flag: str, token: str = ADMIN) -> list:
    async with connected(KIND, time_limit_s=30, url=server.url, token=token) as one:
        found = await one.connector.changes(window(), Scope())
    return sorted((each for each in found.items if each.attributes[FLAG] == flag), key=lambda each: each.started_at)


async def test_a_flag_that_is_switched_is_a_change(unleash):
    feature = await unleash.feature("checkout-fast-path")
    await feature.belongs_to("checkout")
    await feature.roll_out(25)
    await feature.switch("on")
    added, on = await changes_of(unleash, "checkout-fast-path")
    assert (on.kind, on.state) == (ChangeKind.FLAG, ChangeState.DONE)
    assert on.title == "checkout-fast-path: switched on in production"
    assert (on.service, on.attributes[ENVIRONMENT]) == ("checkout", "production")
    assert on.url == f"{unleash.url}/projects/default/features/checkout-fast-path"
    assert on.query.startswith("GET /api/admin/search/events?type=IS_ANY_OF:")
    assert on.started_at in window()
    assert (added.reach, on.author) == ("25 % of users", "admin")


async def test_a_flag_that_is_switched_back_takes_the_first_switch_back(unleash):
    feature = await unleash.feature("there-and-back")
    strategy = await feature.roll_out(10)
    await feature.switch("on")
    await feature.roll_out(100, strategy)
    await feature.roll_out(10, strategy)
    await feature.switch("off")
    _, on, up, down, off = await changes_of(unleash, "there-and-back")
    assert up.title == "there-and-back: rollout 10 % → 100 % in production"
    assert up.reach == "100 % of users (before: 10 % of users)"
    assert (down.undoes, off.undoes) == (up.ref, on.ref)
    assert {on.state, up.state} == {ChangeState.UNDONE}
    assert {down.state, off.state} == {ChangeState.DONE}


async def test_who_may_only_look_may_look_here(unleash):
    feature = await unleash.feature("seen-by-a-viewer")
    await feature.switch("on")
    token = await unleash.viewer_token()
    assert [one.title for one in await changes_of(unleash, "seen-by-a-viewer", token)]
    async with connected(KIND, time_limit_s=30, url=unleash.url, token=token, webhook_token=TOKEN) as one:
        assert all(each.ok for each in await one.connector.check())


async def test_a_wrong_token_is_told_from_nothing_found(unleash):
    async with connected(KIND, time_limit_s=30, url=unleash.url, token="user:wrong") as one:
        with pytest.raises(Unavailable, match="does not accept the credentials"):
            await one.connector.changes(window(), Scope())
        read, _ = await one.connector.check()
    assert not read.ok


async def test_environments_and_projects_are_kept_apart(unleash):
    feature = await unleash.feature("kept-apart")
    await feature.switch("on")
    for given, expected in (
        ({"projects": ["default"], "environments": ["production"]}, 1),
        ({"projects": ["another"]}, 0),
        ({"environments": ["development"]}, 0),
    ):
        async with connected(KIND, time_limit_s=30, url=unleash.url, token=ADMIN, **given) as one:
            found = await one.connector.changes(window(), Scope())
        titles = [each.title for each in found.items if each.attributes[FLAG] == "kept-apart"]
        assert titles.count("kept-apart: switched on in production") == expected, given


async def test_what_its_webhook_sends_is_the_same_change(unleash, receiver):
    heard = []
    async with receiving(receiver) as deliveries:
        feature = await unleash.feature("pushed-and-pulled")
        await feature.roll_out(5)
        await feature.switch("on")
        async with asyncio.timeout(30), connected(KIND, time_limit_s=30, url=unleash.url, webhook_token=TOKEN) as one:
            while not heard or "switched on" not in heard[-1].changes[0].title:
                told = one.connector.hear(await deliveries.get())
                heard += [told] if told.changes and told.changes[0].attributes[FLAG] == "pushed-and-pulled" else []
    pushed = sorted((change for each in heard for change in each.changes), key=lambda each: each.started_at)
    pulled = await changes_of(unleash, "pushed-and-pulled")
    assert [each.ref for each in pushed] == [each.ref for each in pulled]
    assert [each.title for each in pushed] == [each.title for each in pulled]
    assert [each.started_at for each in pushed] == [each.started_at for each in pulled]
    assert [each.reach for each in pushed] == ["5 % of users", ""]
    assert all(each.key for each in heard)


async def test_what_its_webhook_sends_with_another_token_is_refused(unleash, receiver):
    async with receiving(receiver) as deliveries:
        await unleash.feature("archived-soon")
        await unleash.do("DELETE", "/api/admin/projects/default/features/archived-soon")
        async with asyncio.timeout(30), connected(KIND, time_limit_s=30, url=unleash.url, webhook_token=TOKEN) as one:
            while b"feature-archived" not in (delivery := await deliveries.get()).body:
                pass
            with pytest.raises(Refused):
                one.connector.hear(delivery)


async def test_question_and_answer_are_as_its_own_description_says(unleash):
    described = await unleash.do("GET", "/docs/openapi.json")
    feature = await unleash.feature("described")
    await feature.switch("on")
    change = (await changes_of(unleash, "described"))[0]
    asked = dict(one.split("=", 1) for one in change.query.partition("?")[2].split("&"))
    operation = described["paths"]["/api/admin/search/events"]["get"]
    known = {one["name"]: one["schema"] for one in operation["parameters"]}
    for name, value in asked.items():
        assert re.search(known[name].get("pattern", ""), value), name
    answer = await unleash.do("GET", change.query.removeprefix("GET "))
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(answer, _nullable({**schema, "components": described["components"]}))
    kinds = described["components"]["schemas"]["eventSchema"]["properties"]["type"]["enum"]
    assert set(TELLING) <= set(kinds)


async def bot_database(sqlite, folder) -> None:
    address = await sqlite.migrated(folder)
    shutil.move(address.removeprefix("sqlite:///"), folder / "watchkeeper.db")


async def told_of(story, what: str) -> Entry:
    """The entry in the record that says so, once it is there: what is sent is looked at within ten seconds."""
    deadline = time.monotonic() + 30
    while not (found := [one for one in await story.of_kind(Kind.CHANGE) if what in one.text]):
        assert time.monotonic() < deadline, await story.of_kind(Kind.CHANGE)
        await asyncio.sleep(0.05)  # a real Unleash looks once a second for what it has to send
        await story.later(10)
    (entry,) = found
    return entry


@pytest.mark.parametrize("token", [ADMIN, "user:wrong"], ids=["sent and asked for", "only sent"])
async def test_a_flag_that_is_switched_is_by_itself_on_the_timeline_of_the_open_incident(
    tmp_path, sqlite, unleash, receiver, token
):
    connectors = {"unleash": {"url": unleash.url, "token": token, "webhook_token": TOKEN}}
    feature = await unleash.feature(f"checkout-{len(token)}")
    await feature.belongs_to("checkout")
    await bot_database(sqlite, tmp_path)
    port = urlsplit(receiver).port
    async with told(tmp_path, port=port, host="127.0.0.1", connectors=connectors) as story:
        story.rehearsal.clock.move_to(time.time())
        channel = await story.declare("new Checkout answers 500")
        await story.inc(ANA, channel.id, "services checkout")
        await feature.switch("on")
        on = await told_of(story, f"{feature.name}: switched on")
        await feature.switch("off")
        off = await told_of(story, f"{feature.name}: switched off")
        assert on.author.voice is off.author.voice is Voice.MACHINE
        assert (on.details["ref"], on.details["author"]) != (off.details["ref"], "")
        assert on.happened_at < off.happened_at
        await story.later(300)
        told_so = [row.text for row in await story.rows() if row.kind == "change" and row.observed]
        for word in ("on", "off"):
            assert len([text for text in told_so if f"{feature.name}: switched {word} in production" in text]) == 1, (
                told_so
            )
        could_not = any("Could not look: Unleash" in text for text in story.posts(channel.id))
        assert could_not is (token != ADMIN)
        assert await story.failed() == []
        assert await story.faults() == []


def _nullable(schema):
    """OpenAPI 3.0 in the words of JSON Schema."""
    if isinstance(schema, list):
        return [_nullable(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _nullable(value) for name, value in schema.items()}
    if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


@asynccontextmanager
async def receiving(address: str) -> AsyncIterator["asyncio.Queue[Delivery]"]:
    """What is sent to that address."""
    deliveries: asyncio.Queue[Delivery] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        await deliveries.put(Delivery(headers=headers, body=await request.read(), at=datetime.now(UTC)))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hooks/unleash", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", urlsplit(address).port).start()
    try:
        yield deliveries
    finally:
        await runner.cleanup()
