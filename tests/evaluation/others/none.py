"""No change did it: a provider, a crowd, a volume, a network."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

SMS_PROVIDER_DOWN = Scenario(
    "sms-provider-down", "hard", "2026-08-13", ("12:30", "14:50"), "14:15",
    {"service": "login-api", "metric": "login_failures_ratio", "threshold": 0.15, "observed": 0.44, "severity": "critical", "monitor": "login-failures",
     "summary": "login-api: 44% of logins fail, one-time codes do not arrive; the sms provider answers 503"},
    "notify", ("login-api",), "failover",
    (
        Commit("13:20", "notify: shorter back-off for sms", ("services/notify/src/sms/sender.ts",), """
@@ -14,3 +14,3 @@ export const backoff = {
-  initialMs: 500,
+  initialMs: 400,
   maxMs: 30_000,""", (("notify", "13:52"),)),
        Commit("13:41", "login-api: one-time codes are eight digits", ("services/login-api/otp.py",), """
@@ -6,1 +6,1 @@
-LENGTH = 6
+LENGTH = 8""", (("login-api", "14:03"),)),
        Commit("12:50", "notify: templates for pickup", ("services/notify/templates/pickup.txt",), """
@@ -0,0 +1,1 @@
+Your parcel is ready at {{ shop }}.""", (("notify", "13:10"),), decoy=False),
        Commit("13:00", "lint: forbid console.log", (".eslintrc.json",), """
@@ -9,0 +10,1 @@
+    "no-console": "error",""", (), decoy=False),
        Commit("13:15", "profile: avatar crop", ("apps/profile/src/Avatar.tsx",), """
@@ -30,0 +31,1 @@
+  const crop = useCrop(image);""", (("profile", "13:35"),), decoy=False),
    ),
    (
        Metric("notify", "sms_delivery_failures_ratio", (("12:30", 0.012), ("14:09", 0.012), ("14:13", 0.94), ("14:50", 0.94)), 0.3),
        Metric("login-api", "login_failures_ratio", (("12:30", 0.03), ("14:09", 0.03), ("14:13", 0.47), ("14:50", 0.47)), 0.3),
        Metric("notify", "queue_depth", (("12:30", 30), ("14:09", 30), ("14:13", 8200), ("14:50", 8200)), 0.3),
        Metric("notify", "email_delivery_failures_ratio", (("12:30", 0.004), ("14:50", 0.004)), 0.3),
        Metric("login-api", "request_rate_rps", (("12:30", 60), ("14:50", 60)), 0.08),
    ),
    (
        Lines("notify", "INFO", "sms {n} delivered", "12:40", "14:10", 300),
        Lines("notify", "ERROR", "POST https://api.smsprovider.example/v1/messages answered 503 Service Unavailable: carrier gateway maintenance", "14:09", "14:29", 20, 7200),
        Lines("login-api", "WARN", "no code confirmed for user {n} within 120s", "14:11", "14:36", 60, 1900),
    ),
    (
        ("14:13", (Span("login-api", "POST /login/code", 900, "failed"), Span("notify", "SendSms", 880, "503 Service Unavailable", 0), Span("sms-provider", "POST /v1/messages", 800, "503 Service Unavailable", 1))),
    ),
    (("14:00", "otp_eight_digits", "login-api"),),
    quiet=0,
)  # fmt: skip

RECIPE_TRAFFIC_SURGE = Scenario(
    "recipe-traffic-surge", "hard", "2026-10-04", ("17:10", "19:40"), "19:08",
    {"service": "frontend", "metric": "http_5xx_ratio", "threshold": 0.05, "observed": 0.24, "severity": "critical", "monitor": "frontend-5xx",
     "summary": "frontend 5xx above 5%: eight times the usual requests, search sheds load"},
    "frontend", ("search",), "scale",
    (
        Commit("18:10", "search: boost fresh recipes", ("services/search/ranking/boost.go",), """
@@ -11,2 +11,5 @@ func Boost(r Recipe) float64 {
-    return 1
+    if time.Since(r.Published) < 72*time.Hour {
+        return 1.2
+    }
+    return 1
 }""", (("search", "18:44"),)),
        Commit("18:20", "frontend: autoscaler tuned after summer", ("deploy/frontend/values.yaml",), """
@@ -40,5 +40,5 @@ autoscaling:
   enabled: true
-  minReplicas: 12
+  minReplicas: 10
   maxReplicas: 40""", (("frontend", "18:52"),)),
        Commit("18:35", "hotfix: search crashes on emoji", ("services/search/query/parse.go",), """
@@ -40,2 +40,2 @@ func parse(q string) Query {
-    for i := 0; i < len(q); i++ {
+    for i, r := range q {""", (("search", "18:57"),)),
        Commit("17:20", "docs: adr 31", ("docs/adr/0031.md",), """
@@ -0,0 +1,2 @@
+# 31: one index per language
+Accepted.""", (), decoy=False),
        Commit("17:45", "images: webp for thumbnails", ("services/images/convert.py",), """
@@ -9,1 +9,1 @@
-    image.save(out, 'JPEG', quality=82)
+    image.save(out, 'WEBP', quality=82)""", (("images", "18:05"),), decoy=False),
    ),
    (
        Metric("frontend", "request_rate_rps", (("17:10", 800), ("19:02", 800), ("19:06", 6900), ("19:40", 6900)), 0.05),
        Metric("frontend", "http_5xx_ratio", (("17:10", 0.002), ("19:02", 0.002), ("19:06", 0.27), ("19:40", 0.27)), 0.3),
        Metric("search", "request_rate_rps", (("17:10", 300), ("19:02", 300), ("19:06", 2500), ("19:40", 2500)), 0.07),
        Metric("search", "http_server_duration_p99_ms", (("17:10", 90), ("19:02", 90), ("19:06", 5200), ("19:40", 5200)), 0.11),
        Metric("frontend", "cpu_utilization_ratio", (("17:10", 0.44), ("19:02", 0.44), ("19:06", 0.98), ("19:40", 0.98)), 0.09),
        Metric("cdn", "requests_per_second", (("17:10", 5000), ("19:02", 5000), ("19:06", 41000), ("19:40", 41000)), 0.06),
    ),
    (
        Lines("frontend", "INFO", "GET / 200", "17:20", "19:00", 300),
        Lines("frontend", "ERROR", "503 upstream connect error: search overloaded, request queue is full", "19:03", "19:23", 20),
        Lines("search", "WARN", "shedding load: 2048 requests in flight", "19:03", "19:23", 60, 800),
        Lines("frontend", "WARN", "referrer tv-show.example exceeds usual share of visitors", "19:04", "19:24", 120, 10),
    ),
    (
        ("19:06", (Span("frontend", "GET /search", 5100, "failed"), Span("search", "Query", 5000, "overloaded", 0))),
    ),
    (("18:50", "fresh_boost", "search"), ("19:15", "static_home", "frontend")),
    quiet=0,
)  # fmt: skip

LEDGER_VOLUME_DEGRADED = Scenario(
    "ledger-volume-degraded", "hard", "2026-11-18", ("01:20", "03:50"), "03:20",
    {"service": "transfers", "metric": "timeout_ratio", "threshold": 0.05, "observed": 0.33, "severity": "critical", "monitor": "transfers-timeouts",
     "summary": "transfers time out: ledger commits take more than six seconds"},
    "ledger-db-0", ("ledger", "transfers"), "failover",
    (
        Commit("02:10", "ledger: write postings with COPY", ("ledger/src/postings/store.rs",), """
@@ -52,5 +52,6 @@ impl Store {
-        for posting in postings {
-            tx.execute(INSERT, &posting.params()).await?;
-        }
+        let sink = tx.copy_in(COPY).await?;
+        let writer = BinaryCopyInWriter::new(sink, &TYPES);
+        writer.write_all(postings).await?;""", (("ledger", "02:41"),)),
        Commit("02:35", "transfers: limit of open transfers per account", ("transfers/limits.go",), """
@@ -8,1 +8,1 @@
-const maxOpen = 20
+const maxOpen = 25""", (("transfers", "02:58"),)),
        Commit("01:30", "statements: german translation", ("statements/i18n/de.json",), """
@@ -4,1 +4,1 @@
-  "balance": "Balance"
+  "balance": "Kontostand"
""", (("statements", "01:55"),), decoy=False),
        Commit("01:50", "ledger: bench for postings", ("ledger/benches/postings.rs",), """
@@ -0,0 +1,4 @@
+fn bench(c: &mut Criterion) {
+    c.bench_function("postings", |b| b.iter(|| write(1000)));
+}""", (), decoy=False),
        Commit("02:20", "monitoring: disk latency panel", ("monitoring/dashboards/postgres.json",), """
@@ -90,0 +91,3 @@
+  {"title": "disk latency", "expr": "rate(node_disk_write_time_seconds_total[5m])"}""", (("monitoring", "02:30"),), decoy=False),
    ),
    (
        Metric("ledger-db-0", "disk_write_latency_ms", (("01:20", 1.4), ("03:14", 1.4), ("03:19", 380), ("03:50", 380)), 0.21),
        Metric("ledger-db-0", "disk_queue_length", (("01:20", 0.8), ("03:14", 0.8), ("03:19", 64), ("03:50", 64)), 0.3),
        Metric("ledger", "commit_duration_p99_ms", (("01:20", 22), ("03:14", 22), ("03:19", 6100), ("03:50", 6100)), 0.18),
        Metric("transfers", "timeout_ratio", (("01:20", 0.002), ("03:14", 0.002), ("03:19", 0.36), ("03:50", 0.36)), 0.3),
        Metric("ledger-db-0", "writes_per_second", (("01:20", 1900), ("03:50", 1900)), 0.05),
        Metric("ledger", "postings_per_second", (("01:20", 420), ("03:50", 420)), 0.05),
    ),
    (
        Lines("ledger", "INFO", "batch {n} committed", "01:30", "03:10", 300),
        Lines("ledger", "ERROR", "commit of batch {n} took 6200 ms", "03:14", "03:34", 20, 2400),
        Lines("ledger-db-0", "WARN", "checkpoint sync: longest fsync 41.2 s; WALWrite wait on /dev/nvme1n1", "03:14", "03:34", 60, 55),
        Lines("cloud-health", "WARN", "volume vol-0a1b degraded: I/O performance impaired by hardware failure in the storage host", "03:13", "03:43", 600, 3),
        Lines("transfers", "ERROR", "ledger did not answer within 3s", "03:16", "03:36", 60, 1200),
    ),
    (
        ("03:18", (Span("transfers", "POST /transfer", 3000, "deadline exceeded"), Span("ledger", "Post", 6100, "commit timed out", 0), Span("ledger-db-0", "COMMIT", 6050, "failed", 1))),
    ),
    (("02:55", "instant_transfers", "transfers"),),
    quiet=0,
)  # fmt: skip

ZONE_PACKET_LOSS = Scenario(
    "zone-packet-loss", "hard", "2026-09-25", ("08:10", "10:40"), "10:08",
    {"service": "booking", "metric": "http_5xx_ratio", "threshold": 0.05, "observed": 0.18, "severity": "critical", "monitor": "booking-5xx",
     "summary": "booking 5xx above 5%: availability times out, connections to zone b are reset"},
    "availability", ("booking", "reviews"), "failover",
    (
        Commit("09:05", "booking: timeout to availability 800ms", ("booking/src/main/resources/application.yml",), """
@@ -21,3 +21,3 @@ clients:
   availability:
-    read-timeout: 1000ms
+    read-timeout: 800ms""", (("booking", "09:33"),)),
        Commit("09:28", "availability: redis client 7.2.1", ("availability/package.json", "availability/package-lock.json"), """
@@ -18,1 +18,1 @@
-    "ioredis": "5.4.0",
+    "ioredis": "5.4.1",""", (("availability", "09:47"),)),
        Commit("08:55", "k8s: topology spread for availability", ("deploy/availability/deployment.yaml",), """
@@ -30,0 +31,5 @@ spec:
+      topologySpreadConstraints:
+        - maxSkew: 1
+          topologyKey: topology.kubernetes.io/zone
+          whenUnsatisfiable: ScheduleAnyway""", ()),
        Commit("08:20", "reviews: sort by newest", ("reviews/api.py",), """
@@ -12,1 +12,1 @@
-    return reviews.order_by('id')
+    return reviews.order_by('-created')""", (("reviews", "08:45"),), decoy=False),
        Commit("08:40", "booking: javadoc", ("booking/src/main/java/Booking.java",), """
@@ -3,0 +4,1 @@
+/** One stay of one guest. */""", (), decoy=False),
    ),
    (
        Metric("booking", "http_5xx_ratio", (("08:10", 0.003), ("10:02", 0.003), ("10:04", 0.19), ("10:40", 0.19)), 0.3),
        Metric("availability", "redis_timeouts_total", (("08:10", 0.2), ("10:02", 0.2), ("10:04", 77), ("10:40", 77)), 0.3),
        Metric("reviews", "http_5xx_ratio", (("08:10", 0.002), ("10:02", 0.002), ("10:04", 0.14), ("10:40", 0.14)), 0.3),
        Metric("node-zone-b", "tcp_retransmit_ratio", (("08:10", 0.001), ("10:02", 0.001), ("10:04", 0.22), ("10:40", 0.22)), 0.3),
        Metric("node-zone-a", "tcp_retransmit_ratio", (("08:10", 0.001), ("10:02", 0.001), ("10:04", 0.11), ("10:40", 0.11)), 0.3),
        Metric("booking", "request_rate_rps", (("08:10", 140), ("10:40", 140)), 0.06),
    ),
    (
        Lines("booking", "INFO", "stay {n} booked", "08:20", "10:00", 300),
        Lines("booking", "ERROR", "availability: Read timed out; connection reset by peer (zone-b)", "10:02", "10:22", 20, 1900),
        Lines("availability", "ERROR", "redis command timed out: host cache-2.zone-b unreachable", "10:02", "10:24", 45, 1400),
        Lines("reviews", "ERROR", "could not connect to postgres replica-b: no route to host", "10:03", "10:23", 60, 600),
        Lines("kubelet", "WARN", "node node-zone-b-7 not ready: packet loss to control plane 24 percent", "10:02", "10:22", 120, 20),
    ),
    (
        ("10:06", (Span("booking", "POST /stays", 820, "failed"), Span("availability", "Check", 800, "redis command timed out", 0))),
    ),
    (("09:50", "price_calendar", "booking"),),
    quiet=0,
)  # fmt: skip

SCENARIOS = (SMS_PROVIDER_DOWN, RECIPE_TRAFFIC_SURGE, LEDGER_VOLUME_DEGRADED, ZONE_PACKET_LOSS)
