"""Web requests: authorization headers, credentials in an address and in its query."""

import re

from app.redaction.randomness import entropy, is_reference
from app.redaction.rules.rule import Match, Rule


def _credential(match: Match) -> bool:
    text = match["secret"]
    return entropy(text) >= 3.0 and not is_reference(text) and any(map(str.isdigit, text))


def _not_a_reference(match: Match) -> bool:
    return not is_reference(match["secret"])


_VALUE = "[A-Za-z0-9._~+/=!:@$-]"

HEADERS: tuple[Rule, ...] = (
    Rule(
        "url-credentials",
        ("://",),
        re.compile(
            r"(?<=[a-z0-9]):\/\/[^\s:/@<>|\"'`]{0,100}+:(?P<secret>[^\s/@<>|\"'`]{1,200})@(?=[A-Za-z0-9\[${<(_-])"
        ),
        _not_a_reference,
    ),
    Rule(
        "url-credentials",
        ("://",),
        re.compile(r"(?<=[a-z0-9])://(?P<secret>[A-Za-z0-9_-]{20,200})@(?=[A-Za-z0-9])"),
        _credential,
    ),
    Rule(
        "bearer-token",
        ("bearer", "basic"),
        re.compile(rf"(?<![A-Za-z0-9_-])(?i:bearer|basic)[:\s]{{1,3}}(?P<secret>{_VALUE}{{14,4000}})"),
        _credential,
    ),
    Rule(
        "authorization-header",
        ("authorization",),
        re.compile(
            r"(?i)authorization[\"'`]?\s{0,3}[:=,]\s{0,3}[\"'`]?(?:[a-z-]{2,20}\s{1,3}){0,2}(?:[a-z]{2,12}=)?[\"'`]?"
            rf"(?P<secret>{_VALUE}{{14,4000}})"
        ),
        _credential,
    ),
    Rule(
        "jenkins-crumb",
        ("jenkins-crumb",),
        re.compile(r"(?i)jenkins-crumb[\"']?\s{0,2}[:=]\s{0,2}(?P<secret>[a-f0-9]{32,64})"),
    ),
)
