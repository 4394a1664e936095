"""GitHub: what was merged, released and deployed, with commits and diffs; asked for, and as its webhooks send it."""

from collections.abc import Sequence

from app.connectors.github.looking import Looking
from app.connectors.github.reader import Reader
from app.connectors.github.settings import GithubSettings
from app.connectors.github.webhook import heard
from app.connectors.kind import ConnectorKind
from app.connectors.parts.http import Reach
from app.connectors.parts.proof import require_signature
from app.connectors.parts.trying import accepting, all_of, tried
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Found, Heard
from app.domain.window import Scope, Window

_VERSION = "2022-11-28"
_PERMISSIONS = (
    ("deployments", "Deployments: read"),
    ("pulls", "Pull requests: read"),
    ("releases", "Contents: read"),
    ("actions/runs", "Actions: read"),
)


class Github:
    def __init__(self, settings: GithubSettings, reach: Reach) -> None:
        self._settings = settings
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": _VERSION}
        if token := settings.token.get_secret_value():
            headers["Authorization"] = f"Bearer {token}"
        self._http = reach.http(settings.url, headers)
        self._reader = Reader(reach.name, settings)

    async def check(self) -> Sequence[Checked]:
        """Each permission in each repository: a token of the fine-grained kind may have them in some only."""
        asked = await all_of(
            *(
                tried(
                    f"read {path.replace('actions/runs', 'workflow runs')} of {repository}",
                    self._listed(f"repos/{repository}/{path}"),
                    f"Give the token the repository {repository} and the permission “{permission}”.",
                )
                for repository in self._settings.repositories
                for path, permission in _PERMISSIONS
            )
        )
        is_set = bool(self._settings.webhook_secret.get_secret_value())
        advice = "Set `webhook_secret` if GitHub is to send its events."
        return [*asked, accepting("receive webhooks", is_set=is_set, advice=advice)]

    async def _listed(self, path: str) -> None:
        answer = await self._http.get(path, {"per_page": 1})
        answer.objects(*(["workflow_runs"] if path.endswith("/runs") else []))

    async def changes(self, window: Window, scope: Scope) -> Found[Change]:
        return await Looking(self._http, self._reader).changes(window, scope)

    def hear(self, delivery: Delivery) -> Heard:
        claimed = delivery.headers.get("x-hub-signature-256", "")
        require_signature(self._settings.webhook_secret, delivery, [claimed.removeprefix("sha256=")])
        return heard(self._reader, delivery)


KIND = ConnectorKind(key="github", title="GitHub", settings=GithubSettings, build=Github)
