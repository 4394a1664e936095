"""What other systems know: one file each, listed in `CONNECTORS`. They read, and change nothing."""

from app.connectors.alertmanager import KIND as ALERTMANAGER
from app.connectors.argocd import KIND as ARGOCD
from app.connectors.backstage import KIND as BACKSTAGE
from app.connectors.cloudevents import KIND as CLOUDEVENTS
from app.connectors.datadog import KIND as DATADOG
from app.connectors.elasticsearch import KIND as ELASTICSEARCH
from app.connectors.github import KIND as GITHUB
from app.connectors.gitlab import KIND as GITLAB
from app.connectors.grafana import KIND as GRAFANA
from app.connectors.http_json import KIND as HTTP_JSON
from app.connectors.jaeger import KIND as JAEGER
from app.connectors.jira import KIND as JIRA
from app.connectors.kind import AnyKind
from app.connectors.kubernetes import KIND as KUBERNETES
from app.connectors.launchdarkly import KIND as LAUNCHDARKLY
from app.connectors.linear import KIND as LINEAR
from app.connectors.loki import KIND as LOKI
from app.connectors.opsgenie import KIND as OPSGENIE
from app.connectors.pagerduty import KIND as PAGERDUTY
from app.connectors.postmortems import KIND as POSTMORTEMS
from app.connectors.prometheus import KIND as PROMETHEUS
from app.connectors.runbooks import KIND as RUNBOOKS
from app.connectors.sentry import KIND as SENTRY
from app.connectors.statuspage import KIND as STATUSPAGE
from app.connectors.tempo import KIND as TEMPO
from app.connectors.unleash import KIND as UNLEASH
from app.connectors.zendesk import KIND as ZENDESK

CONNECTORS: tuple[AnyKind, ...] = (
    ALERTMANAGER,
    ARGOCD,
    BACKSTAGE,
    CLOUDEVENTS,
    DATADOG,
    ELASTICSEARCH,
    GITHUB,
    GITLAB,
    GRAFANA,
    HTTP_JSON,
    JAEGER,
    JIRA,
    KUBERNETES,
    LAUNCHDARKLY,
    LINEAR,
    LOKI,
    OPSGENIE,
    PAGERDUTY,
    POSTMORTEMS,
    PROMETHEUS,
    RUNBOOKS,
    SENTRY,
    STATUSPAGE,
    TEMPO,
    UNLEASH,
    ZENDESK,
)
