"""A second invented incident, in another tone: nobody uses a command, and half of what matters is said by the way."""

from app.domain.brief import Context
from tests.briefs.exports import context_from
from tests.briefs.pool_incident import CHANNELS, PEOPLE, read

SCRIPT = """
1|09:02:10|sam|heads up, getting weird ssl errors in staging AND prod when i curl the partner gateway
2|09:03:00|Yuki|same, `x509: certificate has expired or is not yet valid`
3|09:03:22|bot:Datadog|Triggered: [P2] Partner gateway 5xx rate above 20%\\n5xx rate 43%\\nenv:prod
4|09:04:01|Marcus|is this why the CS queue is exploding? 40+ tickets in 10 min about failed bookings
5|09:04:40|>1 lena.k|cert for gw.partner.internal expired at 09:00 sharp lol
6|09:05:12|sam|who renews these?
7|09:05:50|lena.k|certmanager should have, i'll look why it didnt
8|09:06:30|Priya|I'm incident lead unless someone objects
9|09:07:00|Tomasz|could we just skip verification on our side for now?
10|09:07:45|Priya|no, not doing that. security would kill us
11|09:08:20|Yuki|renewing by hand: openssl req sent to the CA, waiting
12|09:10:05|bot:Datadog|Re-Triggered: [P2] Partner gateway 5xx rate above 20%\\n5xx rate 51%\\nenv:prod
13|09:11:00|Marcus|customers see "booking failed, try later" on the payment step. only EU as far as I can tell
14|09:12:30|lena.k|found why: the certmanager serviceaccount lost its DNS role in last weeks IAM cleanup
15|09:12:50|lena.k|https://git.example/infra/pull/881
16|09:13:30|Tomasz|oops that was my PR :see_no_evil:
17|09:14:00|Priya|no blame, can you revert it?
18|09:14:20|Tomasz|yep
19|09:16:10|Tomasz|reverted and applied
20|09:17:00|lena.k|certmanager picked it up, but the order is stuck in pending
21|09:18:45|Yuki|CA answered, new cert is valid til next june. installing on gw-1 and gw-2
22|09:20:30|Yuki|gw-1 done
23|09:21:00|Yuki|gw-2 done, reloaded nginx on both
24|09:21:40|sam|curl works for me now
25|09:22:00|Marcus|still seeing failures on my side??
26|09:22:40|sam|maybe cached connections? mobile app keeps them open
27|09:23:30|Yuki|restarting the api gateway to drop old connections
28|09:25:10|bot:Datadog|Recovered: [P2] Partner gateway 5xx rate above 20%\\n5xx rate 0.4%\\nenv:prod
29|09:26:00|Marcus|ok bookings going through again, ticket rate is back to normal
30|09:27:00|Priya|great. do we know how many bookings failed?
31|09:29:00|Marcus|will ask data team
32|09:30:00|Priya|need an alert on cert expiry < 14 days, who can take it?
33|09:30:40|sam|me, by friday
34|09:31:30|Tomasz|I'll add a test for the IAM roles
35|09:32:00|Priya|all clear from my side, closing. thx everyone
"""


def context(until: int | None = None, **changes: object) -> Context:
    """The incident, or its first `until` entries with `now` half a minute after the last of them."""
    return context_from(read(SCRIPT)[:until], PEOPLE, CHANNELS, "Partner gateway", **changes)
