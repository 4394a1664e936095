"""Ten more incidents: six with a change that did it, four without. docs/evaluation.md says how they did when they were new."""

from tests.evaluation.scenarios.building import Commit, Incident, Line

LOST_INDEX = Incident(
    name="lost-index",
    service="inbox",
    metric="http_request_duration_p99_ms",
    summary="inbox p99 above 3 s when opening threads",
    alerted=74,
    lines=[
        Line("inbox", "http_request_duration_p99_ms", 210, 62, 4200, ramp=4),
        Line("inbox", "db_rows_examined_per_query", 40, 61, 90000),
        Line("inbox", "http_requests_per_second", 95),
        Line("mobile-gateway", "upstream_timeout_ratio", 0.002, 63, 0.2),
    ],
    errors=[(63, "inbox", "slow query {n} ms: select body from mails where thread_id = ?"), (64, "mobile-gateway", "inbox did not answer in time")],
    culprit=Commit(
        "chore: indexes nobody uses", ["inbox/db/changelog/0117.xml"],
        '+  <changeSet id="117">\n+    <dropIndex indexName="mails_thread_id_idx" tableName="mails"/>\n+  </changeSet>', 44, (60, "inbox"),
    ),
    decoys=[
        Commit(
            "feat: show who is typing in threads", ["inbox/src/threads/Typing.kt"],
            "+class Typing(private val bus: Bus) {\n+    fun show(thread: ThreadId, user: User) = bus.publish(TypingEvent(thread, user))\n+}", 55, (61, "inbox"),
        ),
        Commit(
            "refactor: thread page", ["inbox/src/threads/Page.kt"],
            "-        val mails = repo.find(thread)\n-        return Page(mails.map(::view), mails.size)\n+        return repo.find(thread).let { mails -> Page(mails.map(::view), mails.size) }",
            50, (58, "inbox"),
        ),
    ],
    flags=[(59, "inbox_dense_rows", "inbox")],
    calls=[("mobile-gateway", "inbox", "timed out")],
)  # fmt: skip

FEWER_PODS = Incident(
    name="fewer-pods",
    service="thumbnails",
    metric="queue_wait_seconds",
    summary="thumbnails: queue wait above 60 s",
    alerted=90,
    lines=[
        Line("thumbnails", "queue_wait_seconds", 0.8, 72, 140, ramp=12),
        Line("thumbnails", "container_cpu_usage_ratio", 0.4, 70, 0.99, ramp=3),
        Line("thumbnails", "jobs_received_per_minute", 800),
    ],
    errors=[(75, "thumbnails", "job waited {n} s for a free worker")],
    culprit=Commit("chore: right-size", ["charts/thumbnails/values.yaml"], "@@ deployment:\n-  minReplicas: 12\n+  minReplicas: 2\n   maxReplicas: 40", 60, (69, "thumbnails")),
    decoys=[
        Commit("feat: webp for previews", ["services/thumbnails/format.py"], "+def webp(image):\n+    return image.save(format='webp', quality=80)", 64, (71, "thumbnails")),
        Commit("refactor: names of workers", ["services/thumbnails/worker.py"], "-    worker = Worker(queue, name)\n-    worker.start()\n+    Worker(queue, name).start()", 65, (71.5, "thumbnails")),
    ],
    flags=[(68, "thumbnails_square", "thumbnails")],
)  # fmt: skip

RENAMED_SETTING = Incident(
    name="renamed-setting",
    service="webhooks",
    metric="pod_restarts_total",
    summary="webhooks pods in CrashLoopBackOff",
    alerted=48,
    lines=[Line("webhooks", "pod_restarts_total", 0, 42, 9, ramp=4), Line("webhooks", "available_replicas", 6, 42, 1, ramp=3), Line("partner-api", "http_5xx_ratio", 0.002, 43, 0.5)],
    errors=[(42, "webhooks", "panic: environment variable SIGNING_SECRET is not set (start {n})"), (43, "partner-api", "webhooks unavailable")],
    culprit=Commit("chore: one naming scheme for secrets", ["deploy/webhooks/deployment.yaml"], "@@ env:\n-        - name: SIGNING_SECRET\n+        - name: WEBHOOK_SIGNING_KEY\n           valueFrom:", 35, (41, "webhooks")),
    decoys=[
        Commit("feat: retry header for webhooks", ["services/webhooks/send.go"], '+\treq.Header.Set("X-Retry", strconv.Itoa(attempt))', 38, (41.5, "webhooks")),
        Commit("chore: rotate staging secrets", ["deploy/staging/secrets.yaml"], "-  version: 11\n+  version: 12", 39, (41.7, "webhooks")),
    ],
    flags=[(40, "webhooks_batching", "webhooks")],
    calls=[("partner-api", "webhooks", "connection refused")],
)  # fmt: skip

NEVER_CANCELLED = Incident(
    name="never-cancelled",
    service="prices",
    metric="go_goroutines",
    summary="prices: goroutines above 50,000, latency rising",
    alerted=138,
    lines=[Line("prices", "go_goroutines", 400, 32, 70000, ramp=100), Line("prices", "http_request_duration_p99_ms", 45, 100, 900, ramp=30), Line("prices", "requests_per_second", 700)],
    errors=[(120, "prices", "context deadline exceeded after {n} ms waiting for quote")],
    culprit=Commit(
        "feat: ask both exchanges", ["services/prices/quote.go"],
        "@@ func (s *Service) Quote(ctx context.Context, pair string) (Quote, error) {\n-\tctx, cancel := context.WithTimeout(ctx, time.Second)\n-\tdefer cancel()\n-\treturn s.first.Ask(ctx, pair)\n"
        "+\tout := make(chan Quote)\n+\tfor _, exchange := range s.exchanges {\n+\t\tgo func() { q, _ := exchange.Ask(context.Background(), pair); out <- q }()\n+\t}\n+\treturn <-out, nil",
        20, (30, "prices"),
    ),
    decoys=[
        Commit("perf: smaller quotes on the wire", ["services/prices/encode.go"], "-\treturn json.Marshal(quote)\n+\treturn proto.Marshal(quote.Proto())", 120, (131, "prices")),
        Commit("chore: gauge of goroutines", ["services/prices/metrics.go"], '+var goroutines = promauto.NewGaugeFunc(prometheus.GaugeOpts{Name: "go_goroutines"}, runtime.NumGoroutine)', 12, (18, "prices")),
    ],
    calls=[("shop", "prices", "")],
)  # fmt: skip

WRONG_TENANT = Incident(
    name="wrong-tenant",
    service="documents",
    metric="access_denied_ratio",
    summary="documents: access denied ratio above 5 %, users see documents of others",
    alerted=59,
    lines=[Line("documents", "access_denied_ratio", 0.004, 50, 0.3, ramp=2), Line("documents", "cache_hit_ratio", 0.5, 49, 0.97), Line("documents", "requests_per_second", 55)],
    errors=[(50, "documents", "403 forbidden: document {n} belongs to another tenant")],
    culprit=Commit("refactor: shorter cache keys", ["documents/app/cache.rb"], '@@ def key(document)\n-    "#{document.tenant_id}/#{document.slug}"\n+    document.slug', 30, (48, "documents")),
    decoys=[
        Commit("refactor: policy objects", ["documents/app/policy.rb"], "@@ def allowed?(user, document)\n-    return false if user.nil?\n-    user.tenant == document.tenant\n+    Policy.new(user, document).allowed?\n+  end\n+\n+  class Policy\n+    def allowed?\n+      return false if user.nil?\n+      user.tenant == document.tenant", 41, (49.5, "documents")),
        Commit("feat: tenants can upload a logo", ["documents/app/logo.rb"], '+  def upload(tenant, file)\n+    storage.put("logos/#{tenant.id}", file)\n+  end', 42, (49.7, "documents")),
    ],
    flags=[(46, "documents_new_viewer", "documents")],
)  # fmt: skip

TALKATIVE = Incident(
    name="talkative",
    service="collector",
    metric="log_ingest_rate_mb",
    summary="log volume of collector ten times as high, ingest limit reached, logs dropped",
    alerted=66,
    lines=[Line("collector", "log_ingest_rate_mb", 4, 52, 46, ramp=3), Line("collector", "logs_dropped_total", 0, 55, 9000), Line("collector", "requests_per_second", 300)],
    errors=[(55, "collector", "ingest limit exceeded, {n} lines dropped")],
    culprit=Commit("feat: easier debugging of requests", ["collector/src/middleware.js"], "+  logger.info('request', { headers: req.headers, body: req.body });", 40, (51, "collector")),
    decoys=[
        Commit("refactor: limits in one object", ["collector/src/limits.js"], "-const max = config.max;\n-const burst = config.burst;\n+const { max, burst } = config;", 44, (50, "collector")),
        Commit("style: dashboard of the collector", ["collector/public/main.css"], "-.row { color: red }\n+.row { color: blue }", 45, (51.5, "collector")),
    ],
    flags=[(49, "collector_gzip", "collector")],
)  # fmt: skip

REGION = Incident(
    name="region",
    service="uploads",
    metric="upload_failure_ratio",
    summary="uploads fail: object storage answers with errors",
    alerted=57,
    lines=[Line("uploads", "upload_failure_ratio", 0.002, 48, 0.8), Line("avatars", "upload_failure_ratio", 0.003, 48, 0.7), Line("uploads", "requests_per_second", 33)],
    errors=[(48, "uploads", "PutObject failed: ServiceUnavailable: please reduce your request rate (status 503, host bucket.s3.eu-west-1.amazonaws.com, try {n})"), (48, "avatars", "PutObject failed: 503 from S3")],
    culprit=None,
    decoys=[
        Commit("feat: larger parts for uploads", ["services/uploads/parts.go"], "-const partSize = 8 << 20\n+const partSize = 10 << 20", 30, (44, "uploads")),
        Commit("refactor: storage client", ["services/uploads/storage.go"], "-\tclient := s3.New(cfg)\n-\treturn &Storage{client: client, bucket: bucket}\n+\treturn &Storage{client: s3.New(cfg), bucket: bucket}", 35, (46, "uploads")),
    ],
    flags=[(43, "uploads_resume", "uploads")],
)  # fmt: skip

NO_NAMES = Incident(
    name="no-names",
    service="notifier",
    metric="delivery_failure_ratio",
    summary="notifier cannot deliver",
    alerted=83,
    lines=[Line("notifier", "delivery_failure_ratio", 0.01, 77, 0.9), Line("coredns", "dns_servfail_ratio", 0.0, 76, 0.8), Line("profiles", "upstream_error_ratio", 0.002, 77, 0.3)],
    errors=[(77, "notifier", "lookup smtp.internal on 10.0.0.10:53: server misbehaving, SERVFAIL ({n})"), (77, "profiles", "lookup sessions.internal: SERVFAIL")],
    culprit=None,
    decoys=[
        Commit("feat: nicer subject lines", ["services/notifier/subject.py"], "+def subject(event):\n+    return f'{event.title} ({event.count})'", 60, (75, "notifier")),
        Commit("refactor: smtp client", ["services/notifier/smtp.py"], "-    client = SMTP(host)\n-    client.send(mail)\n+    with_client(host, lambda client: client.send(mail))", 50, (70, "notifier")),
    ],
    flags=[(72, "notifier_digest", "notifier")],
)  # fmt: skip

NIGHT_JOB = Incident(
    name="night-job",
    service="ledger",
    metric="db_lock_wait_ms",
    summary="ledger: waits for locks above 5 s",
    alerted=64,
    lines=[
        Line("ledger", "db_lock_wait_ms", 3, 55, 7000, ramp=2),
        Line("db-primary-1", "node_disk_io_utilization", 0.3, 54, 1.0),
        Line("ledger", "requests_per_second", 120),
    ],
    errors=[(55, "ledger", "lock wait timeout exceeded after {n} ms; blocked by session of finance_export (batch, another team)")],
    culprit=None,
    decoys=[
        Commit("refactor: postings", ["ledger/posting.py"], "-    entry = Entry(account, amount)\n-    session.add(entry)\n+    session.add(Entry(account, amount))", 40, (53, "ledger")),
        Commit("feat: export of postings as csv", ["ledger/export.py"], "+def to_csv(entries):\n+    return '\\n'.join(','.join(entry.row()) for entry in entries)", 41, (51, "ledger")),
    ],
    flags=[(50, "ledger_csv", "ledger")],
)  # fmt: skip

TORN_FILE = Incident(
    name="torn-file",
    service="imports",
    metric="import_failure_ratio",
    summary="imports fail since the delivery of six o'clock",
    alerted=42,
    lines=[Line("imports", "import_failure_ratio", 0.01, 31, 1.0), Line("imports", "rows_imported_per_minute", 5000, 31, 0)],
    errors=[(31, "imports", "file=stock-20310305.csv: malformed row at line 88121: expected 14 columns, got 3; giving up, will retry")],
    culprit=None,
    decoys=[
        Commit("refactor: csv reader", ["imports/reader.rs"], "-    let reader = csv::Reader::from_path(path)?;\n-    reader.records().collect()\n+    csv::Reader::from_path(path)?.records().collect()", 15, (26, "imports")),
        Commit("feat: progress of imports", ["imports/progress.rs"], "+pub fn progress(done: u64, all: u64) -> f64 {\n+    done as f64 / all as f64\n+}", 16, (29, "imports")),
    ],
    flags=[(28, "imports_parallel", "imports")],
)  # fmt: skip

LATER = (
    LOST_INDEX, FEWER_PODS, RENAMED_SETTING, NEVER_CANCELLED, WRONG_TENANT, TALKATIVE, REGION, NO_NAMES, NIGHT_JOB, TORN_FILE,
)  # fmt: skip
