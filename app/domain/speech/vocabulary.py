"""The words of running systems: what sentences in an incident channel are about."""

import re

from app.domain.speech.rules import any_of

THING = any_of(
    r"\b(?:errors?|exceptions?|latency|p\d\d(?:\.\d)?|cpu|memory|disks?|heap|queues?|lag|backlog|time ?outs?|[45]xx|[45]0\ds?"
    r"|failures?|requests?|traffic|connections?|pods?|nodes?|servers?|hosts?|boxes|instances?|containers?|vms?|clusters?"
    r"|databases?|dbs?|replicas?|replication|primary|masters?|redis|kafka|postgres|mysql|mongo|elastic\w*|nginx|kubernetes|k8s"
    r"|deploy(?:s|ed|ment|ments|ing)?|rollouts?|releases?|builds?|pipelines?|config(?:s|uration)?|flags?|migrations?|caches?"
    r"|services?|daemons?|apis?|endpoints?|health ?checks?|dashboards?|graphs?|metrics?|logs?|alerts?|alarms?|certs?"
    r"|certificates?|dns|tls|load ?balancers?|proxy|gateways?|firewalls?|networks?|routers?|jobs?|\w*runners?|workers?"
    r"|consumers?|producers?|partitions?|brokers?|threads?|pools?|quer(?:y|ies)|index(?:es)?|locks?|tables?|checkouts?|logins?"
    r"|payments?|orders?|websites?|sites?|frontend|backend|rates?|throughput|bandwidth|limits?|quotas?|regions?|zones?"
    r"|data ?cent(?:er|re)s?|storage|buckets?|crash(?:es|ed|ing)?|oom(?:killed|killer)?|restarts?|outage|rollback|units?"
    r"|process(?:es)?|sessions?|tokens?|code|tags?|versions?|commits?|spikes?|thresholds?|machines?|systems?)\b"
)
"""Something that runs, or that is measured about it."""

TROUBLE = any_of(
    r"\b(?:fail\w*|errors?|down|broken|broke|crash\w*|time ?d? ?outs?|timing out|refused|slow\w*|stuck|spik\w+|drop\w*|oom(?:killed|killer|s|ing)?"
    r"|degraded|outage|unavailable|5xx|50\d|exceptions?|full|lag\w*|behind|reject\w*|unreachable|missing|lost|losing|hanging|hung"
    r"|overloaded|saturated|maxed|pegged|corrupt\w*|expired|unhealthy|high|jumped|went from|climb\w*|piling|backlog|dead|leak\w*)\b"
)
"""Words that make an observation a sign of trouble."""

IDENTIFIER = any_of(
    r"`[^`]+`|\b[a-z]+[\w-]*\d+(?:[\w.-]*\w)?\b|\b\w+(?:\.\w+){2,}\b|\b\w+_\w+\b|\b\w+\.(?:service|cfg|conf|ya?ml|json|py|go|java)\b"
)
"""A host, a file, a service, a setting: something that is named exactly."""

NUMBER = re.compile(
    r"(?<![\w.])~?\$?\d[\d.,:]*(?:%|ms|s|x|k|m|g|gb|mb|gi|mi|min(?:utes?)?)?(?!\w)|\b\d+(?:k|m|gb|mb|gi|mi|ms|x)\b"
)

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
