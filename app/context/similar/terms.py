"""The terms by which texts are compared: words without their endings, identifiers whole and in parts, a few synonyms."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z0-9]+(?:[._/'’-][A-Za-z0-9]+)*")
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S+", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PARTS = re.compile(r"[._/'’-]")
_STATUS_CODE = re.compile(r"[45]\d\d")
_LONGEST = 40
_SHORTEST_STEM = 3
_STOP = frozenset(
    """a about after again all almost also although am an and any are as at be because been before being both but by can
    cannot could did do does doing don done down each else ever every few first for from get gets getting give go goes
    going got had has have having he her here him his how however i if in into is it its itself just keep keeps kept
    last let like lot lots made make makes making many may maybe me might more most much must my near need needs never
    no none not now of off often on once one only onto or other others our ours out over own per quite rather really
    s same say says see seem seems seen several she should since so some somebody someone something soon still such t
    take takes than that the their them themselves then there these they thing things this those though through till to
    today together too try two under until up upon us use used using very want was way we well were what whatever when
    where whether which while who whole whose why will with within without would yet you your""".split()  # noqa: SIM905 -- a list to read
) - {"down", "off", "out"}
_SYNONYMS = (
    "certificate cert certs tls ssl x509 https ca letsencrypt acme",
    "kubernetes k8s kube eks gke aks cluster",
    "database db postgres postgresql mysql mariadb sql oracle mongodb rds",
    "configuration config configure setting parameter",
    "login signin authenticate authentication auth sso oauth oidc auth0 okta keycloak",
    "slow latency performance degraded sluggish lag timeout",
    "unavailable unreachable down outage offline inaccessible",
    "secret credential token password key",
    "restart reboot recycle crash crashloop crashlooping",
    "full capacity exhausted saturated space",
    "deploy deployment release rollout upgrade update version",
    "delete remove destroy drop vanish wipe",
    "pod container replica",
    "node worker instance vm machine host server",
    "monitoring monitor alert pager page probe pagerduty opsgenie pingdom nagios healthcheck",
    "metric graph dashboard grafana prometheus datadog stackdriver cloudwatch",
    "log logging kibana elasticsearch opensearch loki fluentd fluentbit logstash splunk",
    "pipeline ci build jenkins concourse travis circleci teamcity buildkite drone tekton",
    "route ingress nginx proxy haproxy envoy traefik balancer lb elb alb nlb",
    "firewall waf modsecurity owasp",
    "dns domain hostname resolve record zone route53 coredns",
    "leak expose exposure breach compromise disclose",
    "quota limit allowance maximum",
    "traffic load request",
    "memory ram oom heap",
    "disk storage volume filesystem device",
    "queue backlog pending stuck kafka rabbitmq sqs consumer",
    "cache redis memcached cdn",
    "git github gitlab bitbucket repository repo commit branch",
    "cloud aws gcp azure google amazon",
    "fail failure error broken",
    "forbidden 403 denied permission unauthorized 401",
    "user customer client people visitor",
    "spike burst surge flood",
)
"""Words that responders use for one another. General knowledge of the trade: nothing here is taken from a report."""

_COMMON = """alert alarm incident issue problem service system application app team engineer user customer people high low
    normal return usage time minute hour day week month report notice see detect detected check look find found investigate
    resolve fix start stop begin end change new old number set run work result cause reason affect affected production prod
    environment status impact degraded degrade monitor monitoring metric threshold rate value action plan version"""


def counted(text: str) -> Counter[str]:
    """How often each term stands in a text. Terms that start with ~ are what a group of synonyms has in common; an
    identifier gives itself and each of its parts.
    """
    counts: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(_URL.sub(" ", text))).items():
        for term in _of_word(word):
            counts[term] += count
    return counts


def shown(text: str) -> dict[str, str]:
    """Term → the word as it was first written, for saying which words two texts share."""
    words: dict[str, str] = {}
    for match in _WORD.finditer(_URL.sub(" ", text)):
        for term in _of_word(match[0]):
            words.setdefault(term, match[0].lower())
    return words


@lru_cache(maxsize=50_000)  # few words make up most of what is said
def _of_word(word: str) -> tuple[str, ...]:
    return tuple(_made_of(word)) if len(word) <= _LONGEST else ()


def _made_of(word: str) -> Iterator[str]:
    parts = [hump for part in _PARTS.split(word) for hump in _HUMP.split(part)]
    is_name = len(parts) > 1 and any(char.isalpha() for char in word)
    if is_name and not word.lower().endswith(("'s", "’s", "'t", "’t")):
        yield word.lower()
    for part in parts:
        yield from _of_part(part.lower())


def _of_part(word: str) -> Iterator[str]:
    if word in _STOP or (len(word) < _SHORTEST_STEM and not word.isalpha()) or len(word) < 2:
        return
    if word.isdigit() and not _STATUS_CODE.fullmatch(word):
        return  # counts and dates tell incidents apart, and are not what makes them alike
    stem = stemmed(word)
    yield stem
    if group := _GROUPS.get(stem):
        yield group


def stemmed(word: str) -> str:
    """A word without the commonest English endings: `crashing`, `crashed` and `crashes` are all `crash`."""
    word = _plural(word)
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and re.search("[aeiouy]", stem):
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
            word = stem[:-1] if doubled else stem
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


def _plural(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) <= _SHORTEST_STEM:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


COMMON = frozenset(stemmed(word) for word in _COMMON.split())
"""Terms that any incident may have: sharing them alone makes none alike."""
_GROUPS = {stemmed(word): f"~{group.split()[0]}" for group in _SYNONYMS for word in group.split()}
