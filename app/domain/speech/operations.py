"""What people do to production: verbs in their plain, past and -ing forms, as expressions."""

from app.domain.speech.rules import any_of

_STRONG = """
renew reissue reload reinstall replay requeue backfill revoke reprovision re-enable re-apply reapply
restart re-restart reboot revert redeploy deploy disable enable drain cordon evict scale bump
fail-over failover throttle purge flush recycle promote demote resume unmask patch hotfix mitigate
reconfigure rotate reindex truncate upgrade downgrade reroute isolate silence provision toggle
unblock blacklist ban rebalance reassign rebuild rerun re-run rollback roll-back depool repool
undeploy rate-limit shed whitelist allowlist resize
"""
_WEAK = """
install extend expand recreate regenerate retry drop
start stop kill block increase decrease raise lower reduce clear pause mask merge replace apply add
remove delete change update adjust tweak push swap move switch restore fence mute cap tune set run
put cut turn flip shift divert reset
"""
_DOUBLED = frozenset({"stop", "cap", "swap", "ban", "set", "run", "put", "cut", "shed", "flip", "reset", "drop"})
_PAST = {"set": "set", "run": "ran", "put": "put", "cut": "cut", "shed": "shed", "reset": "reset"}
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


OPERATE = _either([*_STRONG.split(), *(base for base, _, _ in _PHRASES)])
OPERATED = _either([*map(_past, _STRONG.split()), *(past for _, past, _ in _PHRASES)])
OPERATING = _either([*map(_ing, _STRONG.split()), *(ing for _, _, ing in _PHRASES)])
"""Verbs that by themselves say that something was done to production, as expressions: plain, past and -ing forms."""

HANDLE = _either(_WEAK.split())
HANDLED = _either([*map(_past, _WEAK.split())])
HANDLING = _either([*map(_ing, _WEAK.split())])
"""Verbs that say so only beside something that runs."""

OPERATION = any_of(OPERATE, OPERATED, OPERATING)
"""Any form of a verb that stands for itself."""

ANY_OPERATION = f"(?:{OPERATE}|{HANDLE})"
