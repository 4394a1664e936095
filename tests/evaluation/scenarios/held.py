"""Ten more again, meant to be harder. docs/evaluation.md says how they did when they were new: that may be expected of what nobody saw."""

from tests.evaluation.scenarios.building import Commit, Incident, Line

ALERT_ON_A_VICTIM = Incident(
    name="alert-on-a-victim",
    service="checkout",
    metric="http_5xx_ratio",
    summary="checkout: 5xx above 2 % when placing orders",
    alerted=62,
    lines=[
        Line("checkout", "http_5xx_ratio", 0.002, 55, 0.4, ramp=2),
        Line("tax", "http_5xx_ratio", 0.001, 54, 0.9),
        Line("checkout", "requests_per_second", 80),
    ],
    errors=[
        (54, "tax", "IndexError: list index out of range in rates_for (rates.py:88), basket {n}"),
        (55, "checkout", "placeOrder failed: tax returned 500"),
    ],
    culprit=Commit(
        "refactor: rates by country", ["services/tax/rates.py"],
        "@@ def rates_for(country, day):\n     rows = table.get(country, [])\n-    if not rows:\n-        return DEFAULT\n     return rows[0].at(day)",
        22, (31, "tax"),
    ),
    decoys=[
        Commit(
            "refactor: placeOrder reads better", ["services/checkout/placeOrder.ts"],
            "@@ export async function placeOrder(basket: Basket) {\n-  const taxes = await tax.quote(basket);\n-  const order = build(basket, taxes);\n-  return save(order);\n+  const order = build(basket, await tax.quote(basket));\n+  return save(order);",
            48, (53, "checkout"),
        ),
        Commit("feat: gift wrapping at checkout", ["services/checkout/gift.ts"], "+export function wrap(order: Order, paper: Paper) {\n+  return { ...order, paper };\n+}", 50, (54.2, "checkout")),
    ],
    flags=[(52, "checkout_express", "checkout")],
    calls=[("web", "checkout", "500"), ("checkout", "tax", "IndexError")],
)  # fmt: skip

NEW_MAJOR = Incident(
    name="new-major",
    service="claims",
    metric="http_5xx_ratio",
    summary="claims: 5xx above 5 % since the release",
    alerted=41,
    lines=[Line("claims", "http_5xx_ratio", 0.002, 33, 0.6), Line("claims", "requests_per_second", 20)],
    errors=[(33, "claims", "java.lang.NoSuchMethodError: com.fasterxml.jackson.databind.ObjectMapper.enableDefaultTyping ({n})")],
    culprit=Commit("chore: newer jackson", ["claims/pom.xml"], "-      <artifactId>jackson-databind</artifactId><version>2.9.10</version>\n+      <artifactId>jackson-databind</artifactId><version>3.0.1</version>", 20, (32, "claims")),
    decoys=[
        Commit("refactor: claim form", ["claims/src/main/java/Form.java"], "-    Claim claim = new Claim(form);\n-    return repository.save(claim);\n+    return repository.save(new Claim(form));", 25, (32.5, "claims")),
    ],
    flags=[(30, "claims_photos", "claims")],
)  # fmt: skip

ONE_TOO_MANY = Incident(
    name="one-too-many",
    service="feed",
    metric="panic_total",
    summary="feed panics when scrolling to the end",
    alerted=70,
    lines=[Line("feed", "panic_total", 0, 63, 40), Line("feed", "http_5xx_ratio", 0.001, 63, 0.15), Line("feed", "http_requests_per_second", 500)],
    errors=[(63, "feed", "panic: runtime error: index out of range [{n}] in page.go:52 (*Page).Next")],
    culprit=Commit("refactor: next page in fewer lines", ["feed/page.go"], "@@ func (p *Page) Next(items []Item) Item {\n-\tif p.at < len(items) {\n+\tif p.at <= len(items) {\n \t\treturn items[p.at]", 50, (60, "feed")),
    decoys=[
        Commit("perf: pages of fixed size", ["feed/page_size.go"], "-\tpages := make([]Page, 0)\n+\tpages := make([]Page, 0, 32)", 55, (61, "feed")),
        Commit("feat: pages know their neighbours", ["feed/neighbours.go"], "+func (p *Page) Neighbours(items []Item) []Item {\n+\treturn append(p.before(items), p.after(items)...)\n+}", 56, (62, "feed")),
    ],
    flags=[(59, "feed_compact", "feed")],
)  # fmt: skip

ASKS_FIRST = Incident(
    name="asks-first",
    service="login",
    metric="http_request_duration_p95_ms",
    summary="login slow: p95 above 2 s",
    alerted=58,
    lines=[Line("login", "http_request_duration_p95_ms", 120, 49, 2400, ramp=2), Line("login", "requests_per_second", 210), Line("fraud-score", "requests_per_second", 5, 49, 205)],
    errors=[(50, "login", "request took {n} ms, over budget")],
    culprit=Commit("feat: score of new devices", ["services/login/handlers.py"], "@@ async def login(request):\n     user = await users.find(request.name)\n+    score = requests.post(FRAUD_URL, json=device(request)).json()\n+    user.score = score['value']", 40, (48, "login")),
    decoys=[
        Commit("refactor: budget of requests", ["services/login/budget.py"], "-    took = clock() - began\n-    return took > LIMIT\n+    return clock() - began > LIMIT", 42, (48.6, "login")),
        Commit("feat: remember the last language", ["services/login/language.py"], "+def remember(user, language):\n+    user.language = language\n+    return user", 43, (47, "login")),
    ],
    flags=[(46, "login_passkeys", "login")],
    calls=[("web", "login", "")],
)  # fmt: skip

OTHER_ZONE = Incident(
    name="other-zone",
    service="appointments",
    metric="booking_rejected_ratio",
    summary="appointments: bookings rejected, slot is in the past",
    alerted=44,
    lines=[Line("appointments", "booking_rejected_ratio", 0.02, 36, 0.5), Line("appointments", "requests_per_second", 12)],
    errors=[(36, "appointments", "booking rejected: slot is in the past (clinic {n})")],
    culprit=Commit("refactor: one way to ask for the time", ["appointments/slots.py"], "@@ def is_past(slot):\n-    return slot.begins < datetime.now(slot.clinic.zone)\n+    return slot.begins.replace(tzinfo=None) < datetime.utcnow()", 27, (35, "appointments")),
    decoys=[
        Commit("feat: slots show the doctor's name", ["appointments/slot_view.py"], "+def doctor(slot):\n+    return slot.doctor.name if slot.doctor else ''", 29, (35.5, "appointments")),
        Commit("refactor: rejected bookings have a class", ["appointments/rejected.py"], "-    return {'status': 'rejected', 'reason': reason}\n+    return asdict(Rejected(status='rejected', reason=reason))", 30, (34, "appointments")),
    ],
    flags=[(33, "appointments_video", "appointments")],
)  # fmt: skip

SIDE_BY_SIDE = Incident(
    name="side-by-side",
    service="counters",
    metric="reconcile_mismatch_total",
    summary="counters: totals do not match, updates are lost",
    alerted=101,
    lines=[Line("counters", "reconcile_mismatch_total", 0, 84, 300, ramp=15), Line("counters", "events_per_second", 900)],
    errors=[(84, "counters", "reconcile: mismatch of {n} in total, concurrent update lost")],
    culprit=Commit("perf: write totals in parallel", ["counters/src/totals.rs"], "@@ fn write(&self, batch: &[Event]) {\n-        let _guard = self.lock.lock();\n-        batch.iter().for_each(|event| self.add(event));\n+        batch.par_iter().for_each(|event| self.add(event));", 70, (81, "counters")),
    decoys=[
        Commit("refactor: names of totals", ["counters/src/names.rs"], "-    let name = event.name();\n-    self.total(name)\n+    self.total(event.name())", 72, (82, "counters")),
        Commit("feat: totals of the week", ["counters/src/week.rs"], "+pub fn week(&self) -> Total {\n+    self.days.iter().sum()\n+}", 73, (83, "counters")),
    ],
    flags=[(80, "counters_cold_store", "counters")],
)  # fmt: skip

SPENT = Incident(
    name="spent",
    service="assistant",
    metric="completion_failure_ratio",
    summary="assistant cannot answer",
    alerted=53,
    lines=[Line("assistant", "completion_failure_ratio", 0.01, 47, 1.0), Line("assistant", "requests_per_second", 6)],
    errors=[(47, "assistant", "completion failed: 429 insufficient_quota: you exceeded your current quota, please check your plan (request {n})")],
    culprit=None,
    decoys=[
        Commit("feat: longer answers", ["assistant/prompt.py"], "-MAX_TOKENS = 800\n+MAX_TOKENS = 1000", 30, (45, "assistant")),
        Commit("refactor: client of the model", ["assistant/client.py"], "-    reply = client.complete(prompt)\n-    return reply.text\n+    return client.complete(prompt).text", 33, (43, "assistant")),
    ],
    flags=[(42, "assistant_memory", "assistant")],
)  # fmt: skip

PASSWORD_OF_A_YEAR = Incident(
    name="password-of-a-year",
    service="reports",
    metric="job_failure_ratio",
    summary="reports: all jobs fail",
    alerted=66,
    lines=[Line("reports", "job_failure_ratio", 0.01, 60, 1.0)],
    errors=[(60, "reports", "FATAL: password for role reports_ro has expired (job {n})")],
    culprit=None,
    decoys=[
        Commit("refactor: connection of reports", ["reports/db.py"], "-    conn = connect(dsn)\n-    return Session(conn)\n+    return Session(connect(dsn))", 50, (57, "reports")),
        Commit("feat: role of the reader in reports", ["reports/reader.py"], "+def role(reader):\n+    return reader.role or 'guest'", 51, (58, "reports")),
    ],
    flags=[(55, "reports_charts", "reports")],
)  # fmt: skip

BROKEN_MEMORY = Incident(
    name="broken-memory",
    service="sessions",
    metric="http_5xx_ratio",
    summary="sessions: 5xx above 5 %",
    alerted=88,
    lines=[Line("sessions", "http_5xx_ratio", 0.001, 81, 0.3), Line("node-12", "node_edac_uncorrectable_errors", 0, 80, 40), Line("sessions", "requests_per_second", 900)],
    errors=[(81, "sessions", "segmentation fault in worker {n}"), (80, "kernel", "EDAC MC0: uncorrectable memory error on node-12, hardware error")],
    culprit=None,
    decoys=[
        Commit("perf: sessions in less memory", ["sessions/src/store.cc"], "-  std::map<Key, Session> all;\n+  std::unordered_map<Key, Session> all;", 60, (78, "sessions")),
        Commit("refactor: worker loop", ["sessions/src/worker.cc"], "-  auto job = queue.pop();\n-  run(job);\n+  run(queue.pop());", 62, (79, "sessions")),
    ],
    flags=[(76, "sessions_sticky", "sessions")],
)  # fmt: skip

MORE_READERS = Incident(
    name="more-readers",
    service="articles",
    metric="http_request_duration_p95_ms",
    summary="articles slow, p95 above 1 s",
    alerted=77,
    lines=[
        Line("articles", "http_request_duration_p95_ms", 90, 69, 1800, ramp=3),
        Line("articles", "http_requests_per_second", 250, 67, 1400, ramp=3),
        Line("cdn", "http_requests_per_second", 900, 66, 5200, ramp=3),
    ],
    errors=[(70, "articles", "request waited {n} ms for a worker")],
    culprit=None,
    decoys=[
        Commit("feat: related articles", ["articles/related.py"], "+def related(article, all_articles):\n+    for other in all_articles:\n+        if other.topic == article.topic:\n+            yield other", 50, (63, "articles")),
        Commit("refactor: worker of articles", ["articles/worker.py"], "-    request = queue.get()\n-    handle(request)\n+    handle(queue.get())", 52, (65, "articles")),
    ],
    flags=[(64, "articles_audio", "articles")],
    calls=[("cdn", "articles", "")],
)  # fmt: skip

HELD = (
    ALERT_ON_A_VICTIM, NEW_MAJOR, ONE_TOO_MANY, ASKS_FIRST, OTHER_ZONE, SIDE_BY_SIDE, SPENT, PASSWORD_OF_A_YEAR, BROKEN_MEMORY, MORE_READERS,
)  # fmt: skip
