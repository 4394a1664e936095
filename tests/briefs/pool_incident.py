"""An invented incident of some sixty messages in ordinary messy English, with what a good late joiner's account has."""

from datetime import UTC, datetime

from app.domain.brief import Context
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from tests.briefs.exports import context_from, record

PEOPLE = {"U1": "Priya", "U2": "Tomasz", "U3": "lena.k", "U4": "Marcus", "U5": "Yuki", "U6": "sam"}
CHANNELS = {"C1": "inc-0412-webhooks", "C2": "payments"}
_IDS = {name: person for person, name in PEOPLE.items()}

# time | who | text   (>N: a reply in the thread of line N; !kind: a command; bot: names a machine)
SCRIPT = """
1|02:11:04|bot:Prometheus|[FIRING:1] WebhookDeliveryLag - payments\\nwebhook_delivery_lag_seconds is 340 (threshold 60)\\nseverity: page
2|02:12:30|Tomasz|here. looking
3|02:13:02|Tomasz|ugh, half the workers are sitting at 100% conn wait
4|02:13:40|lena.k|morning :sleeping: what did I miss
5|02:14:15|Tomasz|<@U3> webhook lag, started around 02:05 going by the graph. pages fired at 02:11
6|02:15:01|bot:Prometheus|[FIRING:1] WebhookDeliveryLag - payments\\nwebhook_delivery_lag_seconds is 610 (threshold 60)\\nseverity: page
7|02:15:20|!severity Tomasz|2
8|02:15:44|!role Tomasz|lead U2
9|02:16:10|lena.k|could this be dns again?? last month it looked exactly like this
10|02:17:05|Priya|not dns, resolver latency is flat at 2ms
11|02:17:30|lena.k|ok fair
12|02:18:02|Marcus|support here: two merchants say they haven't received any webhooks since 2am
13|02:18:40|!impact Marcus|Merchants get payment webhooks late or not at all
14|02:19:10|Tomasz|redis primary looks sad, evictions went from 0 to 4k/s
15|02:19:55|Priya|hm I think that's a symptom, queue just got too big
16|02:20:30|Tomasz|I'm going to fail over redis anyway, cheap to try
17|02:21:10|sam|:popcorn:
18|02:23:48|Tomasz|failover done, redis-wh-02 is primary now
19|02:25:02|Priya|no change, lag still climbing
20|02:25:40|bot:Prometheus|[FIRING:1] WebhookDeliveryLag - payments\\nwebhook_delivery_lag_seconds is 1260 (threshold 60)\\nseverity: page
21|02:26:15|Yuki|fwiw 2.41 went out at 01:50, maybe that?
22|02:26:50|Yuki|it touched the dispatcher
23|02:27:31|Tomasz|right. let's roll back 2.41
24|02:28:05|!decision Tomasz|Roll back dispatcher to 2.40 because it is the only deploy before the lag
25|02:28:20|Yuki|rolling back now
26|02:31:40|Yuki|2.40 is live on all 12 pods
27|02:33:15|Priya|that made it worse, error rate jumped to 9%, looks like a cold cache
28|02:33:50|Marcus|anyone know if retries are safe for merchants? they're asking me
29|02:34:20|Tomasz|oof
30|02:35:00|Priya|found something. pg pool for the dispatcher is 10, I remember it being 40
31|02:35:45|Priya|yep: terraform apply from yesterday 17:20 halved it twice, the `max_pool` default changed in the module
32|02:36:20|lena.k|wow ok
33|02:36:48|Yuki|so not the deploy then
34|02:37:15|Tomasz|I don't think we can rule the deploy out, 2.41 added a second connection per job
35|02:37:40|Priya|true, both together would explain the timing
36|02:38:30|Tomasz|Priya can you bump the pool to 40?
37|02:38:41|Priya|on it
38|02:40:12|Priya|```terraform apply -var max_pool=40 -target=module.dispatcher\\nApply complete! Resources: 0 added, 1 changed, 0 destroyed.```
39|02:40:30|Priya|pool is 40, restarting dispatcher
40|02:43:05|Tomasz|conn wait dropping, 100% -> 60% -> 12%
41|02:44:00|!status Tomasz|investigating identified
42|02:44:40|Yuki|lag is coming down too, 1260s -> 700s
43|02:45:30|lena.k|nice!!!
44|02:46:10|>28 sam|merchants dedupe by event id so I'd say yes but ask Priya
45|02:47:00|Tomasz|let's leave 2.40 in for tonight, no more deploys until morning
46|02:49:30|!status Tomasz|identified monitoring
47|02:52:00|Yuki|do we need to replay the dropped events?
48|02:53:10|bot:Prometheus|[RESOLVED] WebhookDeliveryLag - payments\\nwebhook_delivery_lag_seconds is 41 (threshold 60)
49|02:55:00|Marcus|both merchants confirm webhooks are arriving again
50|02:56:20|Priya|about 3,100 events were dropped between 02:05 and 02:44 going by the DLQ
51|02:57:00|Tomasz|unfortunately nobody noticed the terraform diff in review
52|02:58:10|Priya|I'll write a ticket to pin module defaults
53|02:58:45|Priya|and we should alert on pool saturation, we were blind here
54|02:59:30|!follow_up Tomasz|Write the postmortem
55|03:00:10|lena.k|good catch Priya
56|03:01:00|Tomasz|ok calling it, resolved. thanks all :heart:
57|03:01:20|!status Tomasz|monitoring resolved
58|03:02:00|sam|lol what a night
59|03:02:30|Yuki|I'll check the DLQ replay tomorrow morning
60|03:03:00|Marcus|:pray:
"""


def entries() -> list[Entry]:
    return read(SCRIPT)


def read(script: str) -> list[Entry]:
    return record([_draft(line) for line in script.strip().splitlines()])


def context(until: int | None = None, **changes: object) -> Context:
    """The incident, or its first `until` entries with `now` half a minute after the last of them."""
    return context_from(entries()[:until], PEOPLE, CHANNELS, "Payment webhooks are late", **changes)


def _draft(line: str) -> Draft:
    number, time, who, text = line.split("|", 3)
    thread = ""
    if who.startswith(">"):
        opener, who = who[1:].split(" ", 1)
        thread = _key(opener)
    kind, _, name = who[1:].rpartition(" ") if who.startswith("!") else ("", "", who)
    machine = name.startswith("bot:")
    hour, minute, second = map(int, time.split(":"))
    return Draft(
        key=_key(number),
        kind=Kind(kind) if kind else Kind.SIGNAL if machine else Kind.MESSAGE,
        happened_at=datetime(2026, 4, 12, hour, minute, second, tzinfo=UTC),
        author=Author(Voice.MACHINE, "B1", name[4:]) if machine else Author(Voice.PERSON, _IDS[name]),
        source=Source("slack", _key(number), f"https://chat.example/archives/C1/p{number}"),
        text="" if kind in {"status", "severity", "role"} else text.replace("\\n", "\n"),
        thread=thread,
        details=_details(kind, text),
    )


def _details(kind: str, text: str) -> dict[str, str]:
    words = text.split()
    match kind:
        case "status":
            return {"was": words[0], "to": words[1]}
        case "severity":
            return {"was": "", "to": words[0]}
        case "role":
            return {"role": words[0], "person": words[1]}
        case "follow_up":
            return {"owner": "", "due": ""}
        case _:
            return {}


def _key(number: str) -> str:
    return f"C1/{int(number):04d}"
