"""What holds for every connector in the tuple: its name, its page, and that it never takes "could not look" for "nothing"."""

import asyncio
import inspect
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from app.connectors import CONNECTORS
from app.connectors.configured import connecting, describe
from app.connectors.kind import ConnectorSettings
from app.connectors.parts import http
from app.domain.connecting import Delivery, Found, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.service import Service
from app.domain.window import Scope, Window
from app.ports import FindsChanges, FindsGuides, FindsOnCall, FindsPastIncidents, FindsServices, FindsSignals, Hears
from tests.connectors.standin import standing_in

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(hours=2), NOW)
SCOPE = Scope(services=("checkout",), words=("timeout",))
SERVICE = Service(name="checkout", owner="payments", on_call="PABC123")
FAULTS = (401, 403, 404, 429, 500, 302, "hang", "garbage", "empty", "half", "shut")
SHAPES = ({}, [], {"status": "error"}, "text", None, 7)
SIGNATURES = ("authorization", "x-hub-signature-256", "x-gitlab-token", "x-pagerduty-signature")
KEYS = [kind.key for kind in CONNECTORS]
LOOKS = {
    FindsSignals: lambda one: one.signals(WINDOW, SCOPE),
    FindsChanges: lambda one: one.changes(WINDOW, SCOPE),
    FindsServices: lambda one: one.services(),
    FindsOnCall: lambda one: one.on_call([SERVICE]),
    FindsGuides: lambda one: one.guides(),
    FindsPastIncidents: lambda one: one.past_incidents(),
}


@pytest.fixture(autouse=True)
def _no_waiting_between_tries(monkeypatch):
    monkeypatch.setattr(http, "_FIRST_WAIT_S", 0.0)


def page(key: str) -> str:
    return (ROOT / "docs" / "connectors" / f"{key}.md").read_text()


def example(key: str) -> dict[str, dict[str, object]]:
    """The settings that the page shows, as one would paste them."""
    block = re.search(r"```yaml\n(connectors:.*?)```", page(key), re.DOTALL)
    assert block, f"docs/connectors/{key}.md has no yaml example that begins with `connectors:`"
    return yaml.safe_load(block[1])["connectors"]


def settings(key: str, url: str) -> dict[str, dict[str, object]]:
    """The example, with its secrets given and every address pointed at the stand-in; a short time limit."""
    return {name: {**_filled(name, given, url), "time_limit_s": 0.2} for name, given in example(key).items()}


def _filled(name: str, given: dict[str, object], url: str) -> dict[str, object]:
    filled = {one.removesuffix("_env"): f"secret-of-{one}" if one.endswith("_env") else given[one] for one in given}
    kind = next(one for one in CONNECTORS if one.key == given.get("kind", name))
    if "url" in kind.settings.model_fields and ("url" in given or "path" not in given):
        filled["url"] = url
    return {setting: _local(value, url) for setting, value in filled.items()}


def _local(value: object, url: str) -> object:
    if isinstance(value, list):
        return [_local(one, url) for one in value]
    return url if isinstance(value, str) and re.fullmatch(r"https?://[^/]+/?", value) else value


def looks_of(connector: object) -> list[object]:
    return [look for ability, look in LOOKS.items() if isinstance(connector, ability)]


def asks_over_http(given: dict[str, dict[str, object]]) -> bool:
    return any("path" not in one for one in given.values())


@pytest.fixture(params=KEYS)
def key(request):
    return request.param


def test_every_file_is_a_kind_and_every_kind_is_listed_by_name():
    folder = ROOT / "app" / "connectors"
    inner = {"configured", "docs", "kind", "parts"}
    there = {one.stem for one in folder.iterdir() if not one.name.startswith(("_", ".")) and one.stem not in inner}
    assert there == set(KEYS)
    assert sorted(KEYS) == KEYS


def test_the_kind_lives_in_the_file_of_its_key(key):
    kind = next(one for one in CONNECTORS if one.key == key)
    assert inspect.getmodule(kind.settings).__name__.startswith(f"app.connectors.{key}")
    assert issubclass(kind.settings, ConnectorSettings)
    assert kind.title


def test_what_is_secret_is_typed_so(key):
    kind = next(one for one in CONNECTORS if one.key == key)
    for name, field in kind.settings.model_fields.items():
        if re.search(r"token|secret|password|api_?key", name) and not name.endswith(("_header", "_name")):
            assert "SecretStr" in str(field.annotation), name
    for value in kind.settings.model_construct().__dict__.values():
        assert not isinstance(value, SecretStr) or not value.get_secret_value()


def test_the_page_says_how_to_set_it_up(key):
    assert page(key).startswith("# ")
    assert describe(settings(key, "http://127.0.0.1:9"))


def test_a_setting_that_is_not_there_is_refused_without_its_value(key):
    (name, given), *_ = settings(key, "http://127.0.0.1:9").items()
    with pytest.raises(Exception, match="there is no such setting") as raised:
        describe({name: {**given, "no_such_thing": "s3cret"}})
    assert "s3cret" not in str(raised.value)


async def test_it_asks_through_the_client_that_keeps_limits(key):
    folder = ROOT / "app" / "connectors"
    files = [folder / f"{key}.py"] if (folder / f"{key}.py").exists() else sorted((folder / key).glob("*.py"))
    for file in files:
        text = file.read_text()
        assert "ClientSession" not in text
        assert not re.search(r"\bsession\.", text), "asks past Http"
        assert not re.search(
            r"^(?:from|import) app\.(?!connectors|domain|ports|redaction|telemetry)", text, re.MULTILINE
        )


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_what_cannot_be_looked_at_is_never_nothing(key, fault):
    async with standing_in(fault=fault) as there:
        given = settings(key, there.url)
        if not asks_over_http(given):
            pytest.skip("reads a folder")
        async with connecting(describe(given)) as made:
            for one in made:
                for look in looks_of(one.connector):
                    with pytest.raises(Unavailable) as raised:
                        await asyncio.wait_for(look(one.connector), 5)
                    assert raised.value.reason
                    assert "secret-of" not in str(raised.value)


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
async def test_an_answer_of_another_shape_is_not_nothing_found(key, shape):
    async with standing_in() as there:
        given = settings(key, there.url)
        if not asks_over_http(given):
            pytest.skip("reads a folder")
        there.handle_all(shape)
        async with connecting(describe(given)) as made:
            for one in made:
                for look in looks_of(one.connector):
                    try:
                        found = await asyncio.wait_for(look(one.connector), 5)
                    except Unavailable:
                        continue
                    assert shape == [], f"{look} took {shape!r} for {found}"
                    assert isinstance(found, Found)


@pytest.mark.parametrize("fault", [401, 403, 500, "hang", "garbage", "half"], ids=str)
async def test_a_check_says_what_is_wrong_and_what_to_do(key, fault):
    async with standing_in(fault=fault) as there:
        given = settings(key, there.url)
        async with connecting(describe(given)) as made:
            for one in made:
                checked = await asyncio.wait_for(one.connector.check(), 10)
                assert checked
                if looks_of(one.connector) and asks_over_http(given):
                    assert not all(each.ok for each in checked)
                    assert all(each.advice for each in checked if not each.ok)
                assert "secret-of" not in str(checked)


async def test_a_check_does_not_take_any_json_for_an_answer(key):
    async with standing_in() as there:
        there.handle_all({})
        given = settings(key, there.url)
        async with connecting(describe(given)) as made:
            for one in made:
                if looks_of(one.connector) and asks_over_http(given):
                    checked = await one.connector.check()
                    assert not any(each.ok for each in checked if not each.is_note)


async def test_what_is_not_signed_is_refused(key):
    async with connecting(describe(settings(key, "http://127.0.0.1:9"))) as made:
        for one in made:
            if not isinstance(one.connector, Hears):
                continue
            for body in (b"{}", b'{"alerts": []}', b"", b"\xff\xfe"):
                with pytest.raises(Refused):
                    one.connector.hear(Delivery(headers={"content-type": "application/json"}, body=body, at=NOW))
            wrong = dict.fromkeys(SIGNATURES, "sha256=0000")
            with pytest.raises(Refused):
                one.connector.hear(Delivery(headers=wrong, body=b"{}", at=NOW))


async def test_without_a_secret_it_hears_nobody(key):
    kind = next(one for one in CONNECTORS if one.key == key)
    secret = {name for name, field in kind.settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    given = {
        name: {setting: value for setting, value in one.items() if setting not in secret}
        for name, one in settings(key, "http://127.0.0.1:9").items()
    }
    try:
        described = describe(given)
    except Exception:  # noqa: BLE001 -- a secret that must be given: then there is none to leave out
        return
    async with connecting(described) as made:
        for one in made:
            if isinstance(one.connector, Hears):
                for headers in ({}, {"authorization": "Bearer "}, {"x-gitlab-token": ""}):
                    with pytest.raises((Refused, Unreadable)) as raised:
                        one.connector.hear(Delivery(headers=headers, body=b"{}", at=NOW))
                    assert isinstance(raised.value, Refused)
