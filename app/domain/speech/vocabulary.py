"""The words of running systems: what sentences in an incident channel are about, and what people do to production."""

import re

THING = re.compile(
    r"\b(?:errors?|exceptions?|latency|p\d\d(?:\.\d)?|cpu|memory|disks?|heap|queues?|lag|backlog|time ?outs?|[45]xx|[45]0\ds?"
    r"|failures?|requests?|traffic|connections?|pods?|nodes?|servers?|hosts?|boxes|instances?|containers?|vms?|clusters?"
    r"|databases?|dbs?|replicas?|replication|primary|masters?|redis|kafka|postgres|mysql|mongo|elastic\w*|nginx|kubernetes|k8s"
    r"|deploy(?:s|ed|ment|ments|ing)?|rollouts?|releases?|builds?|pipelines?|config(?:s|uration)?|flags?|migrations?|caches?"
    r"|services?|daemons?|apis?|endpoints?|health ?checks?|dashboards?|graphs?|metrics?|logs?|alerts?|alarms?|certs?"
    r"|certificates?|dns|tls|load ?balancers?|proxy|gateways?|firewalls?|networks?|routers?|jobs?|\w*runners?|workers?"
    r"|consumers?|producers?|partitions?|brokers?|threads?|pools?|quer(?:y|ies)|index(?:es)?|locks?|tables?|checkouts?|logins?"
    r"|payments?|orders?|websites?|sites?|frontend|backend|rates?|throughput|bandwidth|limits?|quotas?|regions?|zones?"
    r"|data ?cent(?:er|re)s?|storage|buckets?|crash(?:es|ed|ing)?|\w*oom(?:killed)?|restarts?|outage|rollback|units?"
    r"|process(?:es)?|sessions?|tokens?|code|tags?|versions?|commits?|spikes?|thresholds?|machines?|systems?)\b"
)
"""Something that runs, or that is measured about it."""

TROUBLE = re.compile(
    r"\b(?:fail\w*|errors?|down|broken|broke|crash\w*|time ?d? ?outs?|timing out|refused|slow\w*|stuck|spik\w+|drop\w*|\w*oom\w*"
    r"|degraded|outage|unavailable|5xx|50\d|exceptions?|full|lag\w*|behind|reject\w*|unreachable|missing|lost|losing|hanging|hung"
    r"|overloaded|saturated|maxed|pegged|corrupt\w*|expired|unhealthy|high|jumped|went from|climb\w*|piling|backlog|dead|leak\w*)\b"
)
"""Words that make an observation a sign of trouble."""

IDENTIFIER = re.compile(
    r"`[^`]+`|\b[a-z]+[\w-]*\d+(?:[\w.-]*\w)?\b|\b\w+(?:\.\w+){2,}\b|\b\w+_\w+\b|\b\w+\.(?:service|cfg|conf|ya?ml|json|py|go|java)\b"
)
"""A host, a file, a service, a setting: something that is named exactly."""

NUMBER = re.compile(
    r"(?<![\w.])~?\$?\d[\d.,:]*(?:%|ms|s|x|k|m|g|gb|mb|gi|mi|min(?:utes?)?)?(?!\w)|\b\d+(?:k|m|gb|mb|gi|mi|ms|x)\b"
)

_STRONG = [
    "restart",
    "re-restart",
    "reboot",
    "revert",
    "redeploy",
    "deploy",
    "disable",
    "enable",
    "drain",
    "cordon",
    "evict",
    "scale",
    "bump",
    "fail-over",
    "failover",
    "throttle",
    "purge",
    "flush",
    "recycle",
    "promote",
    "demote",
    "resume",
    "unmask",
    "patch",
    "hotfix",
    "mitigate",
    "reconfigure",
    "rotate",
    "reindex",
    "truncate",
    "upgrade",
    "downgrade",
    "reroute",
    "isolate",
    "silence",
    "provision",
    "toggle",
    "unblock",
    "blacklist",
    "ban",
    "rebalance",
    "reassign",
    "rebuild",
    "rerun",
    "re-run",
    "rollback",
    "roll-back",
    "depool",
    "repool",
    "undeploy",
    "rate-limit",
    "shed",
    "whitelist",
    "allowlist",
    "resize",
]
_WEAK = [
    "start",
    "stop",
    "kill",
    "block",
    "increase",
    "decrease",
    "raise",
    "lower",
    "reduce",
    "clear",
    "pause",
    "mask",
    "merge",
    "replace",
    "apply",
    "add",
    "remove",
    "delete",
    "change",
    "update",
    "adjust",
    "tweak",
    "push",
    "swap",
    "move",
    "switch",
    "restore",
    "fence",
    "mute",
    "cap",
    "tune",
    "set",
    "run",
    "put",
    "cut",
    "turn",
]
_DOUBLED = frozenset({"stop", "cap", "swap", "ban", "set", "run", "put", "cut", "shed"})
_PAST = {"set": "set", "run": "ran", "put": "put", "cut": "cut", "shed": "shed"}
_PHRASES = (
    (r"roll(?: \w+){0,2} back", r"rolled(?: \w+){0,2} back", r"rolling(?: \w+){0,2} back"),
    (r"roll(?: \w+)? (?:out|forward)", r"rolled(?: \w+)? (?:out|forward)", r"rolling(?: \w+)? (?:out|forward)"),
    (r"fail(?: \w+){0,2} over", r"failed(?: \w+){0,2} over", r"failing(?: \w+){0,2} over"),
    (r"turn(?: \w+){0,3} (?:off|on)", r"turned(?: \w+){0,3} (?:off|on)", r"turning(?: \w+){0,3} (?:off|on)"),
    (
        r"take(?: \w+){0,3} (?:out|offline)",
        r"took(?: \w+){0,3} (?:out|offline)",
        r"taking(?: \w+){0,3} (?:out|offline)",
    ),
    (r"shut(?: \w+){0,2} down", r"shut(?: \w+){0,2} down", r"shutting(?: \w+){0,2} down"),
    (r"spin(?: \w+){0,2} up", r"spun(?: \w+){0,2} up", r"spinning(?: \w+){0,2} up"),
    (r"cut over", r"cut over", r"cutting over"),
)


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ing"


def _either(words: list[str]) -> str:
    return r"\b(?:" + "|".join(words) + r")\b"


OPERATE = _either([*_STRONG, *(base for base, _, _ in _PHRASES)])
OPERATED = _either([*map(_past, _STRONG), *(past for _, past, _ in _PHRASES)])
OPERATING = _either([*map(_ing, _STRONG), *(ing for _, _, ing in _PHRASES)])
"""Verbs that by themselves say that something was done to production, as expressions: plain, past and -ing forms."""

HANDLE = _either(_WEAK)
HANDLED = _either([*map(_past, _WEAK)])
HANDLING = _either([*map(_ing, _WEAK)])
"""Verbs that say so only beside something that runs."""

OPERATION = re.compile(f"{OPERATE}|{OPERATED}|{OPERATING}")
"""Any form of a verb that stands for itself."""

ANY_OPERATION = f"(?:{OPERATE}|{HANDLE})"

COMMAND = re.compile(
    r"^`?\s*(?:[$#>]\s*)?(?:sudo\s+)?(?:"
    r"kubectl\b.*\b(?:apply|set|scale|rollout|delete|restart|patch|edit|drain|cordon|uncordon|exec|annotate|label|create|replace)\b"
    r"|helm\s+(?:upgrade|rollback|install|uninstall)|(?:systemctl|service)\b.*\b(?:restart|stop|start|reload|mask|unmask|disable|enable)\b"
    r"|terraform\s+(?:apply|destroy)|git\s+(?:revert|push|deploy)|docker\b.*\b(?:restart|stop|kill|rm|run)\b|ansible\b|scap\s+\w+"
    r"|aws\s+\S+\s+(?:update|modify|reboot|start|stop|terminate|delete|put|create)\S*|gcloud\b.*\b(?:update|delete|resize|restart)\b"
    r"|kafka-\S+\b.*--(?:alter|execute|reset-offsets|delete|create)\b|redis-cli\b.*\b(?:flush\w+|config set|del)\b"
    r"|psql\b.*\b(?:update|delete|alter|kill|terminate)\b|(?:kill|pkill|reboot|shutdown)\b|heroku\s+\S*(?:restart|rollback|scale)\S*"
    r"|\S*ctl\s+\S*(?:set|restart|stop|start|apply|failover|switchover)\b)"
)
"""A shell line that changes what runs (case does not matter to shells' verbs here: read it in lower case)."""
