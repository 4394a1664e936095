"""What a secret looks like: one rule per format. Each pattern is linear (no nested repeats) and bounded in length."""

import math
import re
from collections import Counter
from dataclasses import dataclass

_WORD = r"(?<![A-Za-z0-9_-])"
_END = r"(?![A-Za-z0-9_-])"


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` finds a secret; only its group `secret` is masked.

    `random` asks that the match looks random: at least that many bits of entropy a character.
    """

    name: str
    pattern: re.Pattern[str]
    random: float = 0.0


def _token(name: str, body: str, random: float = 0.0) -> Rule:
    return Rule(name, re.compile(f"{_WORD}(?P<secret>{body}){_END}"), random)


_NAMES = (
    r"(?:pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?key)?|token|api[_-]?key|apikey|access[_-]?key|auth[_-]?token|"
    r"client[_-]?secret|private[_-]?key|encryption[_-]?key|signing[_-]?secret|credentials?)"
)

RULES: tuple[Rule, ...] = (
    Rule(
        "private-key",
        re.compile(
            r"(?P<secret>-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,20000}"
            r"(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?)"
        ),
    ),
    _token("aws-key", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"),
    _token("github-token", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    _token("github-token", r"github_pat_[A-Za-z0-9_]{60,255}"),
    _token("gitlab-token", r"gl(?:pat|dt|rt|ptt|ft|soat)-[A-Za-z0-9_-]{20,64}"),
    _token("slack-token", r"xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
    _token("slack-token", r"xapp-\d-[A-Za-z0-9-]{10,250}"),
    Rule(
        "slack-webhook",
        re.compile(r"(?P<secret>hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_+-]{20,200})"),
    ),
    _token("stripe-key", r"[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,250}"),
    _token("openai-key", r"sk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]{2,8}-)?[A-Za-z0-9_-]{20,250}", random=3.0),
    _token("google-key", r"AIza[A-Za-z0-9_-]{35}"),
    _token("google-oauth", r"(?:ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,250}"),
    _token("npm-token", r"npm_[A-Za-z0-9]{36}"),
    _token("pypi-token", r"pypi-[A-Za-z0-9_-]{50,500}"),
    _token("sendgrid-key", r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}"),
    _token("digitalocean-token", r"do[opr]_v1_[a-f0-9]{64}"),
    _token("vault-token", r"hv[sbr]\.[A-Za-z0-9_-]{20,250}"),
    _token("grafana-token", r"gl(?:sa|c)_[A-Za-z0-9+/=_]{30,250}"),
    _token("shopify-token", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    _token("twilio-key", r"SK[a-f0-9]{32}"),
    _token("databricks-token", r"dapi[a-f0-9]{32}(?:-\d)?"),
    _token("linear-key", r"lin_(?:api|oauth)_[A-Za-z0-9]{32,64}"),
    _token("hugging-face-token", r"hf_[A-Za-z]{30,40}"),
    _token("docker-token", r"dckr_pat_[A-Za-z0-9_-]{24,64}"),
    _token("telegram-token", r"\d{8,10}:AA[A-Za-z0-9_-]{33}"),
    _token("rubygems-key", r"rubygems_[a-f0-9]{48}"),
    _token("new-relic-key", r"NR(?:AK|II|IQ|RA)-[A-Za-z0-9_-]{20,64}"),
    _token("doppler-token", r"dp\.(?:pt|ct|st|sa|scim|audit)\.[A-Za-z0-9._-]{40,80}"),
    _token("dynatrace-token", r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    _token("square-token", r"sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}"),
    _token("atlassian-token", r"ATATT3[A-Za-z0-9_=-]{60,250}"),
    _token("postman-key", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    _token("sourcegraph-token", r"sgp_(?:[a-f0-9]{16}_|local_)?[a-f0-9]{40}"),
    _token("sonar-token", r"sq[apu]_[a-f0-9]{40}"),
    _token("mapbox-token", r"[st]k\.eyJ[A-Za-z0-9_-]{20,250}\.[A-Za-z0-9_-]{20,40}"),
    _token("age-key", r"AGE-SECRET-KEY-1[A-Z0-9]{58}"),
    _token("jwt", r"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{0,1000}"),
    Rule(
        "url-credentials", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@<>|]{0,100}:(?P<secret>[^\s:/@<>|]{1,200})@")
    ),
    Rule(
        "bearer-token", re.compile(r"(?i)\b(?:bearer|basic)\s{1,3}(?P<secret>[A-Za-z0-9._~+/=-]{16,2000})"), random=3.2
    ),
    Rule(
        "assigned-secret",
        re.compile(
            rf"(?i)(?<![A-Za-z]){_NAMES}[\"'`]{{0,2}}\s{{0,3}}(?::=|=>|=|:)\s{{0,3}}[\"'`]?"
            r"(?=(?P<secret>[^\s\"'`,;<>&]{6,500}(?<![:=])))"  # looked at only: it may be the name of the next one
        ),
        random=2.5,
    ),
    Rule(
        "spoken-password",
        re.compile(
            r"(?i)\b(?:password|passphrase|passwd)\s(?:is|was)\s{1,2}(?:now\s)?[\"'`]?(?P<secret>[^\s\"'`,;<>&]{6,100})"
        ),
        random=2.7,
    ),
)


def looks_random(text: str, bits: float) -> bool:
    """Whether the text has at least that many bits of entropy a character (Shannon), and is not a plain word."""
    counts = Counter(text)
    entropy = -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
    plain_word = text.isalpha() and (text.islower() or text.istitle())
    return entropy >= bits and not plain_word
