"""What can be said about GitHub in the settings."""

from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from app.connectors.kind import NO_SECRET, ConnectorSettings, Url

MOST_REPOSITORIES = 50
Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]


class GithubSettings(ConnectorSettings):
    """`url` is the address of the API (GitHub Enterprise Server: https://HOST/api/v3). `services` maps a repository to
    its service; one that is not listed is called like its repository. `environments` empty: all. `workflows` are
    patterns of names: runs of these count as deploys.
    """

    url: Url = "https://api.github.com"
    token: SecretStr = NO_SECRET
    webhook_secret: SecretStr = NO_SECRET
    repositories: list[Repository] = Field(min_length=1, max_length=MOST_REPOSITORIES)
    services: dict[str, str] = Field(default_factory=dict)
    environments: list[str] = Field(default_factory=list)
    workflows: list[str] = Field(default=["*deploy*", "*rollback*", "*rollout*", "*migrat*"])
