"""Keys without a mark of their own, known by the company they keep: their maker's name and the form its keys have."""

import re

from app.redaction.randomness import counts_up, entropy
from app.redaction.rules.rule import END, HEX32, HEX40, HEX64, UUID, WORD, Match, Rule

_TO = (
    r"[A-Za-z0-9_.-]{0,30}+(?:"
    r"[\"'`\]]{0,2}\s{0,16}(?:=>|:=|={1,2}|:|,|\()\s{0,16}"  # okta_api_token = ...
    r"|[\"'`]\s\{\s{0,8}default\s{0,3}=\s{0,3}"
    r"|\s(?:[a-z]{2,10}\s){0,2}(?:api |access |auth |license )?(?:key|token|secret|password|pat)s?(?:\s(?:is|was)|:)?\s{1,2}"
    r"|\s(?:api |access |auth |license )?(?:key|token|secret|id)[^A-Za-z0-9\r\n]{1,4})"
    r"[\"'`]{0,2}"
)
_ALNUM = "[A-Za-z0-9]"


def _drawn(match: Match) -> bool:
    return entropy(match["secret"]) >= 2.5 and not counts_up(match["secret"])


def _vendor(name: str, words: str, *forms: str) -> Rule:
    anchors = tuple(words.split())
    pattern = f"(?i:(?:{'|'.join(map(re.escape, anchors))}){_TO})(?P<secret>{'|'.join(forms)}){END}"
    return Rule(name, anchors, re.compile(pattern), _drawn)


VENDORS: tuple[Rule, ...] = (
    Rule("okta-token", ("okta",), re.compile(rf"(?i:okta{_TO})(?P<secret>00[A-Za-z0-9_-]{{39}}[A-Za-z0-9]){END}")),
    Rule(
        "aws-secret", ("aws",), re.compile(rf"(?i:aws_?secret{_TO})(?P<secret>[A-Za-z0-9+/]{{40}})(?![A-Za-z0-9+/=_-])")
    ),
    Rule(
        "aws-secret",
        ("akia",),
        re.compile(
            r"AKIA[A-Z0-9]{16}[^A-Za-z0-9+/]{1,20}(?:[A-Za-z_]{1,30}[^A-Za-z0-9+/]{1,8})?(?P<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])"
        ),
    ),
    _vendor("aws-secret", "aws_ aws", r"[A-Za-z0-9+/]{40}(?![+/=])"),
    _vendor("azure-token", "azure devops ado_ _pat pat_", "[a-z2-7]{52}"),
    _vendor("heroku-key", "heroku", UUID),
    _vendor("postmark-token", "postmark", UUID),
    _vendor("jenkins-token", "jenkins", UUID, "[a-f0-9]{32,36}"),
    _vendor("sauce-key", "sauce", UUID),
    _vendor("datadog-key", "datadog dd_ dd-", HEX40, HEX32),
    _vendor("pagerduty-key", "pagerduty pd_ routing_key integration_key", HEX32, "[A-Za-z0-9+_-]{20}"),
    _vendor("opsgenie-key", "opsgenie genie", UUID),
    _vendor("splunk-token", "splunk", UUID),
    _vendor("snyk-token", "snyk", UUID),
    _vendor("codecov-token", "codecov", UUID),
    _vendor("facebook-secret", "facebook fb", HEX32),
    _vendor("twitter-key", "twitter", f"{_ALNUM}{{18,25}}", f"{_ALNUM}{{35,50}}"),
    _vendor("linkedin-key", "linkedin", f"{_ALNUM}{{12,16}}"),
    _vendor("github-secret", "github", f"(?=[a-f0-9]{{0,39}}[a-f]){HEX40}", "[a-f0-9]{20}"),
    _vendor("sonar-token", "sonar", HEX40),
    _vendor("codeclimate-id", "codeclimate reporter_id", HEX64),
    _vendor("adafruit-key", "adafruit io_key", HEX32),
    _vendor("particle-token", "particle", HEX40),
    _vendor("blynk-token", "blynk", "[A-Za-z0-9_-]{32}"),
    _vendor("algolia-key", "algolia", HEX32),
    _vendor("cloudflare-key", "cloudflare cf_", "[a-f0-9]{37}", "[A-Za-z0-9_-]{40}"),
    _vendor("fastly-key", "fastly", "[A-Za-z0-9_-]{32}"),
    _vendor("mailgun-key", "mailgun", HEX32, "[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}"),
    _vendor("rollbar-token", "rollbar bugsnag honeybadger airbrake", HEX32),
    _vendor("new-relic-key", "newrelic new_relic license", HEX40),
    Rule(
        "new-relic-key",
        ("nral",),
        re.compile(rf"{WORD}(?P<secret>(?:[a-f0-9]{{36}}|[a-z]{{2}}\d\dxx[a-f0-9]{{30}})NRAL){END}"),
        back=36,
    ),
    _vendor("figma-token", "figma", rf"(?:\d{{4,12}}-)?{UUID}"),
    _vendor("nasa-key", "nasa", f"{_ALNUM}{{40}}"),
    _vendor("kagi-key", "kagi", r"[A-Za-z0-9_-]{11,12}\.[A-Za-z0-9_-]{43}"),
    Rule(
        "bootstrap-token",
        ("token", "bootstrap"),
        re.compile(rf"(?i:(?:token|bootstrap)(?:{_TO}|\s{{1,3}}))(?P<secret>[a-z0-9]{{6}}\.[a-z0-9]{{16}}){END}"),
    ),
    Rule(
        "truenas-key",
        ("login_with_api_key",),
        re.compile(r"login_with_api_key[^0-9]{1,60}(?P<secret>\d{1,6}-[A-Za-z0-9]{64})"),
    ),
    Rule(
        "thingsboard-token",
        ("/api/v1/",),
        re.compile(r"/api/v1/(?P<secret>[A-Za-z0-9]{20})/(?:telemetry|attributes|rpc|claim)"),
    ),
    Rule(
        "google-client-id",
        (".apps.googleusercontent.com",),
        re.compile(r"(?<=\d)-(?P<secret>[a-z0-9]{32})\.apps"),
        back=33,
    ),
)
