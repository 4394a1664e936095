"""GitLab: what was merged, released and deployed, with commits and diffs; asked for, and as its webhooks send it."""

from collections.abc import Sequence
from urllib.parse import quote

from app.connectors.gitlab.looking import Looking
from app.connectors.gitlab.origin import require_gitlab
from app.connectors.gitlab.reader import Reader
from app.connectors.gitlab.settings import GitlabSettings
from app.connectors.gitlab.webhook import heard
from app.connectors.kind import ConnectorKind
from app.connectors.parts.http import Reach
from app.connectors.parts.trying import accepting, all_of, tried
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.window import Scope, Window

_READ = ("deployments", "merge_requests", "releases", "pipelines")


class Gitlab:
    def __init__(self, settings: GitlabSettings, reach: Reach) -> None:
        self._settings = settings
        token = settings.token.get_secret_value()
        self._http = reach.http(settings.url, {"PRIVATE-TOKEN": token} if token else {})
        self._reader = Reader(reach.name, settings)

    async def check(self) -> Sequence[Checked]:
        asked = await all_of(
            *(
                tried(
                    f"read {what.replace('_', ' ')} of {project}",
                    self._listed(f"api/v4/projects/{quote(project, safe='')}/{what}"),
                    f"Give the token the scope `read_api` and its user the role Reporter in {project}.",
                )
                for project in self._settings.projects
                for what in _READ
            )
        )
        secrets = (self._settings.webhook_secret, self._settings.webhook_token)
        is_set = any(one.get_secret_value() for one in secrets)
        advice = "Set `webhook_secret` (or `webhook_token`) if GitLab is to send its events."
        return [*asked, accepting("receive webhooks", is_set=is_set, advice=advice)]

    async def _listed(self, path: str) -> None:
        (await self._http.get(path, {"per_page": 1})).objects()

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        return await Looking(self._http, self._reader).changes(window, scope)

    def hear(self, delivery: Delivery) -> Heard:
        require_gitlab(self._settings, delivery)
        return heard(self._reader, delivery)


KIND = ConnectorKind(key="gitlab", title="GitLab", settings=GitlabSettings, build=Gitlab)
