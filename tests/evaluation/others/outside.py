"""Nothing of ours: a provider, a crowd, the names of hosts, a database that moved."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

PROVIDER = Scenario(
    "acquirer-outage", "medium", "2026-07-17", ("16:00", "18:00"), "17:29",
    {"service": "paymentservice", "metric": "charge_failure_ratio", "threshold": 0.05, "observed": 0.88,
     "severity": "critical", "monitor": "payment-charge-failures", "summary": "paymentservice charges failing; acquirer api.northpay.example answers 503"},
    "paymentservice", ("checkoutservice", "frontend"), "failover",
    (
        Commit("16:48:00", "refactor(payment): options for the acquirer client", ("services/payment/acquirer/client.go",), """
@@ services/payment/acquirer/client.go
-func New(base string, timeout time.Duration) *Client {
-    return &Client{base: base, hc: &http.Client{Timeout: timeout}}
+func New(o Options) *Client {
+    return &Client{base: o.Base, hc: &http.Client{Timeout: o.Timeout}}
 }""", (("paymentservice", "16:58"),)),
        Commit("17:10:30", "feat(payment): log the decline code of a charge", ("services/payment/charge.go",), """
@@ services/payment/charge.go: func (s *Service) Charge(ctx context.Context, c Charge) (*Receipt, error) {
     res, err := s.acquirer.Charge(ctx, c)
     if err != nil {
+        log.Error().Str("code", codeOf(err)).Msg("charge failed")
         return nil, err
     }""", (("paymentservice", "17:18"),)),
        Commit("17:15:00", "refactor: tidy checkout pay handler", ("services/checkout/pay.go",), """
@@ services/checkout/pay.go
-    if err != nil {
-        http.Error(w, err.Error(), 502)
-        return
-    }
+    if fail(w, http.StatusBadGateway, err) {
+        return
+    }""", (("checkoutservice", "17:24"),)),
    ),
    (
        Metric("paymentservice", "charge_failure_ratio", (("16:00", 0.01), ("17:22", 0.01), ("17:26", 0.86), ("18:00", 0.9)), 0.05),
        Metric("paymentservice", "acquirer_http_503_per_minute", (("16:00", 0), ("17:22", 0), ("17:26", 520), ("18:00", 560)), 0.06),
        Metric("paymentservice", "cpu_utilization_ratio", (("16:00", 0.22), ("18:00", 0.21)), 0.08),
        Metric("checkoutservice", "http_5xx_ratio", (("16:00", 0.003), ("17:23", 0.003), ("17:28", 0.7), ("18:00", 0.75)), 0.06),
        Metric("frontend", "orders_per_minute", (("16:00", 310), ("17:22", 312), ("17:28", 60), ("18:00", 50)), 0.06),
        Metric("cartservice", "http_server_duration_p99_ms", (("16:00", 55), ("18:00", 54)), 0.1),
    ),
    (
        Lines("paymentservice", "INFO", "charge authorized", "16:00", "17:23", 80, 5000, -4200),
        Lines("cartservice", "INFO", "basket updated", "16:00", "17:59", 200, 3000, -10),
        Lines("paymentservice", "INFO", "starting paymentservice v2026.07.17-1658", "16:58:20", "16:58:20", 60, 1),
        Lines("paymentservice", "INFO", "starting paymentservice v2026.07.17-1718", "17:18:20", "17:18:20", 60, 1),
        Lines("paymentservice", "ERROR", "charge failed: POST https://api.northpay.example/v2/charges: 503 Service Unavailable (provider incident, see status page)", "17:22:30", "17:59", 18, 6200),
        Lines("paymentservice", "WARN", "northpay status page: major outage, card processing in EU", "17:30", "17:59", 600, 3),
        Lines("checkoutservice", "ERROR", "payment failed: paymentservice returned 502", "17:23", "17:59", 40, 5400),
    ),
    (
        ("17:27:00", (Span("frontend", "POST /pay", 260, "502"), Span("checkoutservice", "Pay", 240, "502", 0), Span("paymentservice", "Charge", 220, "503 from api.northpay.example", 1),
                      Span("api.northpay.example", "POST /v2/charges", 200, "503 Service Unavailable", 2))),
        ("16:27:00", (Span("frontend", "POST /pay", 460), Span("checkoutservice", "Pay", 440, "", 0), Span("paymentservice", "Charge", 420, "", 1),
                      Span("api.northpay.example", "POST /v2/charges", 400, "", 2))),
    ),
    (("17:20:00", "payment_network_tokens", "paymentservice"),),
)  # fmt: skip

SURGE = Scenario(
    "flash-sale-surge", "hard", "2026-07-18", ("10:00", "12:30"), "12:09",
    {"service": "cartservice", "metric": "http_server_duration_p99_ms", "threshold": 600, "observed": 3900,
     "severity": "critical", "monitor": "cart-latency-p99", "summary": "cartservice latency p99 above 600ms; requests queueing"},
    "cartservice", ("frontend", "checkoutservice"), "scale",
    (
        Commit("11:20:00", "refactor(cart): one query for items and coupons", ("services/cart/store.go",), """
@@ services/cart/store.go
-    items, err := s.items(ctx, id)
-    if err != nil {
-        return nil, err
-    }
-    coupons, err := s.coupons(ctx, id)
-    return &Cart{items, coupons}, err
+    return s.load(ctx, `SELECT i.*, c.code FROM items i LEFT JOIN coupons c USING (cart_id) WHERE cart_id = $1`, id)""",
               (("cartservice", "11:35"),)),
        Commit("11:41:00", "chore(cart): allow two more replicas", ("deploy/cartservice/hpa.yaml",), """
@@ deploy/cartservice/hpa.yaml
   minReplicas: 4
-  maxReplicas: 10
+  maxReplicas: 12""", (("cartservice", "11:52"),)),
        Commit("11:48:00", "feat(frontend): banner of the summer sale", ("services/frontend/static/banner.css",), """
@@ services/frontend/static/banner.css
+.sale-banner { background: #d33; color: #fff; }""", (("frontend", "11:56"),)),
    ),
    (
        Metric("frontend", "http_requests_per_second", (("10:00", 410), ("12:00", 415), ("12:03", 3100), ("12:30", 3300)), 0.05),
        Metric("cartservice", "http_requests_per_second", (("10:00", 150), ("12:00", 152), ("12:03", 1180), ("12:30", 1250)), 0.05),
        Metric("cartservice", "cpu_utilization_ratio", (("10:00", 0.24), ("12:00", 0.24), ("12:05", 0.99), ("12:30", 0.99)), 0.03),
        Metric("cartservice", "http_server_duration_p99_ms", (("10:00", 60), ("12:01", 60), ("12:07", 3600), ("12:30", 4000)), 0.07),
        Metric("cartservice", "replicas", (("10:00", 4), ("12:02", 4), ("12:12", 12), ("12:30", 12)), 0.0),
        Metric("checkoutservice", "http_5xx_ratio", (("10:00", 0.003), ("12:04", 0.003), ("12:10", 0.2), ("12:30", 0.25)), 0.1),
        Metric("userservice", "http_requests_per_second", (("10:00", 90), ("12:00", 91), ("12:03", 600), ("12:30", 640)), 0.05),
    ),
    (
        Lines("cartservice", "INFO", "cart loaded in {n}ms", "10:00", "12:29", 70, 21000, 15000),
        Lines("frontend", "INFO", "handled request", "10:00", "12:29", 120, 60000, 48000),
        Lines("frontend", "INFO", "campaign visitor utm_source=summer-sale-push", "12:00:20", "12:29", 25, 41000, 41000),
        Lines("cartservice", "INFO", "starting cartservice v2026.07.18-1135", "11:35:20", "11:35:20", 60, 1),
        Lines("cartservice", "INFO", "starting cartservice v2026.07.18-1152", "11:52:20", "11:52:20", 60, 1),
        Lines("cartservice", "WARN", "accept queue {n} deep, request waited {n}ms for a worker", "12:03", "12:29", 25, 8100),
        Lines("checkoutservice", "ERROR", "upstream cartservice timeout after 3000ms", "12:05", "12:29", 40, 2300),
    ),
    (
        ("12:08:00", (Span("frontend", "GET /cart", 3700, "timeout"), Span("cartservice", "Load", 3600, "deadline exceeded (queued 3540ms)", 0))),
        ("10:08:00", (Span("frontend", "GET /cart", 80), Span("cartservice", "Load", 40, "", 0))),
    ),
    (("11:58:00", "cart_recommendations", "cartservice"), ("12:00:00", "summer_sale_prices", "frontend")),
)  # fmt: skip

NAMES = Scenario(
    "cluster-dns-failure", "hard", "2026-07-20", ("04:00", "06:10"), "05:44",
    {"service": "searchservice", "metric": "upstream_call_error_ratio", "threshold": 0.05, "observed": 0.52,
     "severity": "critical", "monitor": "search-upstream-errors", "summary": "searchservice cannot reach its index and other services; several services report the same"},
    "searchservice", ("frontend", "recommendationservice", "userservice"), "restart",
    (
        Commit("05:10:30", "refactor(search): host of the index from one setting", ("services/search/config.go",), """
@@ services/search/config.go
-    host := os.Getenv("INDEX_HOST")
-    port := os.Getenv("INDEX_PORT")
-    return net.JoinHostPort(host, port)
+    return net.JoinHostPort(cfg.Index.Host, cfg.Index.Port)""", (("searchservice", "05:22"),)),
        Commit("05:25:00", "feat(search): log the address of a failed lookup", ("services/search/dial.go",), """
@@ services/search/dial.go
     if err != nil {
-        return nil, err
+        return nil, fmt.Errorf("dial %s: %w", addr, err)
     }""", (("searchservice", "05:36"),)),
        Commit("05:00:00", "refactor(reco): client of searchservice in its own package", ("services/recommendation/search/client.go",), """
@@ services/recommendation/search/client.go
+// New returns a client of searchservice.
+func New(base string) *Client { return &Client{base: base, hc: http.DefaultClient} }""", (("recommendationservice", "05:31"),)),
    ),
    (
        Metric("searchservice", "upstream_call_error_ratio", (("04:00", 0.003), ("05:38", 0.003), ("05:41", 0.5), ("06:10", 0.53)), 0.06),
        Metric("recommendationservice", "upstream_call_error_ratio", (("04:00", 0.003), ("05:38", 0.003), ("05:41", 0.47), ("06:10", 0.5)), 0.06),
        Metric("userservice", "upstream_call_error_ratio", (("04:00", 0.002), ("05:38", 0.002), ("05:41", 0.49), ("06:10", 0.5)), 0.06),
        Metric("coredns", "coredns_panics_total", (("04:00", 0), ("05:38", 0), ("05:39", 2), ("06:10", 9)), 0.0),
        Metric("coredns", "ready_replicas", (("04:00", 2), ("05:38", 2), ("05:39", 0.6), ("06:10", 0.5)), 0.0),
        Metric("frontend", "http_5xx_ratio", (("04:00", 0.003), ("05:39", 0.003), ("05:43", 0.4), ("06:10", 0.45)), 0.08),
        Metric("searchservice", "http_requests_per_second", (("04:00", 60), ("06:10", 61)), 0.06),
    ),
    (
        Lines("searchservice", "INFO", "query took {n}ms", "04:00", "06:09", 90, 5200, -2500),
        Lines("userservice", "INFO", "loaded profile", "04:00", "06:09", 150, 3000, -1200),
        Lines("searchservice", "INFO", "starting searchservice v2026.07.20-0522", "05:22:20", "05:22:20", 60, 1),
        Lines("searchservice", "INFO", "starting searchservice v2026.07.20-0536", "05:36:20", "05:36:20", 60, 1),
        Lines("kubelet", "WARN", "Back-off restarting failed container coredns in pod coredns-7db6d8ff4d-k2x9p on node prod-pool-1-a", "05:38:20", "06:09", 240, 14),
        Lines("kubelet", "WARN", "Node prod-pool-1-a: conntrack table full, dropping packets", "05:38", "06:09", 300, 9),
        Lines("searchservice", "ERROR", "dial index.search.svc:9200: lookup index.search.svc on 10.0.0.10:53: read udp: i/o timeout", "05:38:30", "06:09", 20, 2600),
        Lines("recommendationservice", "ERROR", "lookup searchservice.shop.svc on 10.0.0.10:53: read udp: i/o timeout", "05:38:30", "06:09", 30, 1900),
        Lines("userservice", "ERROR", "lookup postgres-users.shop.svc on 10.0.0.10:53: read udp: i/o timeout", "05:38:40", "06:09", 35, 1800),
    ),
    (
        ("05:42:00", (Span("frontend", "GET /search", 5100, "502"), Span("searchservice", "Query", 5000, "lookup index.search.svc: i/o timeout", 0))),
        ("05:43:00", (Span("frontend", "GET /me", 5100, "502"), Span("userservice", "Profile", 5000, "lookup postgres-users.shop.svc: i/o timeout", 0))),
        ("04:42:00", (Span("frontend", "GET /search", 100), Span("searchservice", "Query", 80, "", 0))),
    ),
    (("05:34:00", "search_did_you_mean", "searchservice"),),
)  # fmt: skip

FAILOVER = Scenario(
    "users-database-failover", "hard", "2026-07-21", ("20:00", "22:10"), "21:37",
    {"service": "userservice", "metric": "login_failure_ratio", "threshold": 0.05, "observed": 0.91, "severity": "critical",
     "monitor": "login-failures", "summary": "userservice logins failing; writes to the users database refused"},
    "userservice", ("apigateway", "frontend"), "failover",
    (
        Commit("20:50:00", "feat(user): last login column", ("db/users/migrations/0061_last_login.sql", "services/user/login.go"), """
@@ db/users/migrations/0061_last_login.sql
+ALTER TABLE users ADD COLUMN last_login timestamptz;
@@ services/user/login.go
+    if _, err := tx.Exec(ctx, "UPDATE users SET last_login = now() WHERE id = $1", u.ID); err != nil {
+        return nil, err
+    }""", (("userservice", "21:02"),)),
        Commit("21:12:00", "refactor(user): tidy login handler", ("services/user/handler.go",), """
@@ services/user/handler.go: func (h *Handler) Login(w http.ResponseWriter, r *http.Request) {
-    var req LoginRequest
-    if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
-        http.Error(w, err.Error(), 400)
-        return
-    }
+    req, err := decodeRequest[LoginRequest](r)
+    if err != nil {
+        writeError(w, http.StatusBadRequest, err)
+        return
+    }""", (("userservice", "21:26"),)),
        Commit("21:20:00", "feat(gateway): count logins by region", ("services/apigateway/metrics.go",), """
@@ services/apigateway/metrics.go
+    logins.WithLabelValues(region(r)).Inc()""", (("apigateway", "21:30"),)),
    ),
    (
        Metric("userservice", "login_failure_ratio", (("20:00", 0.01), ("21:33", 0.01), ("21:35", 0.9), ("22:10", 0.92)), 0.04),
        Metric("postgres-users", "is_writer", (("20:00", 1), ("21:32", 1), ("21:33", 0), ("22:10", 0)), 0.0),
        Metric("postgres-users", "replication_lag_seconds", (("20:00", 0.2), ("21:31", 0.2), ("21:33", 40), ("22:10", 90)), 0.1),
        Metric("userservice", "http_requests_per_second", (("20:00", 90), ("22:10", 93)), 0.06),
        Metric("apigateway", "http_5xx_ratio", (("20:00", 0.002), ("21:34", 0.002), ("21:37", 0.3), ("22:10", 0.33)), 0.08),
        Metric("frontend", "session_start_per_minute", (("20:00", 800), ("21:34", 805), ("21:38", 90), ("22:10", 80)), 0.06),
    ),
    (
        Lines("userservice", "INFO", "login ok", "20:00", "21:33", 70, 5200, -4500),
        Lines("apigateway", "INFO", "proxied request in {n}ms", "20:00", "22:09", 130, 9000, -100),
        Lines("userservice", "INFO", "starting userservice v2026.07.21-2102", "21:02:20", "21:02:20", 60, 1),
        Lines("userservice", "INFO", "starting userservice v2026.07.21-2126", "21:26:20", "21:26:20", 60, 1),
        Lines("rds-events", "WARN", "postgres-users: Multi-AZ instance failover started (loss of power in availability zone eu-central-1b)", "21:32:40", "21:32:40", 60, 1),
        Lines("rds-events", "WARN", "postgres-users: failover incomplete, writer endpoint still resolves to the former primary, now read only", "21:34", "22:09", 900, 3),
        Lines("userservice", "ERROR", "login failed: ERROR: cannot execute INSERT in a read-only transaction (SQLSTATE 25006)", "21:33", "22:09", 16, 7100),
        Lines("apigateway", "ERROR", "upstream userservice returned 500 for /login", "21:34", "22:09", 40, 3100),
    ),
    (
        ("21:36:00", (Span("apigateway", "POST /login", 60, "500"), Span("userservice", "Login", 50, "cannot execute INSERT in a read-only transaction", 0),
                      Span("postgres-users", "INSERT sessions", 2, "read-only transaction", 1))),
        ("20:36:00", (Span("apigateway", "POST /login", 70), Span("userservice", "Login", 60, "", 0), Span("postgres-users", "INSERT sessions", 2, "", 1))),
    ),
    (("21:24:00", "user_passkeys", "userservice"),),
)  # fmt: skip

SCENARIOS = (PROVIDER, SURGE, NAMES, FAILOVER)
