"""Something runs out: connections, a cache, goroutines, a disk."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

POOL = Scenario(
    "inventory-pool-exhaustion", "hard", "2026-07-02", ("12:00", "14:40"), "14:22",
    {"service": "checkoutservice", "metric": "http_server_duration_p99_ms", "threshold": 800, "observed": 5120,
     "severity": "critical", "monitor": "checkout-latency-p99",
     "summary": "checkoutservice request latency p99 above 800ms for 5m; stock holds are slow"},
    "inventoryservice", ("checkoutservice", "frontend"), "rollback",
    (
        Commit("13:12:20", "refactor: early exit for empty holds", ("services/inventory/store/hold.go",), """
@@ services/inventory/store/hold.go: func (s *Store) Hold(ctx context.Context, lines []Line) error {
     tx, err := s.db.BeginTx(ctx, nil)
     if err != nil {
         return err
     }
-    defer tx.Rollback()
+    if len(lines) == 0 || s.allVirtual(lines) {
+        return nil
+    }
     for _, l := range lines {
         if err := s.holdLine(ctx, tx, l); err != nil {
+            tx.Rollback()
             return err
         }
     }
     return tx.Commit()
 }""", (("inventoryservice", "13:20"),), culprit=True),
        Commit("13:31:02", "feat: export pool statistics of the inventory database", ("services/inventory/store/stats.go",), """
@@ services/inventory/store/stats.go
+func (s *Store) Collect(ch chan<- prometheus.Metric) {
+    st := s.db.Stats()
+    ch <- gauge("db_pool_in_use", float64(st.InUse))
+    ch <- gauge("db_pool_wait_seconds", st.WaitDuration.Seconds())
+}""", (("inventoryservice", "13:38"),)),
        Commit("14:05:40", "refactor: tidy checkout place order handler", ("services/checkout/handler.go",), """
@@ services/checkout/handler.go: func (h *Handler) PlaceOrder(w http.ResponseWriter, r *http.Request) {
-    var req PlaceOrderRequest
-    if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
-        http.Error(w, err.Error(), 400)
-        return
-    }
+    req, err := decodeRequest[PlaceOrderRequest](r)
+    if err != nil {
+        writeError(w, http.StatusBadRequest, err)
+        return
+    }""", (("checkoutservice", "14:12"),)),
        Commit("14:08:11", "feat(frontend): sticky basket summary", ("services/frontend/static/basket.css",), """
@@ services/frontend/static/basket.css
-.basket { position: static; }
+.basket { position: sticky; top: 12px; }""", (("frontend", "14:14"),)),
        Commit("13:55:00", "chore: bump pgx patch", ("go.mod", "go.sum"), """
@@ go.mod
-    github.com/jackc/pgx/v5 v5.6.0
+    github.com/jackc/pgx/v5 v5.6.1"""),
    ),
    (
        Metric("inventoryservice", "db_pool_in_use_connections", (("12:00", 6), ("13:21", 6), ("14:10", 39), ("14:40", 40)), 0.02),
        Metric("inventoryservice", "db_pool_wait_ms", (("12:00", 1), ("14:08", 1.2), ("14:16", 3600), ("14:40", 4800)), 0.1),
        Metric("inventoryservice", "http_requests_per_second", (("12:00", 85), ("14:40", 84)), 0.06),
        Metric("inventoryservice", "grpc_server_duration_p99_ms", (("12:00", 60), ("14:08", 62), ("14:17", 4200), ("14:40", 5000)), 0.08),
        Metric("checkoutservice", "http_server_duration_p99_ms", (("12:00", 210), ("14:10", 215), ("14:18", 4700), ("14:40", 5200)), 0.07),
        Metric("checkoutservice", "http_5xx_ratio", (("12:00", 0.002), ("14:14", 0.002), ("14:20", 0.22), ("14:40", 0.3)), 0.2),
        Metric("frontend", "checkout_error_ratio", (("12:00", 0.003), ("14:15", 0.003), ("14:22", 0.2), ("14:40", 0.28)), 0.2),
        Metric("pricingservice", "grpc_server_duration_p99_ms", (("12:00", 30), ("14:40", 31)), 0.1),
    ),
    (
        Lines("inventoryservice", "INFO", "held {n} units for basket", "12:00", "14:15", 150, 900, -420),
        Lines("checkoutservice", "INFO", "order placed", "12:00", "14:18", 140, 700, -380),
        Lines("pricingservice", "INFO", "priced basket in {n}ms", "12:00", "14:40", 300, 400, 3),
        Lines("inventoryservice", "INFO", "starting inventoryservice v2026.07.02-1320", "13:20:15", "13:20:15", 60, 1),
        Lines("inventoryservice", "INFO", "starting inventoryservice v2026.07.02-1338", "13:38:15", "13:38:15", 60, 1),
        Lines("inventoryservice", "WARN", "waited {n}ms for a database connection; 38 of 40 in use, oldest idle in transaction", "14:02", "14:12", 60, 44),
        Lines("inventoryservice", "ERROR", "hold failed: begin tx: context deadline exceeded waiting for a connection (pool exhausted, 40 of 40 in use)", "14:13", "14:39", 25, 610),
        Lines("checkoutservice", "ERROR", "upstream inventoryservice timeout after 5000ms", "14:14", "14:39", 40, 320),
        Lines("frontend", "ERROR", "checkout failed with status 504", "14:16", "14:39", 60, 180),
        Lines("frontend", "INFO", "rendered page in {n}ms", "12:00", "14:40", 240, 2000, 12),
    ),
    (
        ("14:20:10", (Span("frontend", "POST /checkout", 5100, "504"), Span("checkoutservice", "PlaceOrder", 5060, "deadline exceeded", 0),
                      Span("inventoryservice", "Hold", 5000, "begin tx: pool exhausted", 1), Span("pricingservice", "Price", 24, "", 1))),
        ("12:30:10", (Span("frontend", "POST /checkout", 190), Span("checkoutservice", "PlaceOrder", 160, "", 0),
                      Span("inventoryservice", "Hold", 40, "", 1))),
    ),
    (("14:11:00", "checkout_gift_cards", "checkoutservice"), ("13:02:00", "inventory_backorders", "inventoryservice")),
)  # fmt: skip

STAMPEDE = Scenario(
    "catalog-cache-stampede", "medium", "2026-07-03", ("08:00", "10:00"), "09:44",
    {"service": "postgres-catalog", "metric": "db_cpu_utilization_ratio", "threshold": 0.85, "observed": 0.99,
     "severity": "high", "monitor": "catalog-db-cpu", "summary": "postgres-catalog CPU above 85% for 5m; product reads slow"},
    "productcatalogservice", ("frontend", "recommendationservice", "postgres-catalog"), "rollback",
    (
        Commit("09:21:30", "perf: fresher prices on product pages", ("services/productcatalog/config/cache.yaml",), """
@@ services/productcatalog/config/cache.yaml
   product_page:
-    ttl: 900s
-    ttl_jitter: 120s
+    ttl: 20s
+    ttl_jitter: 0s
     max_entries: 200000""", (("productcatalogservice", "09:33"),), culprit=True),
        Commit("09:36:12", "refactor: read replica helper for product reads", ("services/productcatalog/db/reader.go",), """
@@ services/productcatalog/db/reader.go: func (r *Reader) Product(ctx context.Context, id string) (*Product, error) {
-    row := r.db.QueryRow(ctx, productByID, id)
-    return scanProduct(row)
+    return queryOne(ctx, r.db, productByID, scanProduct, id)
 }""", (("productcatalogservice", "09:40"),)),
        Commit("09:05:40", "feat: metrics of cache hits by page", ("services/productcatalog/cache/metrics.go",), """
@@ services/productcatalog/cache/metrics.go
+    hits.WithLabelValues(page).Inc()
+    misses.WithLabelValues(page).Inc()""", (("productcatalogservice", "09:10"),)),
        Commit("09:30:00", "feat(reco): larger candidate set on home page", ("services/recommendation/config.yaml",), """
@@ services/recommendation/config.yaml
-  home_candidates: 24
+  home_candidates: 30""", (("recommendationservice", "09:39"),)),
    ),
    (
        Metric("productcatalogservice", "cache_hit_ratio", (("08:00", 0.96), ("09:33", 0.96), ("09:36", 0.41), ("10:00", 0.38)), 0.02),
        Metric("postgres-catalog", "db_cpu_utilization_ratio", (("08:00", 0.31), ("09:34", 0.32), ("09:39", 0.97), ("10:00", 0.99)), 0.04),
        Metric("postgres-catalog", "queries_per_second", (("08:00", 900), ("09:33", 910), ("09:37", 9400), ("10:00", 9800)), 0.05),
        Metric("productcatalogservice", "http_server_duration_p99_ms", (("08:00", 90), ("09:35", 92), ("09:42", 2100), ("10:00", 2500)), 0.07),
        Metric("productcatalogservice", "http_requests_per_second", (("08:00", 620), ("10:00", 615)), 0.05),
        Metric("recommendationservice", "http_server_duration_p99_ms", (("08:00", 120), ("09:37", 121), ("09:44", 1800), ("10:00", 2000)), 0.08),
        Metric("frontend", "http_server_duration_p99_ms", (("08:00", 250), ("09:37", 255), ("09:44", 2600), ("10:00", 2700)), 0.08),
        Metric("cartservice", "http_server_duration_p99_ms", (("08:00", 55), ("10:00", 54)), 0.1),
    ),
    (
        Lines("productcatalogservice", "INFO", "served product page from cache", "08:00", "09:59", 100, 4000, -2300),
        Lines("productcatalogservice", "INFO", "cache miss, loading product from postgres-catalog", "08:00", "09:33", 500, 120, 0),
        Lines("productcatalogservice", "WARN", "cache miss, entry expired, loading product from postgres-catalog", "09:34", "09:59", 14, 8800),
        Lines("productcatalogservice", "INFO", "starting productcatalogservice v2026.07.03-0933", "09:33:10", "09:33:10", 60, 1),
        Lines("productcatalogservice", "INFO", "starting productcatalogservice v2026.07.03-0940", "09:40:10", "09:40:10", 60, 1),
        Lines("productcatalogservice", "ERROR", "product read failed: statement timeout after 2000ms", "09:39", "09:59", 30, 900),
        Lines("recommendationservice", "ERROR", "upstream productcatalogservice timeout after 1500ms", "09:42", "09:59", 60, 210),
        Lines("frontend", "ERROR", "upstream productcatalogservice timeout after 1500ms", "09:42", "09:59", 50, 260),
        Lines("frontend", "INFO", "handled request", "08:00", "10:00", 130, 6000, 20),
    ),
    (
        ("09:46:00", (Span("frontend", "GET /product", 2500, "timeout"), Span("productcatalogservice", "GetProduct", 2300, "timeout", 0),
                      Span("postgres-catalog", "SELECT products", 2000, "statement timeout", 1))),
        ("08:30:00", (Span("frontend", "GET /product", 120), Span("productcatalogservice", "GetProduct", 8, "", 0))),
    ),
    (("09:32:00", "catalog_badges", "productcatalogservice"),),
)  # fmt: skip

GOROUTINES = Scenario(
    "livetail-goroutine-leak", "hard", "2026-07-05", ("06:00", "12:30"), "12:12",
    {"service": "livetail-svc", "metric": "container_memory_rss_ratio", "threshold": 0.92, "observed": 0.97,
     "severity": "high", "monitor": "livetail-memory", "summary": "livetail-svc memory near its limit; pods restarting, live tail sessions dropping"},
    "livetail-svc", ("frontend",), "rollback",
    (
        Commit("06:40:10", "refactor: hub owns its subscriptions", ("services/livetail/hub.go",), """
@@ services/livetail/hub.go: func (h *Hub) Subscribe(ctx context.Context, q Query) *Subscription {
-    sub := newSubscription(ctx, q)
+    sub := newSubscription(context.Background(), q)
     h.add(sub)
-    go func() {
-        <-ctx.Done()
-        h.remove(sub)
-    }()
     go sub.pump(h.source)
     return sub
 }""", (("livetail-svc", "07:05"),), culprit=True),
        Commit("09:10:00", "feat: worker pool for line formatting", ("services/livetail/format.go",), """
@@ services/livetail/format.go
+// formatters is fixed: the pool never grows beyond GOMAXPROCS goroutines.
+func newFormatters(ctx context.Context) *pool {
+    p := &pool{in: make(chan line, 256)}
+    for i := 0; i < runtime.GOMAXPROCS(0); i++ {
+        go p.run(ctx)
+    }
+    return p
+}""", (("livetail-svc", "11:40"),)),
        Commit("11:44:20", "perf: reuse gzip writers in the log reader", ("services/logreader/gzip.go",), """
@@ services/logreader/gzip.go
-    zw := gzip.NewWriter(w)
+    zw := gzipPool.Get().(*gzip.Writer)
+    zw.Reset(w)
+    defer gzipPool.Put(zw)""", (("logreader-svc", "11:58"),)),
        Commit("11:50:00", "feat(frontend): pause button in live tail", ("web/src/livetail/Toolbar.tsx",), """
@@ web/src/livetail/Toolbar.tsx
+      <Button onClick={() => setPaused(!paused)}>{paused ? "Resume" : "Pause"}</Button>""", (("frontend", "12:01"),)),
    ),
    (
        Metric("livetail-svc", "container_memory_rss_ratio", (("06:00", 0.32), ("07:10", 0.32), ("12:05", 0.95), ("12:30", 0.98)), 0.015),
        Metric("livetail-svc", "go_goroutines", (("06:00", 410), ("07:08", 415), ("12:05", 48200), ("12:30", 51000)), 0.02),
        Metric("livetail-svc", "active_sessions", (("06:00", 130), ("12:00", 134), ("12:30", 90)), 0.07),
        Metric("logreader-svc", "http_server_duration_p99_ms", (("06:00", 45), ("12:30", 46)), 0.1),
        Metric("frontend", "livetail_disconnect_ratio", (("06:00", 0.01), ("12:02", 0.01), ("12:10", 0.34), ("12:30", 0.4)), 0.15),
    ),
    (
        Lines("livetail-svc", "INFO", "session opened", "06:00", "12:29", 420, 1500, 10),
        Lines("livetail-svc", "INFO", "session closed", "06:00", "12:29", 430, 1480, 8),
        Lines("logreader-svc", "INFO", "read {n} lines", "06:00", "12:29", 600, 3000, 0),
        Lines("livetail-svc", "INFO", "starting livetail-svc v2026.07.05-0705", "07:05:20", "07:05:20", 60, 1),
        Lines("livetail-svc", "INFO", "starting livetail-svc v2026.07.05-1140", "11:40:20", "11:40:20", 60, 1),
        Lines("livetail-svc", "WARN", "subscription buffer full, dropping lines for a subscriber that does not read", "08:30", "12:29", 240, 5200),
        Lines("livetail-svc", "WARN", "runtime: {n} goroutines blocked in (*Subscription).pump", "10:30", "12:29", 300, 70),
        Lines("livetail-svc", "FATAL", "OOMKilled: container exceeded memory limit 1024Mi", "12:06", "12:28", 420, 4),
        Lines("frontend", "ERROR", "live tail connection lost: upstream livetail-svc reset", "12:06", "12:29", 40, 230),
    ),
    (
        ("12:10:00", (Span("frontend", "WS /livetail", 30, "reset"), Span("livetail-svc", "Subscribe", 12, "connection reset (pod restarting)", 0))),
        ("06:30:00", (Span("frontend", "WS /livetail", 40), Span("livetail-svc", "Subscribe", 9, "", 0), Span("logreader-svc", "Tail", 6, "", 1))),
    ),
    (("11:55:00", "livetail_colors", "frontend"),),
    quiet=14,
)  # fmt: skip

DISK = Scenario(
    "adservice-disk-full", "hard", "2026-07-06", ("03:00", "09:00"), "08:41",
    {"service": "adservice", "metric": "ad_request_error_ratio", "threshold": 0.05, "observed": 0.83,
     "severity": "high", "monitor": "ad-errors", "summary": "adservice requests failing above 5%; impression journal cannot be written"},
    "adservice", ("frontend",), "config-revert",
    (
        Commit("03:31:00", "chore(ads): values for the bidding investigation", ("deploy/adservice/values.yaml",), """
@@ deploy/adservice/values.yaml
   logging:
-    level: info
+    level: debug
-    rotate: { max_size_mb: 100, keep: 3 }
+    rotate: { max_size_mb: 0, keep: 0 }""", (("adservice", "03:48"),), culprit=True),
        Commit("08:10:20", "refactor: impression journal opens its segment lazily", ("services/ad/journal/segment.go",), """
@@ services/ad/journal/segment.go: func (j *Journal) Append(rec Impression) error {
-    if err := j.seg.write(rec); err != nil {
-        return fmt.Errorf("journal: %w", err)
-    }
-    return nil
+    return j.segment().append(rec)
 }
+
+func (j *Journal) segment() *segment {
+    j.once.Do(func() { j.seg = openSegment(j.dir) })
+    return j.seg
+}""", (("adservice", "08:25"),)),
        Commit("07:40:00", "feat(frontend): lazy ad slots", ("services/frontend/ads.ts",), """
@@ services/frontend/ads.ts
-  loadSlots(slots);
+  observe(slots, loadSlots);""", (("frontend", "08:31"),)),
        Commit("08:02:00", "chore: bump zap patch", ("go.mod", "go.sum"), """
@@ go.mod
-    go.uber.org/zap v1.27.0
+    go.uber.org/zap v1.27.1""", (("adservice", "08:25"),)),
    ),
    (
        Metric("adservice", "disk_used_ratio", (("03:00", 0.34), ("03:49", 0.34), ("08:34", 1.0), ("09:00", 1.0)), 0.004),
        Metric("adservice", "ad_request_error_ratio", (("03:00", 0.004), ("08:34", 0.004), ("08:38", 0.8), ("09:00", 0.85)), 0.1),
        Metric("adservice", "log_lines_per_second", (("03:00", 40), ("03:48", 41), ("03:50", 3900), ("09:00", 3950)), 0.06),
        Metric("adservice", "http_requests_per_second", (("03:00", 300), ("09:00", 306)), 0.06),
        Metric("frontend", "ad_slot_empty_ratio", (("03:00", 0.02), ("08:35", 0.02), ("08:40", 0.8), ("09:00", 0.82)), 0.1),
        Metric("bidservice", "http_server_duration_p99_ms", (("03:00", 70), ("09:00", 69)), 0.1),
    ),
    (
        Lines("adservice", "INFO", "served ad", "03:00", "08:34", 400, 3000, -900),
        Lines("adservice", "DEBUG", "bid candidates={n} floor={n} chosen={n}", "03:49", "08:34", 180, 410000, 410000),
        Lines("bidservice", "INFO", "auction closed with {n} bids", "03:00", "08:59", 500, 2000, 0),
        Lines("adservice", "INFO", "starting adservice v2026.07.06-0348", "03:48:20", "03:48:20", 60, 1),
        Lines("adservice", "INFO", "starting adservice v2026.07.06-0825", "08:25:20", "08:25:20", 60, 1),
        Lines("kubelet", "WARN", "ephemeral volume of pod adservice-5d9 nearly full: /var/log/adservice/ad.log is {n} MB", "07:50", "08:33", 600, 6),
        Lines("adservice", "ERROR", "append impression: write /var/lib/ads/journal.0007: no space left on device", "08:34:20", "08:59", 20, 2400),
        Lines("frontend", "WARN", "ad slot empty: adservice returned 500", "08:35", "08:59", 45, 900),
    ),
    (
        ("08:40:00", (Span("frontend", "GET /", 90, "ad slot empty"), Span("adservice", "GetAds", 14, "no space left on device", 0),
                      Span("bidservice", "Auction", 60, "", 1))),
        ("04:40:00", (Span("frontend", "GET /", 80), Span("adservice", "GetAds", 12, "", 0))),
    ),
    (("08:29:00", "ads_native_format", "adservice"), ("03:40:00", "bids_floor_v2", "bidservice")),
)  # fmt: skip

SCENARIOS = (POOL, STAMPEDE, GOROUTINES, DISK)
