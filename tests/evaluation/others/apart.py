"""Written after the ranking had been mended for the sixteen before: a cache, and three that no change did."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

CURRENCY = Scenario(
    "pricing-cache-key", "hard", "2026-07-28", ("13:00", "15:30"), "15:04",
    {"service": "checkoutservice", "metric": "price_check_failure_ratio", "threshold": 0.02, "observed": 0.31, "severity": "high",
     "monitor": "checkout-price-checks", "summary": "checkoutservice refuses orders: price of basket differs from price at checkout"},
    "pricingservice", ("checkoutservice", "frontend"), "rollback",
    (
        Commit("13:50:00", "perf(pricing): shorter keys for price cache", ("services/pricing/cache.py",), """
@@ services/pricing/cache.py @@ class PriceCache:
-    def key(self, sku, currency, segment):
-        return f"price:{sku}:{currency}:{segment}"
+    def key(self, sku, currency, segment):
+        return f"p:{sku}:{segment}\"""", (("pricingservice", "14:20"),), culprit=True),
        Commit("14:40:00", "refactor(checkout): move price check in own module", ("services/checkout/price_check.go",), """
@@ services/checkout/price_check.go
+func checkPrice(b Basket, quoted Money) error {
+    if b.Total != quoted {
+        return ErrPriceDiffers
+    }
+    return nil
+}
@@ services/checkout/place.go
-    if b.Total != quoted {
-        return ErrPriceDiffers
-    }
+    if err := checkPrice(b, quoted); err != nil {
+        return err
+    }""", (("checkoutservice", "14:52"),)),
        Commit("14:10:00", "feat(pricing): nightly import of exchange rates in two steps", ("services/pricing/rates.py",), """
@@ services/pricing/rates.py
-    store(fetch_rates())
+    rates = fetch_rates()
+    store(rates)""", (("pricingservice", "14:45"),)),
    ),
    (
        Metric("checkoutservice", "price_check_failure_ratio", (("13:00", 0.002), ("14:48", 0.002), ("15:00", 0.27), ("15:30", 0.33)), 0.08),
        Metric("checkoutservice", "orders_per_minute", (("13:00", 210), ("14:48", 212), ("15:02", 150), ("15:30", 140)), 0.05),
        Metric("pricingservice", "cache_hit_ratio", (("13:00", 0.81), ("14:21", 0.81), ("14:50", 0.97), ("15:30", 0.98)), 0.01),
        Metric("frontend", "checkout_abandoned_ratio", (("13:00", 0.2), ("14:52", 0.2), ("15:04", 0.5), ("15:30", 0.55)), 0.05),
        Metric("pricingservice", "http_requests_per_second", (("13:00", 400), ("15:30", 405)), 0.05),
    ),
    (
        Lines("pricingservice", "INFO", "priced {n} lines from cache", "13:00", "15:29", 90, 8000, 900),
        Lines("checkoutservice", "INFO", "order placed", "13:00", "15:29", 100, 5000, -1400),
        Lines("pricingservice", "WARN", "cached price in USD served for request in EUR, sku {n}", "14:47", "15:29", 35, 2100),
        Lines("checkoutservice", "ERROR", "order refused: price differs, basket {n} EUR, quoted {n} USD", "14:48", "15:29", 25, 1900),
    ),
    (
        ("15:02:00", (Span("frontend", "POST /order", 60, "409"), Span("checkoutservice", "Place", 40, "price differs", 0), Span("pricingservice", "Quote", 4, "", 1))),
        ("13:32:00", (Span("frontend", "POST /order", 80), Span("checkoutservice", "Place", 60, "", 0), Span("pricingservice", "Quote", 9, "", 1))),
    ),
    (("14:46:00", "checkout_multi_currency", "checkoutservice"),),
)  # fmt: skip

STORAGE = Scenario(
    "object-storage-slow-down", "medium", "2026-07-29", ("00:00", "02:30"), "02:06",
    {"service": "exportservice", "metric": "export_failure_ratio", "threshold": 0.05, "observed": 0.82, "severity": "high",
     "monitor": "export-failures", "summary": "exportservice uploads fail; nightly exports incomplete"},
    "exportservice", ("reportservice",), "wait",
    (
        Commit("00:40:00", "refactor(export): uploader takes options", ("services/export/upload.go",), """
@@ services/export/upload.go
-func NewUploader(bucket string, part int64) *Uploader {
-    return &Uploader{bucket: bucket, part: part}
-}
+func NewUploader(o Options) *Uploader {
+    return &Uploader{bucket: o.Bucket, part: o.Part}
+}""", (("exportservice", "01:05"),)),
        Commit("01:20:00", "perf(export): parts of 16 MB for uploads", ("services/export/config.yaml",), """
@@ services/export/config.yaml
-  upload_part_mb: 12
+  upload_part_mb: 16""", (("exportservice", "01:44"),)),
        Commit("01:30:00", "feat(report): link to exports on overview", ("services/report/overview.go",), """
@@ services/report/overview.go
+    page.Add(link("/exports", "Exports"))""", (("reportservice", "01:50"),)),
    ),
    (
        Metric("exportservice", "export_failure_ratio", (("00:00", 0.01), ("01:58", 0.01), ("02:02", 0.8), ("02:30", 0.84)), 0.05),
        Metric("exportservice", "upload_duration_p99_ms", (("00:00", 800), ("01:58", 810), ("02:03", 29000), ("02:30", 30000)), 0.05),
        Metric("exportservice", "cpu_utilization_ratio", (("00:00", 0.4), ("02:30", 0.38)), 0.08),
        Metric("reportservice", "missing_export_ratio", (("00:00", 0.01), ("02:00", 0.01), ("02:06", 0.6), ("02:30", 0.66)), 0.08),
        Metric("billingservice", "invoice_upload_failure_ratio", (("00:00", 0.01), ("01:58", 0.01), ("02:02", 0.78), ("02:30", 0.8)), 0.05),
    ),
    (
        Lines("exportservice", "INFO", "uploaded part {n}", "00:00", "02:29", 60, 6000, -1800),
        Lines("billingservice", "INFO", "invoice stored", "00:00", "01:58", 120, 2000, -700),
        Lines("exportservice", "ERROR", "upload part {n}: s3 PutObject: 503 SlowDown, please reduce your request rate (eu-central-1)", "01:58:20", "02:29", 12, 4100),
        Lines("billingservice", "ERROR", "store invoice: s3 PutObject: 503 ServiceUnavailable (eu-central-1)", "01:58:30", "02:29", 30, 1200),
        Lines("reportservice", "WARN", "export of last night is missing", "02:01", "02:29", 60, 150),
    ),
    (
        ("02:04:00", (Span("reportservice", "Latest", 40, "missing"), Span("exportservice", "Get", 30, "not uploaded", 0))),
        ("02:05:00", (Span("exportservice", "Upload", 30000, "503 SlowDown"), Span("s3", "PutObject", 29900, "503 SlowDown", 0))),
        ("00:35:00", (Span("exportservice", "Upload", 700), Span("s3", "PutObject", 650, "", 0))),
    ),
    (("01:40:00", "export_parquet", "exportservice"),),
)  # fmt: skip

EVICTED = Scenario(
    "ingestor-spot-reclaim", "hard", "2026-07-30", ("17:00", "19:00"), "18:32",
    {"service": "metric-ingestor-1", "metric": "ingest_error_ratio", "threshold": 0.05, "observed": 0.44, "severity": "high",
     "monitor": "ingest-errors", "summary": "metric-ingestor-1 drops batches; replicas disappear"},
    "metric-ingestor-1", ("kafka-metric-ingestor",), "reschedule",
    (
        Commit("17:55:00", "chore(ingest): memory limit from 2 to 2.5 GB", ("deploy/metric-ingestor/values.yaml",), """
@@ deploy/metric-ingestor/values.yaml
-    memory: 2.0Gi
+    memory: 2.5Gi""", (("metric-ingestor-1", "18:08"),)),
        Commit("18:05:00", "#ingest flush batches through one helper", ("pkg/ingest/metric/flush.go",), """
@@ pkg/ingest/metric/flush.go
-    if err := w.db.Insert(ctx, batch); err != nil {
-        return err
-    }
-    w.reset()
-    return nil
+    return w.flushed(w.db.Insert(ctx, batch))
+}
+
+func (w *Writer) flushed(err error) error {
+    if err == nil {
+        w.reset()
+    }
+    return err""", (("metric-ingestor-1", "18:20"),)),
        Commit("17:30:00", "#ingest shutdown waits for the last batch", ("pkg/ingest/metric/stop.go",), """
@@ pkg/ingest/metric/stop.go
+    w.wg.Wait()
     return w.close()""", (("metric-ingestor-1", "17:41"),)),
    ),
    (
        Metric("metric-ingestor-1", "ingest_error_ratio", (("17:00", 0.002), ("18:25", 0.002), ("18:29", 0.4), ("19:00", 0.46)), 0.08),
        Metric("metric-ingestor-1", "ready_replicas", (("17:00", 6), ("18:25", 6), ("18:27", 2), ("19:00", 2)), 0.0),
        Metric("metric-ingestor-1", "container_memory_rss_ratio", (("17:00", 0.5), ("19:00", 0.5)), 0.05),
        Metric("kafka-metric-ingestor", "queue_oldest_message_age_seconds", (("17:00", 2), ("18:26", 2), ("18:40", 700), ("19:00", 1600)), 0.06),
        Metric("prod-pool-spot", "node_count", (("17:00", 9), ("18:24", 9), ("18:26", 3), ("19:00", 3)), 0.0),
    ),
    (
        Lines("metric-ingestor-1", "INFO", "flushed {n} metrics", "17:00", "18:59", 60, 5200, -2100),
        Lines("cloud-events", "WARN", "spot instance interruption notice: node prod-pool-spot-{n} will be reclaimed in 120s", "18:23:30", "18:25", 18, 6),
        Lines("kubelet", "WARN", "pod metric-ingestor-1-{n} evicted: node is shutting down", "18:25", "18:27", 20, 4),
        Lines("kube-scheduler", "WARN", "0/3 nodes are available for metric-ingestor-1: insufficient memory", "18:26", "18:59", 120, 16),
        Lines("metric-ingestor-1", "ERROR", "batch dropped: queue full while peers are gone", "18:26", "18:59", 25, 1400),
        Lines("kafka-metric-ingestor", "WARN", "metric-ingestor-1-iq ApproximateAgeOfOldestMessage rising", "18:28", "18:59", 60, 120),
    ),
    (
        ("18:30:00", (Span("kafka-metric-ingestor", "Deliver", 800, "no consumer"), Span("metric-ingestor-1", "Ingest", 700, "queue full", 0))),
        ("17:30:00", (Span("kafka-metric-ingestor", "Deliver", 8), Span("metric-ingestor-1", "Ingest", 6, "", 0))),
    ),
    (("18:18:00", "ingest_histograms", "metric-ingestor-1"),),
)  # fmt: skip

MODELS = Scenario(
    "agents-model-overloaded", "hard", "2026-07-31", ("12:00", "14:00"), "13:24",
    {"service": "ai-agent-svc", "metric": "agent_run_failure_ratio", "threshold": 0.05, "observed": 0.61, "severity": "high",
     "monitor": "AI Teammates Overall Error Monitor", "summary": "ai-agent-svc agent runs fail; calls of the language model time out or are refused"},
    "ai-agent-svc", ("web",), "failover",
    (
        Commit("12:40:00", "#ai clearer instructions for summaries", ("ai/prompts/summary.md", "ai/src/prompts.ts"), """
@@ ai/prompts/summary.md
-Summarise the thread.
+Summarise the thread in three sentences. Name open questions.
@@ ai/src/prompts.ts
-export const SUMMARY_VERSION = 4;
+export const SUMMARY_VERSION = 5;""", (("ai-agent-svc", "12:55"),)),
        Commit("13:00:00", "#ai model client in a class of its own", ("ai/src/llm/client.ts",), """
@@ ai/src/llm/client.ts
-export async function complete(cfg: Cfg, messages: Message[]) {
-  return post(cfg.url, { model: cfg.model, messages }, { timeout: cfg.timeoutMs });
-}
+export class ModelClient {
+  constructor(private cfg: Cfg) {}
+  complete(messages: Message[]) {
+    return post(this.cfg.url, { model: this.cfg.model, messages }, { timeout: this.cfg.timeoutMs });
+  }
+}""", (("ai-agent-svc", "13:10"),)),
        Commit("13:05:00", "#web show run duration", ("web/src/runs/Row.tsx",), """
@@ web/src/runs/Row.tsx
+  <td>{formatDuration(run.durationMs)}</td>""", (("web", "13:17"),)),
    ),
    (
        Metric("ai-agent-svc", "agent_run_failure_ratio", (("12:00", 0.01), ("13:18", 0.01), ("13:21", 0.58), ("14:00", 0.63)), 0.06),
        Metric("ai-agent-svc", "llm_call_duration_p99_ms", (("12:00", 5200), ("13:17", 5300), ("13:21", 58000), ("14:00", 60000)), 0.06),
        Metric("ai-agent-svc", "agent_runs_per_minute", (("12:00", 70), ("14:00", 71)), 0.06),
        Metric("web", "run_error_toast_per_minute", (("12:00", 1), ("13:19", 1), ("13:24", 40), ("14:00", 44)), 0.1),
    ),
    (
        Lines("ai-agent-svc", "INFO", "run finished in {n}ms", "12:00", "13:59", 70, 3000, -1100),
        Lines("ai-agent-svc", "ERROR", "model call failed: 529 overloaded_error from api.anthropic.com (request {n})", "13:18:10", "13:59", 18, 2600),
        Lines("ai-agent-svc", "WARN", "model call slow: {n}s waiting for first token", "13:17:30", "13:59", 40, 800),
        Lines("web", "WARN", "run failed", "13:19", "13:59", 60, 400),
    ),
    (
        ("13:22:00", (Span("web", "POST /run", 60000, "failed"), Span("ai-agent-svc", "Run", 59900, "529 overloaded", 0))),
        ("12:22:00", (Span("web", "POST /run", 5600), Span("ai-agent-svc", "Run", 5500, "", 0))),
    ),
    (("13:08:00", "agent_streaming_v3", "ai-agent-svc"),),
)  # fmt: skip

SCENARIOS = (CURRENCY, STORAGE, EVICTED, MODELS)
