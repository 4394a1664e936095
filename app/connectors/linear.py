"""Linear: issues that mention a service, with how many customers' tickets are linked to each."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import SecretStr

from app.connectors.kind import ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Answer, Reach
from app.connectors.parts.paging import listed
from app.connectors.parts.reading import iso, line, link, moment, moment_or_fail, whole
from app.connectors.parts.tickets import NOTHING_TO_SEARCH, Ticket, signals, terms
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 50
_MOST_TICKETS = 200
_QUERY = """query($filter: IssueFilter, $first: Int, $after: String) {
  issues(filter: $filter, first: $first, after: $after, orderBy: createdAt) {
    nodes {
      identifier title url priority createdAt completedAt canceledAt customerTicketCount
      state { name }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
_REFUSALS = {
    "AUTHENTICATION_ERROR": "it does not accept the credentials",
    "FORBIDDEN": "the credentials may not read this",
    "RATELIMITED": "it was asked too often (429)",
}


class LinearSettings(ConnectorSettings):
    """`token` is a personal API key, or an OAuth access token that begins with `Bearer `; `teams` are keys like `OPS`."""

    url: Url = "https://api.linear.app"
    token: SecretStr
    teams: tuple[str, ...] = ()


class Linear:
    def __init__(self, settings: LinearSettings, reach: Reach) -> None:
        self._name = reach.name
        self._teams = settings.teams
        headers = {"Authorization": settings.token.get_secret_value()}
        self._http = reach.http(settings.url, headers, reads_refusals=True)

    async def check(self) -> Sequence[Checked]:
        advice = "Make an API key under Settings, Security & access, with permission to read, and set it as `token`."
        return await all_of(tried("log in", self._viewer(), advice), tried("read issues", self._page({}, ""), advice))

    async def _viewer(self) -> None:
        (await self._ask({"query": "{ viewer { id } }"})).object("data", "viewer")

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Issues created in the window that mention one of the services."""
        wanted = terms(scope)
        if not wanted:
            return Found(remark=NOTHING_TO_SEARCH)
        mentions = [{field: {"containsIgnoreCase": one}} for one in wanted for field in ("title", "description")]
        asked: dict[str, Json] = {"createdAt": {"gte": iso(window.start), "lte": iso(window.end)}, "or": mentions}
        if self._teams:
            asked["team"] = {"key": {"in": list(self._teams)}}
        found = await listed(lambda cursor: self._page(asked, cursor), _MOST_TICKETS)
        read = [(self._ticket(one), _customers(one)) for one in found.items]
        tickets = [one for one, _ in read if one.created_at in window]
        query = f"issues created {iso(window.start)} to {iso(window.end)} with {' or '.join(wanted)}"
        linked = {one.ref: str(count) for one, count in read if count}
        made = (_with_customers(one, linked) for one in signals(self._name, tickets, scope, window.end, query))
        return Found(tuple(made), found.remark("issues"))

    async def _page(self, asked: JsonObject, cursor: str) -> tuple[list[JsonObject], str]:
        variables: JsonObject = {"filter": asked, "first": _PAGE, "after": cursor or None}
        answer = await self._ask({"query": _QUERY, "variables": variables})
        page = answer.object("data", "issues", "pageInfo")
        items = answer.objects("data", "issues", "nodes")
        return items, text_of(page.get("endCursor")) if page.get("hasNextPage") is True else ""

    async def _ask(self, body: JsonObject) -> Answer:
        """Linear answers 200 or 400 where it refuses, and says why. Raises Unavailable, also for an answer that is only in
        part there.
        """
        answer = await self._http.search("graphql", body)
        for error in objects_of(answer.object().get("errors")):
            extensions = object_of(error.get("extensions"))
            code = text_of(extensions.get("code")) or text_of(extensions.get("type"))
            refused = _REFUSALS.get(code.upper().replace(" ", "_"), "it did not answer all of the question")
            raise Unavailable(self._http.system, refused)
        return answer

    def _ticket(self, issue: JsonObject) -> Ticket:
        """Raises Unavailable for what is no issue."""
        ref = line(issue.get("identifier"))
        if not ref:
            raise Unavailable(self._http.system, "its answer has an issue without `identifier`")
        created_at = moment_or_fail(self._http.system, issue.get("createdAt"), "createdAt")
        ended_at = moment(issue.get("completedAt")) or moment(issue.get("canceledAt"))
        return Ticket(
            ref=ref,
            subject=line(issue.get("title"), 1000),
            created_at=created_at,
            ended_at=max(created_at, ended_at) if ended_at else None,
            severity=whole(issue.get("priority"), 1, 4),
            status=line(object_of(issue.get("state")).get("name")),
            url=link(issue.get("url")),
        )


def _customers(issue: JsonObject) -> int:
    return whole(issue.get("customerTicketCount")) or 0


def _with_customers(signal: Signal, linked: dict[str, str]) -> Signal:
    if signal.fingerprint not in linked:
        return signal
    return replace(signal, attributes={**signal.attributes, "linear.customer_tickets": linked[signal.fingerprint]})


KIND = ConnectorKind(key="linear", title="Linear", settings=LinearSettings, build=Linear)
