"""Whatever a body says, it is read or refused in a sentence."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.grafana.panels import attributes_of
from app.connectors.parts.alerting import SERVICE_LABELS
from app.connectors.parts.notification import MOST_ALERTS, end_of, heard
from app.domain.connecting import Delivery, Unreadable
from app.domain.signal import SignalState

AT = datetime(2026, 3, 14, 10, tzinfo=UTC)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ALERTS = st.fixed_dictionaries(
    {"status": st.sampled_from(["firing", "resolved"]) | ANY, "startsAt": st.just("2026-03-14T09:00:00Z") | ANY},
    optional=dict.fromkeys(
        ("labels", "annotations", "endsAt", "generatorURL", "fingerprint", "panelURL", "values", "imageURL"), ANY
    ),
)


def read(body):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return heard(Delivery(headers={}, body=content, at=AT), "am", SERVICE_LABELS, attributes_of)


def sent(number=1, **more):
    labels = {"alertname": "A", "pod": f"p-{number}", "service": "cart"}
    return {"status": "firing", "labels": labels, "annotations": {}, "startsAt": "2026-03-14T09:00:00Z", **more}


@given(st.dictionaries(st.sampled_from(["alerts", "truncatedAlerts", "version"]), ANY | st.lists(ALERTS, max_size=3)))
def test_no_body_breaks_it(body):
    try:
        told = read(body)
    except Unreadable:
        return
    for one in told.signals:
        assert one.last_at >= one.started_at
        assert (one.state is SignalState.ENDED) == (one.ended_at is not None)
        assert "\n" not in one.title
        assert len(one.title) <= 200
        assert all(isinstance(value, str) and len(value) <= 2000 for value in one.attributes.values())
        assert not one.url or one.url.startswith(("http://", "https://"))


@given(st.binary(max_size=60))
def test_no_bytes_break_it(body):
    with pytest.raises(Unreadable):
        read(body)


def test_an_alert_that_was_sent_before_it_began_was_not_over_before():
    started_at = datetime(2026, 3, 14, 9, tzinfo=UTC)
    assert end_of("0001-01-01T00:00:00Z", started_at) is None
    assert end_of("2026-03-14T08:00:00Z", started_at) is None
    [one] = read({"alerts": [sent(startsAt="2026-03-14T11:00:00Z", status="resolved")]}).signals
    assert one.ended_at == one.started_at


def test_more_alerts_than_are_read_are_missing():
    told = read({"alerts": [sent(number) for number in range(MOST_ALERTS + 7)], "truncatedAlerts": 3})
    assert (len(told.signals), told.missing) == (MOST_ALERTS, 10)


def test_what_is_no_alert_does_not_cost_those_beside_it():
    told = read({"alerts": [sent(1), sent(2, startsAt="0001-01-01T00:00:00Z"), {"status": "odd"}, sent(3)]})
    assert (len(told.signals), told.dropped, told.missing) == (2, 2, 0)


def test_a_thousand_alerts_are_read_in_a_moment():
    body = json.dumps({"alerts": [sent(number, fingerprint=f"{number:x}") for number in range(1000)]}).encode()
    began_s = time.thread_time()
    read(body)
    assert time.thread_time() - began_s < 2


@pytest.mark.parametrize("cut", [10**7, 10**40, -3, True, 2.5, "many", float("nan"), float("inf")])
def test_a_number_of_missing_alerts_that_cannot_be_is_none(cut):
    assert read({"alerts": [sent(1)], "truncatedAlerts": cut}).missing == 0
