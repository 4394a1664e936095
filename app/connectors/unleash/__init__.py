"""Unleash: which feature flags were changed, by whom and for how many; asked for, and as its webhook integration sends it."""

from collections.abc import Sequence
from datetime import timedelta

from pydantic import Field, SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.paging import listed
from app.connectors.parts.proof import parsed, require_token
from app.connectors.parts.reading import line, moment
from app.connectors.parts.trying import accepting, tried
from app.connectors.unleash.events import TELLING, Reader
from app.domain.attributes import ENVIRONMENT
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, text_of
from app.domain.window import Scope, Window

_EVENTS = "api/admin/search/events"
_PAGE = 100
_MOST_EVENTS = 1000
_DAY = timedelta(days=1)


class UnleashSettings(ConnectorSettings):
    """`token` is a personal access token, or one of a service account; `webhook_token` what the webhook integration
    sends as `Authorization: Bearer …`. `projects` and `environments` empty: all. `services` maps a flag or a project to
    its service; a tag of the type `service` on the flag does so too.
    """

    url: Url
    token: SecretStr = NO_SECRET
    webhook_token: SecretStr = NO_SECRET
    projects: list[str] = Field(default_factory=list)
    environments: list[str] = Field(default_factory=list)
    services: dict[str, str] = Field(default_factory=dict)


class Unleash:
    def __init__(self, settings: UnleashSettings, reach: Reach) -> None:
        self._settings = settings
        self._http = reach.http(settings.url, {"Authorization": settings.token.get_secret_value()})
        self._reader = Reader(reach.name, settings.url, settings.services)

    async def check(self) -> Sequence[Checked]:
        advice = "Set `token` to a personal access token of a user who may see the projects."
        return [
            await tried("read events", self._ask({"limit": "1"}), advice),
            accepting(
                "receive webhooks",
                is_set=bool(self._settings.webhook_token.get_secret_value()),
                advice="Set `webhook_token` if Unleash is to send its events.",
            ),
        ]

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Of all flags: which service a flag belongs to, Unleash does not know. The log is asked by whole days."""
        query = {
            "type": f"IS_ANY_OF:{','.join(TELLING)}",
            "from": f"IS:{window.start - _DAY:%Y-%m-%d}",
            "to": f"IS:{window.end + _DAY:%Y-%m-%d}",
        }
        if self._settings.projects:
            query["project"] = f"IS_ANY_OF:{','.join(self._settings.projects)}"

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            return await self._page(query, int(cursor or 0), window)

        found = await listed(turn, _MOST_EVENTS)
        asked = f"GET /{_EVENTS}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
        known = {line(one.get("id")): one for one in found.items}  # a page may begin with what the last one ended with
        read = self._reader.changes([*known.values()], asked)
        within = [one for one in read if one.started_at in window and self._is_wanted(one, scope.environment)]
        return Found(tuple(within), found.remark("events"))

    async def _page(self, query: dict[str, str], offset: int, window: Window) -> tuple[list[JsonObject], str]:
        """Newest first. The server answers with no events where its own query failed, but counts them all the same."""
        answer = await self._ask({**query, "offset": str(offset), "limit": str(_PAGE)})
        events, total = answer.objects("events"), answer.at("total")
        if not isinstance(total, int) or (not events and total > offset):
            raise Unavailable(self._http.system, "it counts events, but gives none")
        if any(moment(one.get("createdAt")) is None for one in events):
            raise Unavailable(self._http.system, "its answer has no time in `createdAt`")
        last = moment(events[-1].get("createdAt")) if events else None
        is_last = len(events) < _PAGE or (last is not None and last < window.start)
        return events, "" if is_last else str(offset + _PAGE)

    async def _ask(self, query: dict[str, str]) -> Answer:
        answer = await self._http.get(_EVENTS, query)
        answer.objects("events")
        return answer

    def _is_wanted(self, change: Change, environment: str) -> bool:
        """What says no environment holds in all of them."""
        there = change.attributes.get(ENVIRONMENT, "")
        wanted = [environment] if environment else self._settings.environments
        return not there or not wanted or there in wanted

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._settings.webhook_token, delivery)
        event = parsed(delivery)
        kind, key = text_of(event.get("type")), line(event.get("id"))
        if not kind:
            raise Unreadable("It has no `type`: leave the body template of the webhook integration empty.")
        projects = self._settings.projects
        if kind not in TELLING or (projects and text_of(event.get("project")) not in projects):
            return Heard(dropped=1, key=key)
        change = self._reader.change(event)
        if change is None:
            raise Unreadable("It has no `id`, `createdAt` or `featureName`: it is no event of Unleash.")
        if not self._is_wanted(change, ""):
            return Heard(dropped=1, key=key)
        return Heard(changes=(change,), key=key)


KIND = ConnectorKind(key="unleash", title="Unleash", settings=UnleashSettings, build=Unleash)
