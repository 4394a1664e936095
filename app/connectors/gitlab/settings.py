"""What can be said about GitLab in the settings."""

from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from app.connectors.kind import NO_SECRET, ConnectorSettings, Url

MOST_PROJECTS = 50
Project = Annotated[str, StringConstraints(pattern=r"^[\w.-]+(?:/[\w.-]+)+$")]


class GitlabSettings(ConnectorSettings):
    """`projects` are paths (`acme/shop`); `services` maps one to its service, else it is called like the project.
    `environments` empty: all. `pipelines` are patterns of names: these count as deploys. A webhook is either signed
    (`webhook_secret`, its signing token) or carries a secret token (`webhook_token`).
    """

    url: Url = "https://gitlab.com"
    token: SecretStr = NO_SECRET
    webhook_secret: SecretStr = NO_SECRET
    webhook_token: SecretStr = NO_SECRET
    projects: list[Project] = Field(min_length=1, max_length=MOST_PROJECTS)
    services: dict[str, str] = Field(default_factory=dict)
    environments: list[str] = Field(default_factory=list)
    pipelines: list[str] = Field(default=["*deploy*", "*rollback*", "*rollout*", "*migrat*"])
