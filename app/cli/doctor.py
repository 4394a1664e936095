"""`watchkeeper doctor`: looks at everything that has to be right before the bot can work, and says what to do."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import aiohttp
import click
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from app.bootstrap import scanner_of
from app.connectors.configured import connecting, describe
from app.context.around.checking import check
from app.domain.errors import UserError
from app.domain.json import object_of, text_of, texts_of
from app.llm.configured import roster
from app.llm.probe import probed
from app.rehearsal import manifest
from app.settings import Settings, read_settings
from app.store.migrate import newest_revision, revision_of
from app.store.opening import open_database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `advice` is what to do when it is not right."""

    what: str
    ok: bool = True
    advice: str = ""


def _wrong(what: str, advice: str) -> Finding:
    return Finding(what, ok=False, advice=advice)


@click.command()
def doctor() -> None:
    """Check tokens, scopes, the connection, the database, models and connectors, and say what to do about each."""
    settings = read_settings()
    wrong = asyncio.run(_examine(settings))
    if wrong:
        raise UserError(f"{wrong} thing{'s are' if wrong > 1 else ' is'} not right yet; see above.")
    click.echo("All is well: start it with `watchkeeper serve`.")


async def _examine(settings: Settings) -> int:
    wrong = 0
    async for finding in _findings(settings):
        click.echo(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}")
        if not finding.ok:
            wrong += 1
            click.echo(f"      {finding.advice}")
    return wrong


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield await _database(settings)
    for one in roster(settings.written_models).models.values():
        probe = await probed(one, settings.model_time_limit_s)
        yield Finding(probe.what, probe.ok, probe.advice)
    for finding in await _connectors(settings):
        yield finding
    bot_token = settings.slack_bot_token.get_secret_value()
    if not bot_token.startswith("xoxb-"):
        yield _wrong("bot token", "Set SLACK_BOT_TOKEN to the token that starts with xoxb- (OAuth & Permissions).")
        return
    client = AsyncWebClient(token=bot_token, base_url=settings.slack_api_url)
    try:
        async for finding in _in_slack(client, settings):
            yield finding
    except (aiohttp.ClientError, TimeoutError) as error:
        yield _wrong(f"Slack cannot be reached ({type(error).__name__})", f"Check the way to {client.base_url}.")
    yield Finding(f"second scan for secrets: {'kingfisher' if scanner_of(settings) else 'off'}")


async def _connectors(settings: Settings) -> list[Finding]:
    """All at once, each within its own time; in the order of the settings."""
    async with connecting(describe(settings.written_connectors)) as connected:
        verdicts = await asyncio.gather(*(check(one, one.time_limit_s) for one in connected))
    return [
        Finding(f"{one.title}: {verdict.what}", verdict.ok, verdict.advice)
        for one, mine in zip(connected, verdicts, strict=True)
        for verdict in mine
    ]


async def _in_slack(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    """What Slack says. Raises aiohttp's errors where it cannot be reached."""
    async for finding in _identity(client):
        yield finding
    if settings.socket_mode:
        yield await _socket(settings)
    if settings.announce_channel:
        yield await _announcements(client, settings.announce_channel)
    for person in sorted({person for rule in settings.alert_rules for person in rule.invite}):
        yield await _invited(client, person)


async def _database(settings: Settings) -> Finding:
    try:
        database = open_database(settings.database_url)
        try:
            revision = await revision_of(database)
        finally:
            await database.close()
    except UserError as error:
        return _wrong("database", str(error))
    except Exception as error:  # noqa: BLE001 -- every driver has errors of its own
        return _wrong("database", f"It does not answer ({type(error).__name__}). Check WATCHKEEPER_DATABASE_URL.")
    state = "up to date" if revision == newest_revision() else "will be brought up to date at the start"
    return Finding(f"database: {state}")


async def _identity(client: AsyncWebClient) -> AsyncIterator[Finding]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        yield _wrong(f"bot token: {_code(error)}", "Install the app again and copy its bot token.")
        return
    yield Finding(f"bot token: {answer['user']} in {answer['team']}")
    headers: Mapping[str, str] = {name.lower(): value for name, value in answer.headers.items()}
    if "x-oauth-scopes" in headers:
        given = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")}
        missing = sorted(_wanted_scopes() - given)
        advice = f"Missing: {', '.join(missing)}. Paste manifest.yml again and reinstall the app."
        yield Finding(f"scopes: {len(given)} granted", ok=not missing, advice=advice)


async def _socket(settings: Settings) -> Finding:
    token = settings.slack_app_token.get_secret_value()
    advice = "Set SLACK_APP_TOKEN to an app-level token (xapp-) with the scope connections:write."
    if not token.startswith("xapp-"):
        return _wrong("app token", advice)
    try:
        await AsyncWebClient(base_url=settings.slack_api_url).apps_connections_open(app_token=token)
    except SlackApiError as error:
        return _wrong(f"app token: {_code(error)}", advice)
    return Finding("app token: Socket Mode can connect")


async def _announcements(client: AsyncWebClient, channel: str) -> Finding:
    try:
        answer = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        return _wrong(f"announcements: {_code(error)}", "WATCHKEEPER_ANNOUNCE_CHANNEL takes a channel's id (C…).")
    return Finding(f"announcements go to #{text_of(object_of(answer.get('channel')).get('name'))}")


async def _invited(client: AsyncWebClient, person: str) -> Finding:
    """Whether somebody whom alert rules invite can be: a private incident that nobody can be asked into, nobody sees."""
    what = f"alert_rules: {person[:40]} is invited"
    advice = "`invite` takes the ids (U…) of people who are in the workspace."
    try:
        answer = await client.users_info(user=person)
    except SlackApiError as error:
        return _wrong(f"{what}: {_code(error)}", advice)
    is_gone = object_of(answer.get("user")).get("deleted") is True
    return Finding(f"{what}{': deactivated' if is_gone else ''}", ok=not is_gone, advice=advice)


def _wanted_scopes() -> set[str]:
    scopes = object_of(object_of(manifest().get("oauth_config")).get("scopes"))
    return set(texts_of(scopes.get("bot")))


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error"))
