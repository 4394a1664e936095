"""Ordinary incident chat, made up from a seed: as events, and as a record."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

_START_S = 1_760_000_000
_PEOPLE = tuple(f"U0BENCH{number}" for number in range(8))
_SAYINGS = (
    "checkout is failing for EU customers, about {n} errors a minute",
    "I see it too, p99 is at {n} ms",
    "could be the connection pool, we deployed v{n} this morning",
    "no, it is not DNS, I checked from two regions",
    "rolling back api to v{n} now",
    "the rollback is out, errors are down to {n} a minute",
    "that did not help, still {n} timeouts",
    "let's keep the feature flag off until tomorrow",
    "decided: we fail over to the replica, {n} s of lag is fine",
    "who owns the queue workers?",
    "<@{person}> can you look at the dashboards of the payment service?",
    "looking",
    "ok, thanks",
    "support says {n} customers have written in",
    "restarted worker-{n}, no change so far",
    "the disk of db-{n} is full, that explains the slow writes",
    "I will write up why the alert came {n} minutes late",
    "lgtm",
    "here is the graph: https://grafana.example.org/d/{n}",
    "still seeing errors in eu-west-{n}, the others look fine",
)


@dataclass(frozen=True, slots=True)
class Message:
    ts: str
    user: str
    text: str
    thread_ts: str = ""


def chat(count: int, seed: int) -> Iterator[Message]:
    """So many messages, some of them replies, one every 20 seconds on average."""
    chance, at_s, roots = random.Random(seed), float(_START_S), [""]
    for number in range(count):
        at_s += chance.uniform(1, 40)
        ts = f"{at_s:.0f}.{number:06d}"
        text = chance.choice(_SAYINGS).format(n=chance.randint(2, 900), person=chance.choice(_PEOPLE))
        thread_ts = chance.choice(roots[-20:]) if chance.random() < 0.3 else ""
        if not thread_ts:
            roots.append(ts)
        yield Message(ts, chance.choice(_PEOPLE), text, thread_ts)


def event(message: Message, channel: str, number: int) -> dict[str, object]:
    """The body of one delivery as Slack sends it, with the rich text that its own client adds."""
    elements = [{"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}]
    said: dict[str, object] = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "client_msg_id": f"00000000-0000-4000-8000-{number:012d}",
        "text": message.text,
        "team": "T0BENCH",
        "blocks": [{"type": "rich_text", "block_id": f"b{number}", "elements": elements}],
        "channel": channel,
        "event_ts": message.ts,
        "channel_type": "channel",
    }
    if message.thread_ts:
        said["thread_ts"] = message.thread_ts
    authorization = {"enterprise_id": None, "team_id": "T0BENCH", "user_id": "U0BOT", "is_bot": True}
    return {
        "token": "bench",
        "team_id": "T0BENCH",
        "context_team_id": "T0BENCH",
        "api_app_id": "A0BENCH",
        "event": said,
        "type": "event_callback",
        "event_id": f"Ev{number:010d}",
        "event_time": int(message.ts.partition(".")[0]),
        "authorizations": [{**authorization, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{number}",
    }
