"""LaunchDarkly: which feature flags were changed, by whom and for how many; from its audit log, and as its webhooks send it."""

from collections.abc import Sequence

from pydantic import Field, SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.launchdarkly.entries import Reader, place_of
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.paging import listed
from app.connectors.parts.proof import parsed, require_signature
from app.connectors.parts.reading import line, moment
from app.connectors.parts.trying import accepting, tried
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject
from app.domain.window import Scope, Window

_LOG = "api/v2/auditlog"
_API_VERSION = "20240415"
_PAGE = 20  # the most that LaunchDarkly gives at once
_MOST_ENTRIES = 300
_MILLISECONDS = 1000


class LaunchdarklySettings(ConnectorSettings):
    """`token` is an API access token with the role Reader; `webhook_secret` what the webhook is signed with. `projects`
    and `environments` are keys; empty: all. `services` maps a flag, a tag of a flag, or a project to its service.
    """

    url: Url = "https://app.launchdarkly.com"
    token: SecretStr = NO_SECRET
    webhook_secret: SecretStr = NO_SECRET
    projects: list[str] = Field(default_factory=list)
    environments: list[str] = Field(default_factory=list)
    services: dict[str, str] = Field(default_factory=dict)


class Launchdarkly:
    def __init__(self, settings: LaunchdarklySettings, reach: Reach) -> None:
        self._settings = settings
        headers = {"Authorization": settings.token.get_secret_value(), "LD-API-Version": _API_VERSION}
        self._http = reach.http(settings.url, headers)
        self._reader = Reader(reach.name, settings.url, settings.services)

    async def check(self) -> Sequence[Checked]:
        advice = "Set `token` to an API access token with the role Reader."
        is_set = bool(self._settings.webhook_secret.get_secret_value())
        return [
            await tried("read the audit log", self._ask({"limit": "1"}), advice),
            accepting(
                "receive webhooks", is_set=is_set, advice="Set `webhook_secret` if LaunchDarkly is to send changes."
            ),
        ]

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        """Of all flags: which service a flag belongs to, LaunchDarkly does not know. Newest first."""
        query = {"after": _milliseconds(window.start.timestamp()), "spec": "proj/*:env/*:flag/*"}
        end = _milliseconds(window.end.timestamp() + 1)

        crowded: set[str] = set()

        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            before = cursor or end
            entries, follows = await self._page(query, before)
            if follows == before:  # more in one millisecond than a page has: what else it had cannot be asked for
                crowded.add(before)
                follows = str(int(before) - 1)
            return entries, follows

        found = await listed(turn, _MOST_ENTRIES)
        known = {line(one.get("_id")): one for one in found.items}  # pages overlap by a millisecond
        asked = f"GET /{_LOG}?{'&'.join(f'{name}={value}' for name, value in {**query, 'before': end}.items())}"
        read = self._reader.changes([one for one in known.values() if self._is_wanted(one, scope.environment)], asked)
        remarks = [found.remark("entries"), f"only {_PAGE} entries of one moment" if crowded else ""]
        return Found(tuple(one for one in read if one.started_at in window), "; ".join(filter(None, remarks)))

    async def _page(self, query: dict[str, str], before: str) -> tuple[list[JsonObject], str]:
        """A page ends before a time; the next one begins with the last millisecond of this one again."""
        answer = await self._ask({**query, "before": before, "limit": str(_PAGE)})
        entries = answer.objects("items")
        times = [moment(one.get("date")) for one in entries]
        oldest = min((one.timestamp() for one in times if one), default=0.0)
        if None in times:
            raise Unavailable(self._http.system, "its answer has no time in `date`")
        follows = _milliseconds(oldest + 1 / _MILLISECONDS)
        return entries, follows if len(entries) >= _PAGE else ""

    async def _ask(self, query: dict[str, str]) -> Answer:
        answer = await self._http.get(_LOG, query)
        answer.objects("items")
        return answer

    def _is_wanted(self, entry: JsonObject, environment: str) -> bool:
        place = place_of(entry)
        if place is None:
            return False
        environments = [environment] if environment else self._settings.environments
        return (not environments or place.environment in {*environments, "*"}) and (
            not self._settings.projects or place.project in {*self._settings.projects, "*"}
        )

    def hear(self, delivery: Delivery) -> Heard:
        require_signature(self._settings.webhook_secret, delivery, [delivery.headers.get("x-ld-signature", "")])
        entry = parsed(delivery)
        key = line(entry.get("_id"))
        if not key or moment(entry.get("date")) is None:
            raise Unreadable("It has no `_id` or `date`: it is no entry of LaunchDarkly's audit log.")
        change = self._reader.change(entry) if self._is_wanted(entry, "") else None
        return Heard(changes=(change,), key=key) if change else Heard(dropped=1, key=key)


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * _MILLISECONDS))


KIND = ConnectorKind(key="launchdarkly", title="LaunchDarkly", settings=LaunchdarklySettings, build=Launchdarkly)
