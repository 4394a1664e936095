"""A line does what it says, only not what was meant: units, clocks, retries, orders of locks."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

QUOTA = Scenario(
    "gateway-quota-unit", "hard", "2026-07-07", ("13:00", "15:10"), "14:51",
    {"service": "apigateway", "metric": "http_429_ratio", "threshold": 0.05, "observed": 0.58, "severity": "critical",
     "monitor": "gateway-throttling", "summary": "apigateway rejects more than 5% of requests with 429; several tenants affected"},
    "apigateway", ("web", "reportservice"), "rollback",
    (
        Commit("14:20:15", "refactor(quota): name the window of a bucket", ("pkg/quota/bucket.go",), """
@@ pkg/quota/bucket.go
+// window is how long a bucket takes to fill up again.
+const window = time.Minute
+
 func (b *Bucket) refill(now time.Time) {
-    elapsed := now.Sub(b.last).Seconds()
-    b.tokens = math.Min(b.burst, b.tokens+elapsed*b.rate)
+    elapsed := now.Sub(b.last)
+    b.tokens = math.Min(b.burst, b.tokens+float64(elapsed/window)*b.rate)
     b.last = now
 }""", (("apigateway", "14:38"),), culprit=True),
        Commit("14:40:00", "feat(gateway): say the tenant in throttling logs", ("services/apigateway/middleware/throttle.go",), """
@@ services/apigateway/middleware/throttle.go: func (t *Throttle) reject(w http.ResponseWriter, r *http.Request, b *quota.Bucket) {
-    log.Warn().Msg("request throttled")
+    log.Warn().Str("tenant", tenantOf(r)).Float64("tokens", b.Tokens()).Msg("request throttled")
     w.Header().Set("Retry-After", "1")
     w.WriteHeader(http.StatusTooManyRequests)""", (("apigateway", "14:46"),)),
        Commit("14:31:00", "feat(web): poll job status every 5s instead of 4s", ("web/src/jobs/poll.ts",), """
@@ web/src/jobs/poll.ts
-const INTERVAL_MS = 4000;
+const INTERVAL_MS = 5000;""", (("web", "14:44"),)),
        Commit("14:02:00", "feat(report): retry on 429 honouring Retry-After", ("services/report/client.go",), """
@@ services/report/client.go
+    if resp.StatusCode == http.StatusTooManyRequests {
+        return retryAfter(resp)
+    }""", (("reportservice", "14:10"),)),
    ),
    (
        Metric("apigateway", "http_429_ratio", (("13:00", 0.004), ("14:39", 0.004), ("14:46", 0.5), ("15:10", 0.6)), 0.08),
        Metric("apigateway", "http_requests_per_second", (("13:00", 1900), ("15:10", 1910)), 0.05),
        Metric("apigateway", "quota_tokens_available", (("13:00", 410), ("14:38", 405), ("14:44", 6), ("15:10", 4)), 0.05),
        Metric("reportservice", "export_failure_ratio", (("13:00", 0.01), ("14:42", 0.01), ("14:50", 0.4), ("15:10", 0.45)), 0.1),
        Metric("web", "client_error_ratio", (("13:00", 0.006), ("14:41", 0.006), ("14:48", 0.42), ("15:10", 0.5)), 0.1),
        Metric("userservice", "http_server_duration_p99_ms", (("13:00", 48), ("15:10", 47)), 0.1),
    ),
    (
        Lines("apigateway", "INFO", "proxied request in {n}ms", "13:00", "15:09", 100, 9000, -4100),
        Lines("userservice", "INFO", "loaded profile", "13:00", "15:09", 300, 1500, -100),
        Lines("apigateway", "INFO", "starting apigateway v2026.07.07-1438", "14:38:15", "14:38:15", 60, 1),
        Lines("apigateway", "INFO", "starting apigateway v2026.07.07-1446", "14:46:15", "14:46:15", 60, 1),
        Lines("apigateway", "WARN", "request throttled: bucket of the tenant is empty", "14:41", "15:09", 15, 7800),
        Lines("reportservice", "ERROR", "export failed: apigateway returned 429 after 3 attempts", "14:43", "15:09", 50, 190),
        Lines("web", "ERROR", "job status failed with 429", "14:42", "15:09", 40, 640),
    ),
    (
        ("14:50:00", (Span("web", "GET /jobs", 12, "429"), Span("apigateway", "GET /v1/jobs", 2, "429 bucket empty", 0))),
        ("13:20:00", (Span("web", "GET /jobs", 60), Span("apigateway", "GET /v1/jobs", 44, "", 0), Span("userservice", "Whoami", 10, "", 1))),
        ("14:52:00", (Span("reportservice", "Export", 900, "429"), Span("apigateway", "GET /v1/rows", 2, "429 bucket empty", 0))),
    ),
    (("14:37:00", "gateway_http3", "apigateway"), ("13:30:00", "report_parquet", "reportservice")),
)  # fmt: skip

LOCALTIME = Scenario(
    "billing-local-midnight", "hard", "2026-07-08", ("17:00", "23:59"), "23:24",
    {"service": "billingservice", "metric": "usage_rollup_failure_ratio", "threshold": 0.02, "observed": 0.47,
     "severity": "high", "monitor": "billing-rollup", "summary": "billingservice usage rollups rejected: periods in the future or overlapping"},
    "billingservice", ("invoiceservice",), "rollback",
    (
        Commit("17:21:40", "refactor(billing): helper for the day of a rollup", ("services/billing/period.go",), """
@@ services/billing/period.go
-func periodOf(at time.Time) Period {
-    day := at.UTC().Truncate(24 * time.Hour)
-    return Period{From: day, To: day.Add(24 * time.Hour)}
-}
+func periodOf(at time.Time) Period {
+    y, m, d := at.In(time.Local).Date()
+    day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
+    return Period{From: day, To: day.AddDate(0, 0, 1)}
+}""", (("billingservice", "17:40"),), culprit=True),
        Commit("22:48:00", "refactor(billing): tidy rollup writer", ("services/billing/rollup_writer.go",), """
@@ services/billing/rollup_writer.go: func (w *Writer) Write(ctx context.Context, r Rollup) error {
-    b, err := json.Marshal(r)
-    if err != nil {
-        return err
-    }
-    return w.store.Put(ctx, r.Key(), b)
+    return putJSON(ctx, w.store, r.Key(), r)
 }""", (("billingservice", "23:02"),)),
        Commit("22:10:00", "feat(invoice): show the usage period on drafts", ("services/invoice/draft.go",), """
@@ services/invoice/draft.go
+    d.Lines = append(d.Lines, fmt.Sprintf("Usage period %s", r.Period))""", (("invoiceservice", "22:30"),)),
        Commit("19:30:00", "chore: bump go.mod dependencies", ("go.mod", "go.sum"), """
@@ go.mod
-    github.com/robfig/cron/v3 v3.0.0
+    github.com/robfig/cron/v3 v3.0.1""", (("billingservice", "23:02"),)),
    ),
    (
        Metric("billingservice", "usage_rollup_failure_ratio", (("17:00", 0.003), ("23:00", 0.003), ("23:05", 0.4), ("23:59", 0.5)), 0.1),
        Metric("billingservice", "usage_rollups_per_minute", (("17:00", 220), ("23:00", 218), ("23:06", 120), ("23:59", 110)), 0.06),
        Metric("invoiceservice", "draft_failure_ratio", (("17:00", 0.004), ("23:06", 0.004), ("23:15", 0.3), ("23:59", 0.34)), 0.1),
        Metric("userservice", "http_server_duration_p99_ms", (("17:00", 48), ("23:59", 47)), 0.1),
    ),
    (
        Lines("billingservice", "INFO", "rolled up usage of {n} tenants", "17:00", "23:58", 300, 3000, -1200),
        Lines("invoiceservice", "INFO", "draft updated", "17:00", "23:58", 600, 1500, -300),
        Lines("billingservice", "INFO", "starting billingservice v2026.07.08-1740 TZ=Europe/London", "17:40:20", "17:40:20", 60, 1),
        Lines("billingservice", "INFO", "starting billingservice v2026.07.08-2302 TZ=Europe/London", "23:02:20", "23:02:20", 60, 1),
        Lines("billingservice", "ERROR", "rollup rejected: period 2026-07-09 starts in the future (now is 2026-07-08)", "23:00:05", "23:58", 40, 2100),
        Lines("billingservice", "WARN", "day of rollup differs between event 2026-07-08 and period 2026-07-09", "23:00:05", "23:58", 60, 800),
        Lines("invoiceservice", "ERROR", "draft failed: no usage for period of today from billingservice", "23:08", "23:58", 60, 210),
    ),
    (
        ("23:20:00", (Span("invoiceservice", "Draft", 60, "no usage"), Span("billingservice", "RollupOf", 8, "period starts in the future", 0))),
        ("18:20:00", (Span("invoiceservice", "Draft", 64), Span("billingservice", "RollupOf", 9, "", 0))),
    ),
    (("22:55:00", "billing_rollup_v3", "billingservice"),),
)  # fmt: skip

RETRIES = Scenario(
    "mailrelay-retry-storm", "hard", "2026-07-09", ("09:00", "11:30"), "11:04",
    {"service": "mailrelay", "metric": "http_server_duration_p99_ms", "threshold": 1000, "observed": 8900,
     "severity": "critical", "monitor": "mailrelay-latency", "summary": "mailrelay request latency p99 above 1s; inbound requests far above normal"},
    "notificationservice", ("mailrelay", "userservice"), "rollback",
    (
        Commit("10:22:30", "refactor(httpretry): options instead of positional arguments", ("pkg/httpretry/retry.go",), """
@@ pkg/httpretry/retry.go
-func Do(ctx context.Context, attempts int, base time.Duration, call func() error) error {
-    for i := 0; i < attempts; i++ {
-        if err := call(); err == nil || !temporary(err) {
-            return err
-        }
-        sleep(ctx, base<<i+jitter(base))
-    }
-    return ErrExhausted
+type Options struct {
+    Attempts int
+    Base     time.Duration
+}
+
+func Do(ctx context.Context, o Options, call func() error) error {
+    for i := 0; o.Attempts == 0 || i < o.Attempts; i++ {
+        if err := call(); err == nil {
+            return nil
+        }
+    }
+    return ErrExhausted
 }""", (("notificationservice", "10:41"),), culprit=True),
        Commit("10:50:10", "refactor: tidy relay accept handler", ("services/mailrelay/accept.go",), """
@@ services/mailrelay/accept.go: func (s *Server) Accept(w http.ResponseWriter, r *http.Request) {
-    msg, err := readMessage(r.Body)
-    if err != nil {
-        http.Error(w, err.Error(), 400)
-        return
-    }
+    msg, ok := s.decode(w, r)
+    if !ok {
+        return
+    }
     s.queue.Push(msg)""", (("mailrelay", "10:56"),)),
        Commit("10:30:00", "feat(user): welcome mail in the language of the user", ("services/user/welcome.go",), """
@@ services/user/welcome.go
-    tpl := templates["welcome"]
+    tpl := templates["welcome."+u.Lang]""", (("userservice", "10:52"),)),
        Commit("09:40:00", "feat(mailrelay): count retries announced by callers", ("services/mailrelay/metrics.go",), """
@@ services/mailrelay/metrics.go
+    if n := r.Header.Get("X-Retry-Attempt"); n != "" {
+        retries.Inc()
+    }""", (("mailrelay", "09:50"),)),
    ),
    (
        Metric("notificationservice", "outbound_requests_per_second", (("09:00", 40), ("10:43", 41), ("10:58", 3900), ("11:30", 4200)), 0.05),
        Metric("mailrelay", "http_requests_per_second", (("09:00", 62), ("10:44", 63), ("10:58", 3950), ("11:30", 4300)), 0.05),
        Metric("mailrelay", "http_server_duration_p99_ms", (("09:00", 85), ("10:48", 86), ("11:00", 7800), ("11:30", 9000)), 0.08),
        Metric("mailrelay", "cpu_utilization_ratio", (("09:00", 0.2), ("10:45", 0.21), ("10:58", 0.98), ("11:30", 0.99)), 0.03),
        Metric("userservice", "mail_send_error_ratio", (("09:00", 0.003), ("10:57", 0.003), ("11:05", 0.36), ("11:30", 0.4)), 0.1),
        Metric("userservice", "http_requests_per_second", (("09:00", 210), ("11:30", 212)), 0.06),
        Metric("notificationservice", "notifications_created_per_minute", (("09:00", 2300), ("11:30", 2310)), 0.05),
    ),
    (
        Lines("mailrelay", "INFO", "accepted message", "09:00", "10:58", 120, 2600, -1700),
        Lines("notificationservice", "INFO", "notification sent", "09:00", "10:55", 130, 2300, -1600),
        Lines("userservice", "INFO", "loaded profile", "09:00", "11:29", 400, 1500, 0),
        Lines("notificationservice", "INFO", "starting notificationservice v2026.07.09-1041", "10:41:20", "10:41:20", 60, 1),
        Lines("mailrelay", "INFO", "starting mailrelay v2026.07.09-1056", "10:56:20", "10:56:20", 60, 1),
        Lines("notificationservice", "WARN", "retrying send: mailrelay said 550 mailbox unknown (attempt {n}, next in 0s)", "10:43", "11:29", 18, 52000),
        Lines("mailrelay", "WARN", "accept queue {n} deep; most requests from notificationservice", "10:50", "11:29", 60, 900),
        Lines("mailrelay", "ERROR", "accept failed: worker queue full, shedding", "10:58", "11:29", 25, 3100),
        Lines("userservice", "ERROR", "welcome mail failed: mailrelay timeout after 3000ms", "10:58", "11:29", 60, 240),
    ),
    (
        ("11:02:00", (Span("notificationservice", "Send", 8900, "queue full"), Span("mailrelay", "Accept", 8800, "queue full", 0))),
        ("11:03:00", (Span("userservice", "Welcome", 3010, "timeout"), Span("mailrelay", "Accept", 3000, "timeout", 0))),
        ("09:20:00", (Span("notificationservice", "Send", 90), Span("mailrelay", "Accept", 60, "", 0))),
    ),
    (("10:47:00", "notification_digest", "notificationservice"), ("10:54:00", "relay_dkim_strict", "mailrelay")),
)  # fmt: skip

DEADLOCK = Scenario(
    "ledger-deadlock", "hard", "2026-07-10", ("10:00", "12:20"), "12:03",
    {"service": "ledgerservice", "metric": "transfer_error_ratio", "threshold": 0.03, "observed": 0.29,
     "severity": "critical", "monitor": "ledger-transfer-errors", "summary": "ledgerservice transfers failing above 3%; transactions aborted by the database"},
    "ledgerservice", ("paymentservice", "payoutservice"), "rollback",
    (
        Commit("11:18:50", "perf(ledger): lock accounts while iterating", ("services/ledger/transfer.go",), """
@@ services/ledger/transfer.go: func (s *Store) Transfer(ctx context.Context, tx pgx.Tx, from, to Account, amount int64) error {
-    first, second := from.ID, to.ID
-    if second < first {
-        first, second = second, first
-    }
-    for _, id := range []int64{first, second} {
-        if _, err := tx.Exec(ctx, "SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE", id); err != nil {
-            return err
-        }
-    }
-    return s.book(ctx, tx, from, to, amount)
+    for _, leg := range []leg{{from, -amount}, {to, amount}} {
+        if _, err := tx.Exec(ctx, "SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE", leg.ID); err != nil {
+            return err
+        }
+        if err := s.bookLeg(ctx, tx, leg); err != nil {
+            return err
+        }
+    }
+    return nil
 }""", (("ledgerservice", "11:30"),), culprit=True),
        Commit("11:48:10", "chore(ledger): raise statement timeout of the transfer transaction", ("services/ledger/config.yaml",), """
@@ services/ledger/config.yaml
   database:
-    statement_timeout: 5s
+    statement_timeout: 8s
     max_connections: 60""", (("ledgerservice", "11:54"),)),
        Commit("11:40:00", "feat(payout): weekly payouts run at noon", ("services/payout/schedule.yaml",), """
@@ services/payout/schedule.yaml
-  weekly: "0 13 * * 5"
+  weekly: "30 12 * * 5"
   # transfers are spread over an hour""", (("payoutservice", "11:52"),)),
        Commit("11:02:00", "refactor(ledger): transaction helper returns the error of commit", ("services/ledger/tx.go",), """
@@ services/ledger/tx.go
-    return tx.Commit(ctx)
+    if err := tx.Commit(ctx); err != nil {
+        return fmt.Errorf("commit: %w", err)
+    }
+    return nil""", (("ledgerservice", "11:10"),)),
    ),
    (
        Metric("ledgerservice", "transfer_error_ratio", (("10:00", 0.001), ("11:44", 0.001), ("12:00", 0.25), ("12:20", 0.3)), 0.12),
        Metric("postgres-ledger", "deadlocks_per_minute", (("10:00", 0), ("11:44", 0), ("12:00", 210), ("12:20", 260)), 0.08),
        Metric("ledgerservice", "transfers_per_second", (("10:00", 60), ("11:40", 75), ("12:00", 140), ("12:20", 150)), 0.06),
        Metric("ledgerservice", "lock_wait_p99_ms", (("10:00", 14), ("11:40", 15), ("12:00", 1010), ("12:20", 1050)), 0.05),
        Metric("paymentservice", "capture_error_ratio", (("10:00", 0.002), ("11:46", 0.002), ("12:02", 0.2), ("12:20", 0.24)), 0.1),
        Metric("userservice", "http_server_duration_p99_ms", (("10:00", 48), ("12:20", 47)), 0.1),
    ),
    (
        Lines("ledgerservice", "INFO", "transfer booked", "10:00", "12:19", 100, 5200, -900),
        Lines("paymentservice", "INFO", "captured payment", "10:00", "12:19", 200, 2500, -500),
        Lines("ledgerservice", "INFO", "starting ledgerservice v2026.07.10-1130", "11:30:20", "11:30:20", 60, 1),
        Lines("ledgerservice", "INFO", "starting ledgerservice v2026.07.10-1154", "11:54:20", "11:54:20", 60, 1),
        Lines("ledgerservice", "ERROR", "transfer aborted: ERROR: deadlock detected (SQLSTATE 40P01)", "11:45", "12:19", 20, 1900),
        Lines("postgres-ledger", "ERROR", "process {n} waits for ShareLock on transaction {n}; blocked by process {n}: SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE", "11:45", "12:19", 40, 1900),
        Lines("paymentservice", "ERROR", "capture failed: ledgerservice returned 500", "11:47", "12:19", 50, 640),
    ),
    (
        ("12:01:00", (Span("paymentservice", "Capture", 1100, "500"), Span("ledgerservice", "Transfer", 1050, "deadlock detected", 0),
                      Span("postgres-ledger", "SELECT accounts FOR UPDATE", 1000, "deadlock detected", 1))),
        ("10:20:00", (Span("paymentservice", "Capture", 60), Span("ledgerservice", "Transfer", 30, "", 0))),
    ),
    (("11:42:00", "ledger_audit_stream", "ledgerservice"),),
)  # fmt: skip

SCENARIOS = (QUOTA, LOCALTIME, RETRIES, DEADLOCK)
