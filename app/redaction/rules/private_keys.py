"""Private keys as they stand in files: between BEGIN and END lines, and WireGuard's and Vault's own."""

import re

from app.redaction.rules.rule import Rule

_KIND = "[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?"
_BASE64_OF_32_BYTES = "[A-Za-z0-9+/]{43}="

PRIVATE_KEYS: tuple[Rule, ...] = (
    Rule(
        "private-key",
        ("-----begin ",),
        re.compile(rf"(?P<secret>-----BEGIN {_KIND}-----(?:[^-]|-(?!----)){{0,20000}}(?:-----END {_KIND}-----)?)"),
    ),
    Rule(
        "wireguard-key",
        ("privatekey", "presharedkey"),
        re.compile(rf"(?i)(?:privatekey|presharedkey)\s{{0,3}}=\s{{0,3}}(?P<secret>{_BASE64_OF_32_BYTES})"),
    ),
    Rule(
        "vault-unseal-key",
        ("unseal",),
        re.compile(
            r"(?i)unseal(?:\s?key\s?\d{0,2}\s?:)?\s{1,3}(?P<secret>[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]|[a-f0-9]{64,66})"
        ),
    ),
)
