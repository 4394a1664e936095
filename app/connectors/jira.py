"""Jira (Cloud and Data Center): tickets that mention a service, and how many customers wrote them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated

from aiohttp import encode_basic_auth
from pydantic import Field, SecretStr, StringConstraints

from app.connectors.kind import ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Params, Reach
from app.connectors.parts.paging import listed
from app.connectors.parts.reading import line, moment, moment_or_fail, severity
from app.connectors.parts.tickets import NOTHING_TO_SEARCH, Ticket, signals, terms
from app.connectors.parts.trying import all_of, tried
from app.domain.connecting import Checked, Found
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of
from app.domain.signal import Signal
from app.domain.window import Scope, Window

_PAGE = 100
_MOST_TICKETS = 300
_FIELDS = "summary,created,status,priority,resolutiondate,reporter"
_A_DAY = timedelta(days=1)
_Project = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{1,30}$")]
"""The key, not the name."""


class JiraSettings(ConnectorSettings):
    """With `user` (a mail address) it is Jira Cloud and `token` an API token; without, Data Center and a personal access
    token. `jql` narrows the search further; `organisations_field` is the custom field in which customers' organisations are. `site` is
    the address of its web pages, for links, where that is not `url`.
    """

    url: Url
    token: SecretStr
    user: str = Field("", pattern="^[^:]*$")
    projects: tuple[_Project, ...] = ()
    jql: str = ""
    site: Url = ""
    organisations_field: str = Field("", pattern=r"^(customfield_\d+)?$")


class Jira:
    def __init__(self, settings: JiraSettings, reach: Reach) -> None:
        self._name = reach.name
        self._settings = settings
        self._is_cloud = bool(settings.user)
        token = settings.token.get_secret_value()
        said = encode_basic_auth(settings.user, token, "utf-8") if settings.user else f"Bearer {token}"
        self._http = reach.http(settings.url, {"Authorization": said})

    async def check(self) -> Sequence[Checked]:
        name = "api/3" if self._is_cloud else "api/2"
        advice = "Check `user` and `token`." if self._is_cloud else "Check `token`, and that there is no `user`."
        search = self._page(f"{' AND '.join([*self._narrowed(), 'created >= -1d'])} ORDER BY created DESC", "")
        browse = "Give the account *Browse projects* in the projects that it is to search; check `projects` and `jql`."
        return await all_of(tried("log in", self._myself(name), advice), tried("search tickets", search, browse))

    async def _myself(self, name: str) -> None:
        (await self._http.get(f"rest/{name}/myself")).at("displayName")

    async def signals(self, window: Window, scope: Scope) -> Found[Signal]:
        """Tickets created in the window that mention one of the services."""
        wanted = terms(scope)
        if not wanted:
            return Found(remark=NOTHING_TO_SEARCH)
        query = self._query(window, wanted)
        found = await listed(lambda cursor: self._page(query, cursor), _MOST_TICKETS)
        tickets = [one for each in found.items if (one := self._ticket(each)).created_at in window]
        return Found(signals(self._name, tickets, scope, window.end, query), found.remark("tickets"))

    def _query(self, window: Window, wanted: Iterable[str]) -> str:
        """JQL. Its times are in the account's time zone, which is not known here: a day more on either side is asked for."""
        start, end = (f'"{at:%Y-%m-%d %H:%M}"' for at in (window.start - _A_DAY, window.end + _A_DAY))
        text = " OR ".join(f'text ~ "\\"{one}\\""' for one in wanted)
        parts = [*self._narrowed(), f"created >= {start}", f"created <= {end}", f"({text})"]
        return f"{' AND '.join(parts)} ORDER BY created DESC"

    def _narrowed(self) -> list[str]:
        """What the settings say. Jira refuses a project that the account may not browse, as one that there is not."""
        projects = ", ".join(f'"{one}"' for one in self._settings.projects)
        within = [f"project IN ({projects})"] if projects else []
        return [*within, f"({self._settings.jql})"] if self._settings.jql else within

    async def _page(self, query: str, cursor: str) -> tuple[list[JsonObject], str]:
        extra = self._settings.organisations_field
        asked: dict[str, str | int | float] = {
            "jql": query,
            "maxResults": _PAGE,
            "fields": f"{_FIELDS},{extra}" if extra else _FIELDS,
        }
        return await (self._cloud_page(asked, cursor) if self._is_cloud else self._own_page(asked, cursor))

    async def _cloud_page(self, asked: dict[str, str | int | float], cursor: str) -> tuple[list[JsonObject], str]:
        params: Params = {**asked, **({"nextPageToken": cursor} if cursor else {})}
        answer = await self._http.get("rest/api/3/search/jql", params)
        return answer.objects("issues"), line(answer.object().get("nextPageToken"), 1000)

    async def _own_page(self, asked: dict[str, str | int | float], cursor: str) -> tuple[list[JsonObject], str]:
        start = int(cursor or 0)
        answer = await self._http.get("rest/api/2/search", {**asked, "startAt": start})
        items, total = answer.objects("issues"), answer.at("total")
        following = start + len(items)
        return items, str(following) if items and isinstance(total, int) and following < total else ""

    def _ticket(self, issue: JsonObject) -> Ticket:
        """Raises Unavailable for what is no issue."""
        key, fields = line(issue.get("key")), object_of(issue.get("fields"))
        if not key:
            raise Unavailable(self._http.system, "its answer has an issue without `key`")
        created_at = moment_or_fail(self._http.system, fields.get("created"), "fields.created")
        status, reporter = object_of(fields.get("status")), object_of(fields.get("reporter"))
        done = object_of(status.get("statusCategory")).get("key") == "done"
        ended_at = max(created_at, moment(fields.get("resolutiondate")) or created_at) if done else None
        organisations = objects_of(fields.get(self._settings.organisations_field))
        return Ticket(
            ref=key,
            subject=line(fields.get("summary"), 1000),
            created_at=created_at,
            ended_at=ended_at,
            severity=severity(object_of(fields.get("priority")).get("name")),
            customer=line(reporter.get("accountId")) or line(reporter.get("key")) or line(reporter.get("name")),
            organisation=line(organisations[0].get("id")) if organisations else "",
            names=tuple(filter(None, (line(reporter.get("displayName")), line(reporter.get("name"))))),
            status=line(status.get("name")),
            url=f"{self._settings.site or self._settings.url}/browse/{key}",
        )


KIND = ConnectorKind(key="jira", title="Jira", settings=JiraSettings, build=Jira)
