"""Topics: the words that people use for the same thing in an incident, and how it is told without any of them."""

from dataclasses import dataclass
from types import MappingProxyType

from app.domain.entry import Kind
from app.domain.speech.act import Act


@dataclass(frozen=True, slots=True)
class Topic:
    """`acts` are what somebody does who speaks of it, `kinds` what is recorded by command. A `light` one says little
    about what a question is about: that something failed, say.
    """

    words: tuple[str, ...]
    acts: frozenset[Act] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    light: bool = False


def _topic(words: str, *told: Act | Kind, light: bool = False) -> Topic:
    acts = frozenset(one for one in told if isinstance(one, Act))
    kinds = frozenset(one for one in told if isinstance(one, Kind))
    return Topic(tuple(words.split()), acts, kinds, light)


TOPICS = (
    _topic("rollback rolled rolling roll revert reverted reverting undo undone"),
    _topic("restart restarted restarting bounce bounced reboot rebooted rebooting"),
    _topic(
        "deploy deployed deployment deploying release released rollout ship shipped change changed changes", Kind.CHANGE
    ),
    _topic("cause caused causes because root culprit reason", Act.EXPLAINING, Kind.HYPOTHESIS),
    _topic("suspect suspected theory theories hypothesis hypotheses suspicion", Act.SUPPOSING, Kind.HYPOTHESIS),
    _topic("excluded exclude ruledout", Act.RULING_OUT),
    _topic(
        "resolve resolved fix fixed mitigate mitigated solved recover recovered recovery", Act.RESOLVING, Kind.STATUS
    ),
    _topic("decide decided decision decisions chose agreed", Act.DECIDING, Kind.DECISION),
    _topic("propose proposed proposal suggest suggested", Act.PROPOSING, Act.DECIDING),
    _topic("customer customers user users impact affected impacted clients", Act.IMPACT, Kind.IMPACT),
    _topic("lead leads leading commander charge", Kind.ROLE),
    _topic("alert alerts alerted paged page pager alarm alarms", Kind.SIGNAL),
    _topic("flag flags toggle toggled"),
    _topic("scale scaled scaling increase increased raise raised bump bumped limit"),
    _topic("severity sev", Kind.SEVERITY),
    _topic("try tried attempt attempted attempts", Act.DOING, Kind.ACTION),
    _topic("start started starting began begin", light=True),
    _topic("disable disabled disabling"),
    _topic("enable enabled enabling"),
    _topic("follow-up follow-ups followup followups todo todos promised", Act.PROMISING, Kind.FOLLOW_UP),
    _topic("fail failed fails failing failure failures broke broken break down outage wrong", light=True),
    _topic(
        "help helped helps work worked works working effect improve improved better result results outcome came come",
        Act.REPORTING,
        light=True,
    ),
    _topic("see seeing seen saw notice noticed symptom symptoms", Act.OBSERVING, Act.IMPACT, light=True),
    _topic("lose lost loses losing loss losses"),
    _topic("similar same recurring recurrence reoccurred"),
    _topic("timeout timeouts"),
    _topic("failover failovers"),
    _topic("percent percentage share"),
    _topic("database db databases"),
    _topic("expire expired expires expiry expiration"),
    _topic("certificate certificates cert certs"),
)
TOPIC = MappingProxyType({word: topic for topic in TOPICS for word in topic.words})
"""By each of its words."""
LIGHT = frozenset(
    {
        "tell",
        "told",
        "inform",
        "informed",
        "call",
        "called",
        "missing",
        "slow",
        "need",
        "needs",
        "use",
        "used",
        "using",
        "involved",
        "found",
        "find",
        "show",
        "shows",
        "mean",
        "means",
        "new",
        "old",
        "open",
        "handle",
        "handled",
        "actually",
        "currently",
        "already",
        "approve",
        "approved",
    }
)
"""Words of many questions that an answer need not have."""
