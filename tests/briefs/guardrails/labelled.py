"""Statements as a model may write them, honest and invented, about four made-up incidents: `python -m tests.briefs.guardrails.labelled`."""

import sys
from typing import TextIO

from app.briefs.guardrails import Rule, Sources, checked_statements, standing_of
from app.domain.brief import Context, Standing, Statement
from tests.briefs import cert_incident, pool_incident
from tests.briefs.exports import context_from
from tests.briefs.pool_incident import CHANNELS, PEOPLE, read

SEARCH = """
1|13:00:05|bot:Grafana|[FIRING:1] SearchLatencyHigh - catalog\\nsearch p99 is 4.2s (threshold 800ms)
2|13:01:10|sam|I see it too, search results take forever on the web shop
3|13:02:00|Marcus|support has 14 tickets from shoppers in Germany, all about empty search pages
4|13:03:30|Yuki|elastic-3 ran out of disk at 12:52, shards are relocating
5|13:04:10|Priya|I'm taking the lead
6|13:05:00|Tomasz|could it be the reindex job that started this noon?
7|13:06:20|Yuki|yes, reindex wrote a second copy of the products index, 380 GB
8|13:07:00|Priya|let's stop the reindex
9|13:08:15|Yuki|stopped the reindex job
10|13:10:40|Yuki|deleted the half-built index products_v7, disk on elastic-3 is down to 61%
11|13:13:00|bot:Grafana|[RESOLVED] SearchLatencyHigh - catalog\\nsearch p99 is 310ms (threshold 800ms)
12|13:14:30|sam|search feels normal again
13|13:15:00|Marcus|two German customers confirmed that search works for them
14|13:16:00|Tomasz|we never had an alert on disk usage of the search cluster
15|13:17:20|Yuki|I'll write a ticket for a disk alert, by Friday
16|13:18:00|lena.k|I did not touch the ingest pipeline, it kept running
17|13:19:00|Priya|closing, resolved. the root cause is the reindex filling elastic-3
18|13:20:00|lena.k|not sure the reindex alone did it, the nightly snapshot was still running
"""
MAIL = """
1|22:40:00|bot:Pager|Queue depth critical: outbound-mail has 52000 messages
2|22:41:20|Marcus|password reset mails are not arriving, 3 users complained on chat
3|22:42:05|lena.k|smtp relay answers 421 too many connections
4|22:43:00|Tomasz|the provider lowered our limit from 100 to 20 connections this afternoon, I have the mail from them
5|22:44:10|sam|can we switch to the backup relay?
6|22:45:00|Priya|let's not switch to the backup relay, its IPs are not warmed up
7|22:46:30|lena.k|lowered mail-worker concurrency to 15
8|22:48:00|lena.k|421s are gone, queue still growing though
9|22:50:00|Tomasz|called the provider, they will raise the limit back to 100 within the hour
10|22:58:00|Tomasz|limit is 100 again
11|22:59:10|lena.k|concurrency back to 80
12|23:05:00|bot:Pager|Queue depth ok: outbound-mail has 900 messages
13|23:06:00|Marcus|reset mails arrive within a minute now
14|23:07:00|sam|no mail was lost, everything was retried
15|23:08:00|Priya|Tomasz can you ask the provider to tell us before they change limits?
16|23:08:30|Tomasz|sure, I'll ask them tomorrow
17|23:09:00|Priya|done here, resolved
"""
HONEST_SEARCH = """
1|Grafana alerted at 13:00 that search p99 was 4.2 s, above the 800 ms threshold.
1|The SearchLatencyHigh alert fired for the catalog.
1|Search p99 latency reached 4200 ms.
2|sam also noticed slow search results on the web shop.
2|sam saw that search results take forever.
3|Marcus reported 14 support tickets from German shoppers about empty search pages.
3|Support received fourteen tickets from shoppers in Germany.
3|Shoppers in Germany see empty search pages, according to Marcus.
4|Yuki found that elastic-3 ran out of disk at 12:52 and that shards are relocating.
4|The disk of elastic-3 was full at 12:52.
5|Priya took the lead at 13:04.
5|Priya is taking the lead.
6|Tomasz asked whether the reindex job that started at noon could be it.
6|Tomasz suspected the reindex job.
7|Yuki said that the reindex wrote a second copy of the products index of 380 GB.
7|A second copy of the products index took 380 GB.
8|Priya decided to stop the reindex.
8,9|Priya decided to stop the reindex, and Yuki stopped it at 13:08.
9|Yuki stopped the reindex job.
9|The reindex job was stopped by Yuki.
10|Yuki deleted the half-built products_v7 index.
10|After that, disk usage on elastic-3 was down to 61 percent.
9,10|Yuki stopped the reindex job and deleted products_v7.
11|The alert resolved at 13:13 with search p99 at 310 ms.
11|Search p99 came down to 310ms.
12|sam says search feels normal again.
12,13|sam and Marcus report that search works again.
13|Marcus says that 2 German customers confirmed that search works for them.
14|Tomasz pointed out that there never was an alert on disk usage of the search cluster.
15|Yuki will write a ticket for a disk alert by Friday.
15|Ticket for a disk alert – owner: Yuki, due: Friday
16|lena.k did not touch the ingest pipeline.
16|The ingest pipeline kept running, lena.k says.
17|Priya said that the root cause is the reindex filling elastic-3.
17|According to Priya, the reindex filled elastic-3, which is the root cause.
17|Priya closed the incident as resolved at 13:19.
18|lena.k is not sure that the reindex alone did it because the nightly snapshot was still running.
18|lena.k noted that the nightly snapshot was still running.
1,11|The alert lasted from 13:00 to 13:13.
17|Priya: “the root cause is the reindex filling elastic-3”
"""
HONEST_MAIL = """
1|The queue depth of outbound-mail was critical with 52,000 messages.
1|At 22:40 outbound-mail had 52k messages.
2|Marcus reported that password reset mails are not arriving.
2|Three users complained on chat, Marcus said.
3|lena.k saw the smtp relay answer 421 too many connections.
3|The SMTP relay refused with 421, too many connections.
4|Tomasz said the provider lowered the limit from 100 to 20 connections this afternoon.
4|The connection limit was lowered from 100 to 20 by the provider, says Tomasz.
5|sam asked about switching to the backup relay.
6|Priya decided not to switch to the backup relay since its IPs are not warmed up.
6|Priya does not want to switch to the backup relay.
7|lena.k lowered the concurrency of mail-worker to 15.
7|Concurrency of mail-worker was reduced to 15 at 22:46.
8|lena.k reported that the 421s are gone but the queue is still growing.
8|The queue was still growing at 22:48.
9|Tomasz called the provider, which will raise the limit back to 100 within the hour.
10|Tomasz reported at 10:58 pm that the limit is 100 again.
10|The limit is back at 100.
11|lena.k set concurrency back to 80.
10,11|The limit is 100 again and lena.k raised concurrency to 80.
12|The queue depth of outbound-mail was ok at 23:05 with 900 messages.
13|Marcus says reset mails arrive within a minute now.
14|sam says that no mail was lost.
14|No mail was lost and everything was retried, according to sam.
15|Priya asked Tomasz to ask the provider to tell them before they change limits.
16|Tomasz will ask the provider tomorrow.
15,16|Tomasz will ask the provider to tell the team before limits change.
17|Priya declared it resolved at 23:09.
1,12|The queue went from 52,000 to 900 messages.
3,4|lena.k saw too many connections, and Tomasz said the provider lowered the limit.
"""
INVENTED_SEARCH = """
1|The database was corrupted by a failed migration.
1|Grafana alerted at 13:07 that search p99 was 4.2s.
1|Search p99 was 5.2s.
1|The SearchLatencyHigh alert fired for the billing service.
2|sam restarted the web shop.
2|Priya noticed slow search results on the web shop.
2|The web shop was down for all customers worldwide.
3|Marcus reported 41 support tickets.
3|Support has 14 tickets from shoppers in Brazil.
3|Bob Smith escalated the tickets to management.
3|Shoppers lost their carts and were charged twice.
4|elastic-4 ran out of disk at 12:52.
4|elastic-3 ran out of memory and crashed.
4|elastic-3 ran out of disk because of a memory leak.
4|Yuki will replace the disk by Monday.
5|Tomasz is taking the lead.
6|Tomasz said that the reindex job is the cause.
6|The incident was caused by the reindex job.
6|The reindex job is the root cause according to Tomasz.
7|Yuki said that the reindex wrote a second copy of 38 GB.
7|The reindex was triggered by a marketing campaign.
8|Yuki decided to stop the reindex.
8|Priya decided not to stop the reindex.
9|Priya stopped the reindex job.
9|Yuki restarted the reindex job, and customers were informed by e-mail.
8,9|Priya stopped the reindex job.
9|Yuki failed to stop the reindex job.
10|Yuki deleted the production index products_v6.
10|Disk on elastic-3 is down to 16%.
10|Disk on elastic-3 is up to 61%.
10|Yuki deleted products_v7, which fixed the problem.
11|The alert never resolved.
11|The alert resolved thanks to the rollback.
12|sam says search does not feel normal.
12|lena.k says search feels normal again.
13|Marcus says that five customers confirmed that search works.
13|All customers have confirmed full recovery and accepted an apology.
14|Tomasz will add an alert on disk usage.
14|There was an alert on disk usage of the search cluster.
15|Ticket for a disk alert – owner: Tomasz, due: Friday
15|Yuki will write a ticket for a disk alert by Wednesday.
15|Yuki will write a ticket, assigned to Priya.
16|lena.k touched the ingest pipeline.
16|The ingest pipeline was stopped by lena.k.
17|The root cause is the reindex filling elastic-3.
17|Marcus said that the root cause is the reindex.
17|Priya said that the root cause is the nightly snapshot.
18|lena.k is sure that the reindex alone did it.
17|Priya: “the root cause is the snapshot filling elastic-3”
9|Priya: “stopped the reindex job”
10|Yuki: “deleted the index”
3|The quick brown fox jumps over the lazy dog.
3|Roses are red, violets are blue, the sea is calm and so are you.
3|The capital of France is Paris.
5|See https://evil.example/lead for more.
5|<!channel> Priya is taking the lead
5|Priya nimmt heute die Führung und wird alles reparieren.
"""
INVENTED_MAIL = """
1|The queue depth of outbound-mail was critical with 25,000 messages.
1|The queue depth of inbound-mail was critical.
2|Marcus reported that password reset mails are arriving.
2|Three hundred users complained on Twitter.
2|A hacker has stolen passwords of several accounts.
3|lena.k saw the smtp relay answer 503.
3|The relay was overloaded due to a spam wave.
4|lena.k said the provider lowered the limit.
4|The provider raised the limit from 20 to 100 connections.
4|Mailgun lowered the limit from 100 to 20 connections.
4|The outage was caused by the provider lowering the limit.
5|sam switched to the backup relay.
6|Priya decided to switch to the backup relay.
6|Priya: “switch to the backup relay”
7|Tomasz lowered mail-worker concurrency to 15.
7|lena.k lowered mail-worker concurrency to 50.
7|lena.k lowered mail-worker concurrency, which solved the incident.
8|lena.k reported that the queue is empty.
8|The 421s are not gone.
9|The provider refused to raise the limit.
9|lena.k called the provider.
9|Tomasz will pay the provider $500 for a higher limit.
10|The limit is 200 again.
11|lena.k set concurrency back to 80 by 22:30.
12|The queue depth was ok at 23:15.
13|Marcus says reset mails arrive within an hour.
14|sam says that mail was lost.
14|About 400 mails were lost.
15|Priya will ask the provider.
15|Priya promised to change the provider.
16|Marcus will ask the provider tomorrow.
16|Tomasz will ask the provider on Thursday.
16|Tomasz will resign tomorrow and leave the company.
17|Tomasz declared it resolved.
17|Priya declared it resolved and thanked the sponsors of the event.
"""
HONEST_POOL = """
1|Prometheus reported webhook delivery lag of 340 seconds at 02:11, over the threshold of 60.
3|Tomasz saw half the workers at 100% connection wait.
5|The webhook lag began around 02:05 going by the graph, Tomasz told lena.k.
7|Tomasz set the severity to 2.
8|Tomasz is the incident lead.
9,10|lena.k wondered whether it could be DNS again, but Priya said resolver latency is flat at 2 ms.
10|Priya ruled out DNS because resolver latency is flat.
12|Two merchants have not received any webhooks since 2am, according to Marcus from support.
14|Tomasz noticed that evictions on the redis primary went from 0 to 4k per second.
15|Priya thinks the evictions are a symptom of the queue getting too big.
16|Tomasz planned to fail over redis.
18|The failover was done and redis-wh-02 became primary.
19|Priya reported no change, with lag still climbing.
18,19|Tomasz failed over redis to redis-wh-02, but Priya saw no change.
21|Yuki mentioned that 2.41 went out at 01:50.
21,22|Yuki suspected 2.41, which touched the dispatcher and went out at 01:50.
24|Tomasz decided to roll back the dispatcher to 2.40.
25|Yuki is rolling back.
26|2.40 is live on all 12 pods.
27|Priya said the rollback made it worse and the error rate jumped to 9%.
28|Marcus asked whether retries are safe for merchants.
30|Priya found that the pg pool for the dispatcher is 10, while she remembers 40.
31|Priya found that yesterday's terraform apply changed the max_pool default in the module.
34|Tomasz does not think the deploy can be ruled out.
36,37|Tomasz asked Priya to bump the pool to 40, and she is on it.
39|Priya set the pool to 40 and is restarting the dispatcher.
40|Connection wait dropped from 100% to 12%.
42|Yuki reports that lag is coming down from 1260 s to 700 s.
43|lena.k found it nice.
45|Tomasz wants no more deploys until morning.
45|Tomasz decided to leave 2.40 in for tonight.
48|The alert was resolved at 02:53 with lag at 41.
49|Marcus reported that both merchants confirm webhooks are arriving again.
50|About 3,100 events were dropped between 02:05 and 02:44 according to Priya.
51|Tomasz regretted that nobody noticed the terraform diff in review.
52|Priya will write a ticket to pin module defaults.
53|Priya said the team should alert on pool saturation.
59|Yuki will check the DLQ replay tomorrow morning.
56|Tomasz called it resolved.
"""
HONEST_CERT = """
1|sam got weird SSL errors in staging and prod when curling the partner gateway.
2|Yuki saw the same error: certificate has expired or is not yet valid.
3|Datadog triggered on a 5xx rate of 43% at the partner gateway.
4|Marcus reported more than 40 tickets in 10 minutes about failed bookings.
5|lena.k found that the certificate for gw.partner.internal expired at 09:00.
8|Priya is incident lead.
9,10|Tomasz proposed to skip verification, but Priya declined because of security.
11|Yuki is renewing the certificate by hand and waits for the CA.
13|Customers in the EU see failed bookings on the payment step, Marcus said.
14|lena.k found that the certmanager service account lost its DNS role in last week's IAM cleanup.
16|Tomasz admitted that it was his PR.
17,19|Priya asked Tomasz to revert it, and he reverted and applied.
19|Tomasz reverted the change.
20|lena.k reported that the order is stuck in pending.
21|The new certificate is valid until next June, and Yuki is installing it on gw-1 and gw-2.
22,23|Yuki finished gw-1 and gw-2 and reloaded nginx on both.
24|curl works for sam now.
25|Marcus was still seeing failures on his side.
26|sam suspected cached connections in the mobile app.
27|Yuki is restarting the API gateway to drop old connections.
28|The 5xx rate recovered to 0.4% at 09:25.
29|Bookings are going through again and the ticket rate is back to normal, says Marcus.
32,33|sam will take the alert on cert expiry by Friday.
33|sam volunteered to do it by Friday.
34|Tomasz will add a test for the IAM roles.
35|Priya gave the all clear.
31|Marcus will ask the data team how many bookings failed.
30,31|Marcus will ask the data team how many bookings failed.
"""
INVENTED_POOL = """
1|Prometheus reported webhook delivery lag of 430 seconds.
3|Tomasz saw all workers idle.
5|The webhook lag began around 01:05.
7|Tomasz set the severity to 1.
8|Priya is the incident lead.
10|Priya confirmed that DNS was the problem.
10|DNS was not ruled out.
12|Twelve merchants have not received any webhooks.
12|Two merchants cancelled their contracts.
14|Redis evictions caused the lag.
16|Yuki failed over redis.
18|The failover failed.
19|The failover helped, Priya said.
18,19|Tomasz failed over redis, which fixed the lag.
21|Yuki deployed 2.41 at 01:50 to fix the pool.
24|Tomasz decided to roll back the dispatcher to 2.39.
24|Priya decided to roll back the dispatcher to 2.40.
26|2.40 is live on all 21 pods.
27|Priya said the rollback helped.
31|The root cause was a terraform apply that halved the pool.
31|Tomasz found that terraform apply halved it twice.
30|Priya found that the pg pool for the billing database is 10.
34|Tomasz ruled the deploy out.
39|Priya set the pool to 400.
40|Connection wait climbed from 12% to 100%.
42|The lag is coming down thanks to the new pool size.
45|Tomasz allowed deploys until morning.
49|Both merchants threatened legal action.
50|About 3,100 events were replayed successfully.
50|About 1,300 events were dropped.
51|Nobody noticed because the reviewer was on vacation.
52|Priya will write a ticket by Monday.
52|Tomasz will write a ticket to pin module defaults.
53|Priya will add an alert on pool saturation.
59|Yuki will check the DLQ replay tonight.
47|Do we need to replay the dropped events? Yes, all of them were replayed.
56|The CEO congratulated the team on the quick fix.
"""
INVENTED_CERT = """
1|sam got weird SSL errors in staging only.
2|The certificate was revoked by the CA.
3|Datadog triggered on a 5xx rate of 34%.
4|Marcus reported 400 tickets.
5|The certificate expired at 08:00.
8|Tomasz is incident lead.
10|Priya agreed to skip verification.
9|Tomasz skipped verification.
11|lena.k is renewing the certificate by hand.
13|Customers in the US see failed bookings.
13|All regions are affected.
14|Hackers removed the DNS role of certmanager.
14|The certmanager lost its DNS role because of a bug in Kubernetes.
16|lena.k admitted that it was her PR.
19|Tomasz refused to revert.
20|The order completed.
21|Yuki installed the certificate on gw-3.
24|curl does not work for sam.
26|Cached connections in the mobile app caused the remaining failures.
28|The 5xx rate recovered to 4%.
29|Bookings are not going through.
33|sam will take it by Monday.
33|Priya will take it by Friday.
34|Yuki will add a test for the IAM roles.
31|Marcus said that 250 bookings failed.
35|Priya blamed Tomasz for the outage.
35|Everything is fixed and a discount was offered to customers.
"""


def contexts() -> dict[str, Context]:
    return {
        "search": context_from(read(SEARCH), PEOPLE, CHANNELS, "Search is slow"),
        "mail": context_from(read(MAIL), PEOPLE, CHANNELS, "Mail is late"),
        "pool": pool_incident.context(),
        "cert": cert_incident.context(),
    }


def labelled() -> list[tuple[str, Statement, bool]]:
    """The incident's name, the statement, and whether it is honest."""
    texts = {
        "search": ((HONEST_SEARCH, True), (INVENTED_SEARCH, False)),
        "mail": ((HONEST_MAIL, True), (INVENTED_MAIL, False)),
        "pool": ((HONEST_POOL, True), (INVENTED_POOL, False)),
        "cert": ((HONEST_CERT, True), (INVENTED_CERT, False)),
    }
    found: list[tuple[str, Statement, bool]] = []
    for name, context in contexts().items():
        sources = Sources(context)
        for lines, honest in texts[name]:
            for line in lines.strip().splitlines():
                numbers, text = line.split("|", 1)
                citations = tuple(map(int, numbers.split(",")))
                blank = Statement(text, citations, Standing.INFERRED)
                found.append((name, Statement(text, citations, standing_of(sources.cited(blank))), honest))
    return found


def judged() -> list[tuple[Statement, bool, list[tuple[Rule, str]]]]:
    """Each statement, whether it is honest, and what was found."""
    sources = {name: Sources(context) for name, context in contexts().items()}
    result = []
    for name, statement, honest in labelled():
        ((_, findings),) = checked_statements("s", [statement], sources[name])
        result.append((statement, honest, [(each.rule, each.detail) for each in findings]))
    return result


def main(out: TextIO = sys.stdout) -> None:
    cases = judged()
    found = [(statement, honest, faults) for statement, honest, faults in cases if faults]
    right = sum(not honest for _, honest, _ in found)
    invented = sum(not honest for _, honest, _ in cases)
    out.write(f"honest {len(cases) - invented}, invented {invented}\n")
    out.write(f"precision {right}/{len(found)}, recall {right}/{invented}\n")
    for statement, honest, faults in cases:
        if honest == bool(faults):
            out.write(f"{'honest, found' if honest else 'invented, missed'}: {statement.text} {faults}\n")


if __name__ == "__main__":
    main()
