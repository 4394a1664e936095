"""CloudEvents, and CDEvents in them: a way in for every system that has no connector of its own."""

from collections.abc import Sequence

from pydantic import SecretStr

from app.connectors.cloudevents import anything, cdevents
from app.connectors.cloudevents.envelope import Event, events_of
from app.connectors.cloudevents.naming import named
from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings
from app.connectors.parts.http import Reach
from app.connectors.parts.proof import require_token
from app.connectors.parts.trying import accepting
from app.domain.change import Change
from app.domain.connecting import Checked, Delivery, Heard
from app.domain.signal import Signal


class CloudeventsSettings(ConnectorSettings):
    """`webhook_token` is what senders put into `Authorization: Bearer …` or `X-Watchkeeper-Token`."""

    webhook_token: SecretStr = NO_SECRET


class Cloudevents:
    def __init__(self, settings: CloudeventsSettings, reach: Reach) -> None:
        self._name = reach.name
        self._token = settings.webhook_token

    async def check(self) -> Sequence[Checked]:
        is_set = bool(self._token.get_secret_value())
        return [
            accepting(
                "receive events",
                is_set=is_set,
                advice="Set `webhook_token`: without it nothing is accepted.",
                is_only_way=True,
            )
        ]

    def hear(self, delivery: Delivery) -> Heard:
        require_token(self._token, delivery)
        events = events_of(delivery)
        read = [self._read(event) for event in events]
        return Heard(
            signals=tuple(one for one in read if isinstance(one, Signal)),
            changes=tuple(one for one in read if isinstance(one, Change)),
            dropped=read.count(None),
            key=named(events[0].source, events[0].id) if len(events) == 1 else "",
        )

    def _read(self, event: Event) -> Change | Signal | None:
        if cdevents.is_cdevent(event):
            return cdevents.read(event, self._name)
        return anything.read(event, self._name)


KIND = ConnectorKind(key="cloudevents", title="CloudEvents", settings=CloudeventsSettings, build=Cloudevents)
