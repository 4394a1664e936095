"""Monitoring, paging, logs and flags."""

from app.redaction.rules.rule import UUID, Rule, token

MONITORING: tuple[Rule, ...] = (
    token("grafana-token", "glsa_", "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"),
    token("grafana-token", "glc_", "[A-Za-z0-9+/=_]{30,400}"),
    token("grafana-token", "eyJrIjoi", "[A-Za-z0-9+/_-]{40,400}={0,2}"),
    token("new-relic-key", "NRAK- NRII- NRIQ- NRRA- NRAA- NRJS- NRBR-", "[A-Za-z0-9_-]{18,64}"),
    token("new-relic-key", "px-api- px-dep-", UUID),
    token("dynatrace-token", "dt0", r"[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    token("sentry-token", "sntrys_", "[A-Za-z0-9+/=_-]{60,400}"),
    token("sentry-token", "sntryu_ sntrya_ sntryi_", "[a-f0-9]{64}"),
    token("honeycomb-key", "hcaik_ hcbik_ hcamk_ hcxik_ hcxlk_ hcxmk_", "[A-Za-z0-9]{26,64}"),
    token("launchdarkly-key", "sdk- mob-", UUID),
    token("posthog-key", "phx_ phs_ phc_", "[A-Za-z0-9]{40,50}"),
    token("stackhawk-key", "hawk.", r"[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}"),
    token("betterstack-token", "uptime_", "[A-Za-z0-9]{24,40}"),
)
