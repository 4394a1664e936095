"""PagerDuty: its incidents, who is on call for a service, and what its webhooks (version 3) say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Answer, Http, Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.proof import parsed, require_signature, unreadable
from app.connectors.parts.reading import iso, line, link, moment, moment_or_fail, severity, whole
from app.connectors.parts.trying import all_of, tried
from app.domain.attributes import SERVICE
from app.domain.connecting import Checked, Delivery, Found, Heard, Unreadable
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of
from app.domain.service import OnCall, Service, normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope, Window

_PAGE = 100
_MOST_INCIDENTS = 200
_MOST_SERVICES = 1000
_MOST_ON_CALL = 200
_OPEN = [("statuses[]", "triggered"), ("statuses[]", "acknowledged")]
_REOPENED = "incident.reopened"
_TELLING = frozenset({_REOPENED, *(f"incident.{one}" for one in ("triggered", "priority_updated", "resolved"))})
"""Events after which an incident is another than before. The rest is about who works on it."""
_URGENCIES = {"high": 2, "low": 4}

Params = list[tuple[str, str]]


class PagerdutySettings(ConnectorSettings):
    """`token` is a read-only REST API key; `webhook_secret` what PagerDuty showed when the webhook was made."""

    url: Url = "https://api.pagerduty.com"
    token: SecretStr
    webhook_secret: SecretStr = NO_SECRET


@dataclass(frozen=True, slots=True)
class _Ask:
    """What leads to people: the parameters that name policies or a schedule, and the service for which is asked."""

    service: str
    params: tuple[tuple[str, str], ...]


class Pagerduty:
    def __init__(self, settings: PagerdutySettings, reach: Reach) -> None:
        self._name = reach.name
        self._secret = settings.webhook_secret
        headers = {
            "Accept": "application/vnd.pagerduty+json;version=2",
            "Authorization": f"Token token={settings.token.get_secret_value()}",
        }
        self._http: Http = reach.http(settings.url, headers)

    async def check(self) -> Sequence[Checked]:
        advice = "Make a read-only REST API key (Integrations, API Access Keys) and set it as `token`."
        pages = [("read incidents", "incidents"), ("read services", "services"), ("read who is on call", "oncalls")]
        return await all_of(*(tried(what, self._page(path, [], ""), advice) for what, path in pages))

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Incidents that began in the window, and those that are open; of all services, as they are named otherwise here."""
        del scope
        began: Params = [("since", iso(window.start)), ("until", iso(window.end)), ("sort_by", "created_at:desc")]
        still: Params = [("date_range", "all"), *_OPEN, ("sort_by", "created_at:desc")]
        looks = await all_of(*(self._list("incidents", one, _MOST_INCIDENTS) for one in (began, still)))
        read: dict[str, Signal] = {}
        for query, look in zip((began, still), looks, strict=True):
            for one in look.items:
                signal = self._signal(one, window, _query("incidents", query))
                if signal.started_at <= window.end:
                    read.setdefault(signal.fingerprint, signal)
        cut = any(look.cut for look in looks)
        return Found(tuple(read.values()), f"only the newest {_MOST_INCIDENTS} incidents" if cut else "")

    async def on_call(self, services: Sequence[Service]) -> Found[OnCall]:
        """For each service that PagerDuty has (by its `on_call`, or by name): everybody on call now, by level."""
        known = await self._list("services", [], _MOST_SERVICES)
        asks = [ask for service in services if (ask := _ask(service, known.items))]
        answers = await all_of(*(self._on_call(ask) for ask in asks))
        unknown = [one.name for one in services if one.name not in {ask.service for ask in asks}]
        remarks = [known.remark("services"), f"it knows no service {', '.join(unknown)}" if unknown else ""]
        return Found(tuple(one for answer in answers for one in answer), "; ".join(one for one in remarks if one))

    async def _on_call(self, ask: _Ask) -> list[OnCall]:
        params = [*ask.params, ("include[]", "users"), ("earliest", "true")]
        found = await self._list("oncalls", params, _MOST_ON_CALL)
        people: dict[tuple[str, str], OnCall] = {}
        for one in found.items:
            person = self._person(one, ask.service)
            if person.person:
                people.setdefault((person.rotation, person.person), person)
        return sorted(people.values(), key=lambda one: one.level)

    def _person(self, given: JsonObject, service: str) -> OnCall:
        user, policy = object_of(given.get("user")), object_of(given.get("escalation_policy"))
        schedule = object_of(given.get("schedule"))
        return OnCall(
            connector=self._name,
            rotation=line(schedule.get("summary")) or line(policy.get("summary")),
            person=line(user.get("name")) or line(user.get("summary")),
            contact=line(user.get("email")),
            service=service,
            level=whole(given.get("escalation_level"), most=100) or 1,
            until=moment(given.get("end")),
            url=link(schedule.get("html_url"), policy.get("html_url")),
        )

    def hear(self, delivery: Delivery) -> Heard:
        claimed = delivery.headers.get("x-pagerduty-signature", "").split(",")
        require_signature(self._secret, delivery, [one.strip()[3:] for one in claimed if one.strip().startswith("v1=")])
        event = object_of(parsed(delivery).get("event"))
        kind, key = text_of(event.get("event_type")), line(event.get("id"))
        if not kind:
            raise Unreadable("It has no `event.event_type`: it is not from a version 3 webhook of PagerDuty.")
        if kind not in _TELLING:
            return Heard(dropped=1, key=key)
        at = moment(event.get("occurred_at")) or delivery.at
        try:
            signal = self._signal(object_of(event.get("data")), Window(at, at), "")
        except Unavailable as error:
            raise unreadable(error) from None
        if kind == _REOPENED:  # it bears the time at which it was first triggered
            signal = replace(signal, started_at=at, last_at=at)
        return Heard(signals=(signal,), key=key)

    def _signal(self, given: JsonObject, window: Window, query: str) -> Signal:
        """Raises Unavailable for what is no incident."""
        started_at = moment_or_fail(self._http.system, given.get("created_at"), "created_at")
        ref = line(given.get("id"))
        if not ref:
            raise Unavailable(self._http.system, "its answer has an incident without `id`")
        ended = given.get("status") == "resolved"
        changed_at = moment(given.get("resolved_at")) or moment(given.get("last_status_change_at"))
        last_at = max(started_at, (changed_at if ended else None) or window.end)
        return Signal(
            connector=self._name,
            kind=SignalKind.ALERT,
            fingerprint=ref,
            title=line(given.get("title")) or line(given.get("summary")) or f"Incident {ref}",
            started_at=started_at,
            last_at=last_at,
            state=SignalState.ENDED if ended else SignalState.FIRING,
            severity=_severity(given),
            ended_at=last_at if ended else None,
            attributes=_attributes(given),
            url=link(given.get("html_url")),
            query=query,
        )

    async def _list(self, path: str, params: Params, most: int) -> Listed:
        async def turn(cursor: str) -> tuple[list[JsonObject], str]:
            answer = await self._page(path, params, cursor)
            items, offset = answer.objects(path), int(cursor or 0)
            more = bool(items) and answer.at("more") is True
            return items, str(offset + _PAGE) if more else ""

        return await listed(turn, most)

    async def _page(self, path: str, params: Params, offset: str) -> Answer:
        answer = await self._http.get(path, [*params, ("limit", str(_PAGE)), ("offset", offset or "0")])
        answer.objects(path)
        return answer


def _query(path: str, params: Params) -> str:
    return f"GET /{path}?{'&'.join(f'{name}={value}' for name, value in params)}"


def _ask(service: Service, known: Sequence[JsonObject]) -> _Ask | None:
    """What its catalog entry names comes first: a service's or a policy's id or name here, or a schedule's id."""
    if policy := _policy_of({service.on_call}, known):
        return _Ask(service.name, (("escalation_policy_ids[]", policy),))
    if service.on_call.isalnum() and service.on_call.isupper():
        return _Ask(service.name, (("schedule_ids[]", service.on_call),))
    policy = _policy_of({service.name, *service.aliases}, known)
    return _Ask(service.name, (("escalation_policy_ids[]", policy),)) if policy else None


def _policy_of(names: set[str], known: Sequence[JsonObject]) -> str:
    wanted = {normal(one) for one in names if one}
    for one in known:
        policy = object_of(one.get("escalation_policy"))
        said = (one.get("id"), one.get("name") or one.get("summary"), policy.get("id"), policy.get("summary"))
        if wanted & {normal(line(name)) for name in said if line(name)} and line(policy.get("id")):
            return line(policy.get("id"))
    return ""


def _severity(given: JsonObject) -> int | None:
    """By its priority; where the account has none, by its urgency."""
    priority = object_of(given.get("priority"))
    return severity(priority.get("summary")) or _URGENCIES.get(text_of(given.get("urgency")))


def _attributes(given: JsonObject) -> dict[str, str]:
    service = object_of(given.get("service"))
    said = {
        SERVICE: line(service.get("summary")),
        "pagerduty.service.id": line(service.get("id")),
        "pagerduty.incident.number": line(given.get("incident_number")) or line(given.get("number")),
        "pagerduty.team": ", ".join(line(one.get("summary")) for one in objects_of(given.get("teams"))),
        "priority": line(object_of(given.get("priority")).get("summary")),
        "urgency": line(given.get("urgency")),
        "status": line(given.get("status")),
    }
    return {name: value for name, value in said.items() if value}


KIND = ConnectorKind(key="pagerduty", title="PagerDuty", settings=PagerdutySettings, build=Pagerduty)
