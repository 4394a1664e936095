"""Requests are within what vendors' OpenAPI documents allow, and the answers in our tests are what they promise."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from app.connectors import datadog, jira, opsgenie, pagerduty, sentry, zendesk
from app.domain.service import Service
from app.domain.window import Scope
from app.ports import FindsChanges, FindsOnCall
from tests.connectors import test_datadog as dd
from tests.connectors import test_jira as jr
from tests.connectors import test_opsgenie as og
from tests.connectors import test_pagerduty as pd
from tests.connectors import test_sentry as st
from tests.connectors import test_zendesk as zd
from tests.connectors.standin import connected, standing_in

CONTRACTS = yaml.safe_load((Path(__file__).parent / "contracts.yml").read_text())
GROUPS = {"host:a": {"name": "host:a", "status": "Alert", "last_triggered_ts": dd.seconds(9, 10)}}
CASES = {
    "pagerduty": (
        pagerduty.KIND,
        {"token": "k"},
        {
            "GET /incidents": pd.page("incidents", [pd.incident(), pd.incident("PD", status="resolved")]),
            "GET /services": pd.SERVICES,
            "GET /oncalls": pd.page("oncalls", [pd.oncall("Ana Ruiz", 1), pd.oncall("Bo Lind", 2, schedule="")]),
        },
    ),
    "opsgenie": (
        opsgenie.KIND,
        {"token": "k"},
        {
            "GET /v2/alerts": og.answer([og.alert(), og.alert(report={"closeTime": 5})], paging={"next": "…"}),
            "GET /v2/schedules/on-calls": og.SCHEDULES,
        },
    ),
    "datadog": (
        datadog.KIND,
        {"monitor_tags": ["env:prod"], **dd.KEYS},
        {
            "GET /api/v1/monitor": [dd.monitor(groups=GROUPS)],
            "GET /api/v2/events": dd.events(dd.event(20, "success"), dd.event(10, "error", group="")),
        },
    ),
    "sentry": (
        sentry.KIND,
        {"environment": "prod", "projects": ["checkout"], **st.GIVEN},
        {
            st.ISSUES: [st.issue()],
            st.RELEASES: [st.release(), st.release(lastDeploy=None)],
        },
    ),
    "jira": (jira.KIND, jr.CLOUD, {"GET /rest/api/3/search/jql": {"issues": [jr.issue()], "isLast": True}}),
    "zendesk": (zendesk.KIND, zd.GIVEN, {zd.SEARCH: zd.page(zd.ticket(), zd.ticket(2, priority=None))}),
}


@pytest.mark.parametrize("name", CASES)
async def test_requests_and_answers_are_as_the_vendor_says(name):
    kind, given, answers = CASES[name]
    contract = CONTRACTS[name]
    async with standing_in(answers) as there, connected(kind, url=there.url, **given) as one:
        await one.connector.check()
        await one.connector.signals(pd.WINDOW, Scope(services=("checkout",)))
        if isinstance(one.connector, FindsChanges):
            await one.connector.changes(pd.WINDOW, Scope())
        if isinstance(one.connector, FindsOnCall):
            await one.connector.on_call([Service(name="checkout")])
    seen = {asked for one in there.asked if (asked := f"{one.method} {one.path}") in contract}
    assert seen == set(contract) - {"source"}, "a request that is described is not made"
    for one in there.asked:
        described = contract.get(f"{one.method} {one.path}")
        if described:
            assert set(one.query) <= set(described["params"]), one.path
            assert all(
                int(one.query[each]) <= most for each, most in described.get("most", {}).items() if each in one.query
            )
            for each, allowed in described.get("one_of", {}).items():
                assert one.query.get(each, allowed[0]) in allowed


@pytest.mark.parametrize(
    ("name", "asked"), [(name, asked) for name in CASES for asked in CONTRACTS[name] if asked != "source"]
)
def test_the_answers_in_our_tests_are_what_the_vendor_promises(name, asked):
    jsonschema.validate(CASES[name][2][asked], CONTRACTS[name][asked]["answer"])
