"""Alerts of the demo's company as Alertmanager sends them (webhook, version 4) and holds them (API, version 2)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from app.demo.company.answers import iso
from app.domain.json import JsonObject, object_of, text_of

_NOT_YET = "0001-01-01T00:00:00Z"


def alert(
    now: datetime,
    name: str,
    *,
    state: str,
    text: str,
    labels: Mapping[str, str],
    before: JsonObject | None,
    prometheus: str,
) -> JsonObject:
    """As it is now; `before` is what it was when it fired, if it did. `state` is firing or resolved. `prometheus` is its
    address.
    """
    known = object_of(before.get("labels")) if before else {}
    return {
        "status": state,
        "labels": {"alertname": name, **known, **labels},
        "annotations": {"summary": text},
        "startsAt": text_of(before["startsAt"]) if before else iso(now),
        "endsAt": _NOT_YET if state == "firing" else iso(now),
        "generatorURL": _graph(prometheus, name),
        "fingerprint": hashlib.sha256(name.encode()).hexdigest()[:16],
    }


def _graph(prometheus: str, name: str) -> str:
    expression = f'ALERTS{{alertname="{name}"}}'
    return f"{prometheus}/graph?{urlencode({'g0.expr': expression})}"


def delivery(one: JsonObject) -> JsonObject:
    """The body of a webhook about this alert alone."""
    return {
        "version": "4",
        "status": one["status"],
        "receiver": "watchkeeper",
        "groupKey": f"{{}}:{{alertname={text_of(object_of(one['labels']).get('alertname'))!r}}}",
        "truncatedAlerts": 0,
        "alerts": [one],
    }


def held(one: JsonObject) -> JsonObject:
    """The same as the API tells it."""
    return {**one, "status": {"state": "active", "silencedBy": [], "inhibitedBy": []}}
