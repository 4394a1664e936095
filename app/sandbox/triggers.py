"""Trigger ids: the leave that a person's click gives an app to open one window, for three seconds."""

import secrets
from dataclasses import dataclass

from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.timestamps import Clock

LIFE_S = 3.0
REMEMBERED_S = 600.0
"""For so long a used or late trigger is told from one that never was."""


@dataclass(slots=True)
class _Trigger:
    app_id: str
    user_id: str
    issued_s: float
    used: bool = False


class Triggers:
    """Counts its seconds on `timer`, which a jump of the workspace's clock leaves alone."""

    def __init__(self, timer: Clock) -> None:
        self._timer = timer
        self._issued: dict[str, _Trigger] = {}

    def issue(self, app: App, user_id: str) -> str:
        now_s = self._timer()
        while self._issued and now_s - next(iter(self._issued.values())).issued_s > REMEMBERED_S:
            del self._issued[next(iter(self._issued))]
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(app.app_id, user_id, now_s)
        return trigger_id

    def redeem(self, app: App, trigger_id: str) -> str:
        """The user who gave it. Raises `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.app_id != app.app_id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._timer() - trigger.issued_s > LIFE_S:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user_id
