"""Zendesk: tickets that mention a service, and from how many customers and organisations they are."""

from collections.abc import Sequence

from aiohttp import encode_basic_auth
from pydantic import Field, SecretStr

from app.connectors.kind import ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Reach
from app.connectors.parts.paging import Listed, listed
from app.connectors.parts.reading import iso, line, moment, moment_or_fail, severity
from app.connectors.parts.tickets import NOTHING_TO_SEARCH, Ticket, signals, terms
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 100
_MOST_TICKETS = 500
_OVER = frozenset({"solved", "closed"})


class ZendeskSettings(ConnectorSettings):
    """With `user` (an agent's mail address) `token` is an API token; without, an OAuth access token with the scope `read`.

    `narrowed` is added to every search, such as `brand:acme` or `-tags:spam`.
    """

    url: Url
    token: SecretStr
    user: str = Field("", pattern="^[^:]*$")
    narrowed: str = ""


class Zendesk:
    def __init__(self, settings: ZendeskSettings, reach: Reach) -> None:
        self._name = reach.name
        self._url = settings.url
        self._narrowed = settings.narrowed
        token = settings.token.get_secret_value()
        basic = encode_basic_auth(f"{settings.user}/token", token, "utf-8") if settings.user else ""
        self._http = reach.http(settings.url, {"Authorization": basic or f"Bearer {token}"})

    async def check(self) -> Sequence[Checked]:
        advice = "Set `user` and `token` to an agent's, with access to the tickets that it is to search."
        return [await tried("search tickets", self._page("created>1hours", ""), advice)]

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Tickets created in the window that mention one of the services; a ticket that mentions two is one."""
        wanted = terms(scope)
        if not wanted:
            return Found(remark=NOTHING_TO_SEARCH)
        queries = [self._query(window, one) for one in wanted]
        looks = await all_of(*(self._list(one) for one in queries))
        tickets: dict[str, Ticket] = {}
        for name, look in zip(wanted.values(), looks, strict=True):
            for one in look.items:
                ticket = self._ticket(one, name)
                if ticket.created_at in window:
                    tickets.setdefault(ticket.ref, ticket)
        cut = any(one.cut for one in looks)
        made = signals(self._name, list(tickets.values()), scope, window.end, " | ".join(queries))
        return Found(made, f"only {_MOST_TICKETS} tickets of each service" if cut else "")

    def _query(self, window: Window, term: str) -> str:
        return f'created>={iso(window.start)} created<={iso(window.end)} "{term}" {self._narrowed}'.strip()

    async def _list(self, query: str) -> Listed:
        return await listed(lambda cursor: self._page(query, cursor), _MOST_TICKETS)

    async def _page(self, query: str, cursor: str) -> tuple[list[JsonObject], str]:
        params: dict[str, str | int | float] = {"query": query, "filter[type]": "ticket", "page[size]": _PAGE}
        answer = await self._http.get("api/v2/search/export", {**params, **({"page[after]": cursor} if cursor else {})})
        items, meta = answer.objects("results"), answer.object("meta")
        return items, line(meta.get("after_cursor"), 2000) if meta.get("has_more") is True else ""

    def _ticket(self, given: JsonObject, service: str) -> Ticket:
        """Raises Unavailable for what is no ticket. The text of the ticket is not read."""
        ref = line(given.get("id"))
        if not ref:
            raise Unavailable(self._http.system, "its answer has a ticket without `id`")
        created_at = moment_or_fail(self._http.system, given.get("created_at"), "created_at")
        status, via = line(given.get("status")), object_of(given.get("via"))
        over = max(created_at, moment(given.get("updated_at")) or created_at) if status in _OVER else None
        return Ticket(
            ref=ref,
            subject=line(given.get("subject"), 1000),
            created_at=created_at,
            ended_at=over,
            severity=severity(given.get("priority")),
            service=service,
            customer=line(given.get("requester_id")),
            organisation=line(given.get("organization_id")),
            names=(line(object_of(object_of(via.get("source")).get("from")).get("name")),),
            status=status,
            url=f"{self._url}/agent/tickets/{ref}",
        )


KIND = ConnectorKind(key="zendesk", title="Zendesk", settings=ZendeskSettings, build=Zendesk)
