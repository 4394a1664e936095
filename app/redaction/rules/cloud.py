"""Clouds, hosting and infrastructure."""

import re

from app.redaction.rules.rule import END, HEX40, HEX64, UUID, WORD, Match, Rule, token

_ACCOUNT = re.compile(r"arn:aws[a-z-]{0,10}:[a-z0-9-]{1,40}:[a-z0-9-]{0,25}:(?P<secret>\d{12}):")


def _has_digits(match: Match) -> bool:
    return any(map(str.isdigit, match["secret"]))


CLOUD: tuple[Rule, ...] = (
    token("aws-key", "AKIA ASIA ABIA ACCA", "[A-Z0-9]{16}"),
    token("aws-key", "A3T", "[A-Z0-9]{17}"),
    token("aws-key", "ABSK", "[A-Za-z0-9+/]{100,140}={0,2}"),
    token("aws-key", "amzn.mws.", UUID),
    token("aws-key", "da2-", "[a-z0-9]{26}"),
    Rule("aws-account", ("arn:aws",), _ACCOUNT),
    token("google-key", "AIza", "[A-Za-z0-9_-]{35}"),
    token("google-oauth", "ya29. GOCSPX- 1//0", "[A-Za-z0-9_-]{20,512}"),
    token("alibaba-key", "LTAI", "[A-Za-z0-9]{12,26}"),
    token("tencent-key", "AKID", "[A-Za-z0-9]{32}"),
    token("yandex-key", "AQVN", "[A-Za-z0-9_-]{35,38}"),
    token("digitalocean-token", "dop_v1_ doo_v1_ dor_v1_", HEX64),
    token("heroku-key", "HRKU-", f"(?:{UUID}|[A-Za-z0-9_-]{{60}})"),
    token("vault-token", "hvs. hvb. hvr.", "[A-Za-z0-9_-]{20,300}"),
    token("vault-token", "s. b. r.", r"[A-Za-z0-9]{24}(?!\.?[A-Za-z0-9_(\[-])", _has_digits),
    token("vault-token", "s. r.", "[A-Za-z0-9_-]{90,220}"),
    token("vault-token", "b.", "AAAAAQ[A-Za-z0-9_-]{100,300}"),
    token("pulumi-token", "pul-", HEX40),
    token("databricks-token", "dapi dose", r"[a-f0-9]{32}(?:-\d)?"),
    token("confluent-key", "cflt", "[A-Za-z0-9+/]{60}"),
    token("fly-token", "fo1_ fm1_ fm1a_ fm1r_ fm2_", "[A-Za-z0-9+/_=-]{40,600}"),
    token("netlify-token", "nfp_ nfc_", "[A-Za-z0-9]{36,40}"),
    token("vercel-token", "vcp_ vca_ vck_", "[A-Za-z0-9]{24,60}"),
    token("supabase-key", "sbp_ sb_secret_", "[A-Za-z0-9_]{30,64}"),
    token("planetscale-token", "pscale_tkn_ pscale_pw_ pscale_oauth_", "[A-Za-z0-9_=.-]{30,64}"),
    token("neon-key", "napi_", "[a-z0-9]{60,70}"),
    token("tailscale-key", "tskey-", "(?:auth|api|client|scim|webhook)-[A-Za-z0-9-]{20,90}"),
    token("cloudflare-key", "v1.0-", "[a-f0-9]{24}-[a-f0-9]{146}"),
    token("doppler-token", "dp.pt. dp.ct. dp.st. dp.sa. dp.scim. dp.audit.", "[A-Za-z0-9._-]{40,80}"),
    token("one-password-token", "ops_eyJ", "[A-Za-z0-9+/=_-]{100,1000}"),
    token("kubernetes-token", "kubeconfig-u- token-", "[a-z0-9]{5,12}:[a-z0-9]{54}"),
    token("openshift-token", "sha256~", "[A-Za-z0-9_-]{43}"),
    token("prefect-key", "pnu_ pnb_", "[A-Za-z0-9]{36}"),
    token("mapbox-token", "sk.eyJ tk.eyJ pk.eyJ", r"[A-Za-z0-9_-]{20,300}\.[A-Za-z0-9_-]{20,40}"),
    token("age-key", "AGE-SECRET-KEY-1", "[A-Z0-9]{58}"),
)

CLOUD_INSIDE: tuple[Rule, ...] = (
    Rule(
        "azure-key",
        ("jqqj99",),
        re.compile(rf"{WORD}(?P<secret>[A-Za-z0-9]{{52}}JQQJ99[A-Za-z0-9]{{26}}){END}"),
        back=52,
    ),
    Rule(
        "azure-token", ("azdo",), re.compile(rf"{WORD}(?P<secret>[A-Za-z0-9]{{76}}AZDO[A-Za-z0-9]{{4}}){END}"), back=76
    ),
)
"""Known by what stands in their middle."""
