"""By vendor: the kind of connector, its settings, and answers by request. The answers are those of the connector's own test,
so that they are what the vendor promises (see `contracts.yml`).
"""

from app.connectors import (
    argocd,
    backstage,
    datadog,
    elasticsearch,
    gitlab,
    grafana,
    jaeger,
    jira,
    kubernetes,
    launchdarkly,
    linear,
    opsgenie,
    pagerduty,
    sentry,
    zendesk,
)
from tests.connectors import test_argocd as ar
from tests.connectors import test_backstage as bs
from tests.connectors import test_datadog as dd
from tests.connectors import test_elasticsearch as es
from tests.connectors import test_jaeger as ja
from tests.connectors import test_jira as jr
from tests.connectors import test_kubernetes as k8
from tests.connectors import test_launchdarkly as ld
from tests.connectors import test_linear as li
from tests.connectors import test_opsgenie as og
from tests.connectors import test_pagerduty as pd
from tests.connectors import test_sentry as st
from tests.connectors import test_zendesk as zd
from tests.connectors.gitlab import objects as gl
from tests.connectors.grafana import test_annotations as an
from tests.connectors.grafana import test_connector as gr

GITLAB = "GET /api/v4/projects/acme/shop"
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
    "gitlab": (
        gitlab.KIND,
        {"token": "t", "projects": ["acme/shop"]},
        gl.answers(
            deployments=[gl.deployment(2, 10), gl.deployment(1, 90, "a" * 40)],
            merge_requests=[gl.merge_request(12, 20), gl.merge_request(13, 200, merge_commit_sha=None)],
            releases=[gl.release("v1.4.0", 5)],
            pipelines=[gl.pipeline(1, 9), gl.pipeline(2, 8, None)],
        )
        | {
            f"{GITLAB}/merge_requests/12/diffs": [gl.file("a.py")],
            f"{GITLAB}/repository/compare": {"diffs": [gl.file("a.py")]},
            f"{GITLAB}/repository/commits/{'a' * 40}/diff": [gl.file("a.py")],
        },
    ),
    "kubernetes": (
        kubernetes.KIND,
        {"token": "t"},
        k8.cluster(
            [k8.deployment(7)],
            [k8.replica_set(7, 6), k8.replica_set(6, 300, earlier="4")],
            revisions=[k8.revision(5, 400, managedFields=k8.WRITTEN), k8.revision(4, 9)],
            events=[k8.event("BackOff"), k8.new_event("FailedScheduling")],
            pods=[k8.pod()],
        ),
    ),
    "launchdarkly": (
        launchdarkly.KIND,
        {"token": "t"},
        {"GET /api/v2/auditlog": {"items": [ld.entry(2, 5), ld.entry(1, 30, "turned off the flag")], "_links": {}}},
    ),
    "argocd": (
        argocd.KIND,
        {"token": "t", "projects": ["shop"]},
        {
            "GET /api/v1/applications": {
                "metadata": {},
                "items": [
                    ar.app(history=[ar.deployed(1, 30, "a" * 40)]),
                    ar.app(operation=ar.operation("Failed", 5, message="hook failed"), health="Degraded"),
                ],
            }
        },
    ),
    "linear": (
        linear.KIND,
        {"token": "k", "teams": ["OPS"]},
        {
            "POST /graphql": {
                "data": {"viewer": {"id": "u"}, **li.page(li.issue(), li.issue("OPS-13", priority=0))["data"]}
            }
        },
    ),
    "backstage": (
        backstage.KIND,
        {"token": "t"},
        {"GET /api/catalog/entities/by-query": {"items": bs.ENTITIES, "totalItems": len(bs.ENTITIES), "pageInfo": {}}},
    ),
    "elasticsearch": (
        elasticsearch.KIND,
        {"api_key": "k"},
        {es.PATH: es.answered([es.hit(1), es.hit(2, 90)])},
    ),
    "grafana": (
        grafana.KIND,
        {"token": "t"},
        {
            gr.HELD: [gr.held(), gr.held(status={"state": "suppressed", "silencedBy": ["x"], "inhibitedBy": []})],
            "GET /api/annotations": [an.annotation(1, "deploy", "service:checkout"), an.annotation(2)],
            "GET /api/search": [gr.dashboard(1, "service:checkout"), gr.dashboard(2)],
        },
    ),
    "jaeger": (
        jaeger.KIND,
        {},
        {
            "GET /api/services": ja.answered(["checkout", "web"], 2),
            "GET /api/traces": ja.answered([ja.trace(1, "checkout")]),
            "GET /api/dependencies": ja.answered(ja.EDGES),
        },
    ),
}
