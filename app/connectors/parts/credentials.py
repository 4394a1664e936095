"""The settings of systems that are asked with a token, or with a user and a password, and that may have tenants."""

import base64

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorSettings, Url


class WithCredentials(ConnectorSettings):
    """`token` is sent as a bearer token; without one, `user` and `password` where a user is given. `tenant` is the
    organisation id of Mimir, Loki and Tempo (`X-Scope-OrgID`).
    """

    url: Url
    token: SecretStr = NO_SECRET
    user: str = ""
    password: SecretStr = NO_SECRET
    tenant: str = ""

    def headers(self) -> dict[str, str]:
        sent = {"X-Scope-OrgID": self.tenant} if self.tenant else {}
        if token := self.token.get_secret_value():
            return sent | {"Authorization": f"Bearer {token}"}
        if self.user:
            pair = f"{self.user}:{self.password.get_secret_value()}".encode()
            return sent | {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        return sent
