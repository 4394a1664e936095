"""Five minutes of alerts as Alertmanager's webhooks (version 4) bring them: 50 groups of 40 pods, with repeats, ends, alerts
that fire again, groups that were cut off, and deliveries that come twice.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

GROUPS, PODS, TOGETHER = 50, 40, 20
MINUTES = 5
START_S = 1_773_480_420.0  # 2026-03-14 09:27 UTC
_CUT, _TWICE = 10, 97


@dataclass(frozen=True, slots=True)
class Posted:
    """One webhook: seconds after the start, its body, and how many of its alerts are in it, fire, and were cut off.

    `is_repeated`: Alertmanager delivers it a second time, for it did not hear the answer.
    """

    at_s: float
    body: bytes
    alerts: int
    firing: int
    cut: int
    is_repeated: bool


def storm(alerts: int) -> Iterator[Posted]:
    """The webhooks in order. A fifth of the groups ends in the third minute and fires again; all end in the last moments."""
    number = alerts // TOGETHER
    rounds = max(1, number // GROUPS)
    for place in range(number):
        turn, group = divmod(place, GROUPS)
        share = turn / rounds
        is_twofold = group % 5 == 0
        over = turn >= rounds - 2 or (is_twofold and 0.5 <= share < 0.6)
        since_s = 0.6 * MINUTES * 60 if is_twofold and share >= 0.6 else 0.0
        at_s = place / number * MINUTES * 60
        cut = 7 if place % _CUT == 0 else 0
        body = json.dumps(_webhook(group, turn, (since_s, at_s), is_over=over, cut=cut)).encode()
        yield Posted(at_s, body, TOGETHER, 0 if over else TOGETHER, cut, place % _TWICE == 0)


def _webhook(group: int, turn: int, times_s: tuple[float, float], *, is_over: bool, cut: int) -> dict[str, object]:
    pods = [(turn % 2) * TOGETHER + pod for pod in range(TOGETHER)]
    status = "resolved" if is_over else "firing"
    labels = {"alertname": f"TooManyErrors{group}", "service": f"service-{group}"}
    return {
        "version": "4",
        "groupKey": f'{{}}:{{alertname="TooManyErrors{group}", service="service-{group}"}}',
        "truncatedAlerts": cut,
        "status": status,
        "receiver": "watchkeeper",
        "groupLabels": labels,
        "commonLabels": labels,
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example.com",
        "alerts": [_alert(labels, pod, status, times_s, turn) for pod in pods],
    }


def _alert(labels: dict[str, str], pod: int, status: str, times_s: tuple[float, float], turn: int) -> dict[str, object]:
    name = f"{labels['service']}-{pod}"
    return {
        "status": status,
        "labels": {**labels, "pod": name, "severity": "critical"},
        "annotations": {"summary": f"{name} answers with errors", "description": f"{turn} of 100 requests failed."},
        "startsAt": _moment(times_s[0]),
        "endsAt": _moment(times_s[1]) if status == "resolved" else "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example.com/graph?g0.expr=rate%28errors%5B5m%5D%29+%3E+0.2",
        "fingerprint": sha256(name.encode()).hexdigest()[:16],
    }


def _moment(at_s: float) -> str:
    return (datetime.fromtimestamp(START_S, UTC) + timedelta(seconds=at_s)).isoformat().replace("+00:00", "Z")
