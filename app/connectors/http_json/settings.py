"""What has to be said about a system that answers, or sends, JSON of its own kind."""

from collections.abc import Mapping

from pydantic import Field, SecretStr, model_validator

from app.connectors.http_json.mapping import CHANGE_FIELDS, REQUIRED, SIGNAL_FIELDS
from app.connectors.kind import NO_SECRET, ConnectorSettings, Url
from app.domain.change import ChangeKind, ChangeState
from app.domain.signal import SignalKind, SignalState


class HttpJsonSettings(ConnectorSettings):
    """`brings` is the kind of signal or change that an item is. `items` is the place of the list of items (empty: the whole
    answer), `fields` says where in an item each of our fields is, `attributes` the same for more facts.

    `url` is what is asked, with `params` in which `{start}`, `{end}` and `{service}` are filled in; without it, the system is
    only listened to. `token` goes into `token_header`. `next` is the place of the next page's address, or of its cursor if
    `next_param` says under which name that is sent.
    """

    url: Url = ""
    token: SecretStr = NO_SECRET
    token_header: str = Field("Authorization", pattern=r"^[A-Za-z0-9-]+$")
    webhook_token: SecretStr = NO_SECRET
    headers: Mapping[str, str] = Field(default_factory=dict)
    params: Mapping[str, str] = Field(default_factory=dict)
    brings: SignalKind | ChangeKind
    items: str = ""
    next: str = ""
    next_param: str = ""
    fields: Mapping[str, str]
    attributes: Mapping[str, str] = Field(default_factory=dict)
    states: Mapping[str, str] = Field(default_factory=dict)

    @property
    def brings_changes(self) -> bool:
        return isinstance(self.brings, ChangeKind)

    @model_validator(mode="after")
    def _is_whole(self) -> "HttpJsonSettings":
        known = CHANGE_FIELDS if self.brings_changes else SIGNAL_FIELDS
        states = {one.value for one in (ChangeState if self.brings_changes else SignalState)}
        if missing := [name for name in REQUIRED if not self.fields.get(name)]:
            raise ValueError(f"`fields` must say where {', '.join(missing)} is")
        if unknown := sorted(set(self.fields) - known):
            raise ValueError(f"`fields` knows no {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        if set(self.states.values()) - states:
            raise ValueError(f"`states` maps words to {', '.join(sorted(states))}")
        if not self.url and not self.webhook_token.get_secret_value():
            raise ValueError("give a `url` to ask, or a `webhook_token` to listen, or both")
        return self
