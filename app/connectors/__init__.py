"""What other systems know: one file each, listed in `CONNECTORS`. They read, and change nothing."""

from app.connectors.datadog import KIND as DATADOG
from app.connectors.kind import AnyKind
from app.connectors.opsgenie import KIND as OPSGENIE
from app.connectors.pagerduty import KIND as PAGERDUTY
from app.connectors.sentry import KIND as SENTRY
from app.connectors.statuspage import KIND as STATUSPAGE
from app.connectors.unleash import KIND as UNLEASH

CONNECTORS: tuple[AnyKind, ...] = (
    DATADOG,
    OPSGENIE,
    PAGERDUTY,
    SENTRY,
    STATUSPAGE,
    UNLEASH,
)
