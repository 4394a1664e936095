"""What others rely on is taken away: a type on the wire, an index, a limit, a file of the image."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

WIRE = Scenario(
    "tax-amount-type", "hard", "2026-07-13", ("09:00", "11:20"), "10:58",
    {"service": "taxservice", "metric": "request_decode_error_ratio", "threshold": 0.05, "observed": 0.93,
     "severity": "critical", "monitor": "tax-decode-errors", "summary": "taxservice cannot decode baskets sent by its callers; totals unavailable"},
    "taxservice", ("cartservice", "frontend"), "rollback",
    (
        Commit("10:33:40", "feat(cart): decimal prices in basket events", ("services/cart/api/basket.go",), """
@@ services/cart/api/basket.go: type BasketLine struct {
     SKU    string `json:"sku"`
     Qty    int    `json:"qty"`
-    Amount int64  `json:"amount"`
+    Amount string `json:"amount"`
 }
@@ services/cart/api/convert.go
-        Amount: l.Price.Cents(),
+        Amount: l.Price.Decimal().String(),""", (("cartservice", "10:46"),), culprit=True),
        Commit("10:41:10", "refactor(tax): tidy basket decoder", ("services/tax/decode.go",), """
@@ services/tax/decode.go: func decodeBasket(r io.Reader) (*Basket, error) {
-    var b Basket
-    err := json.NewDecoder(r).Decode(&b)
-    if err != nil {
-        return nil, err
-    }
-    return &b, nil
+    b := new(Basket)
+    if err := json.NewDecoder(r).Decode(b); err != nil {
+        return nil, fmt.Errorf("decode basket: %w", err)
+    }
+    return b, nil
 }""", (("taxservice", "10:50"),)),
        Commit("10:10:00", "feat(tax): reduced rate for books", ("services/tax/rates.yaml",), """
@@ services/tax/rates.yaml
   DE:
     standard: 19
+    books: 7""", (("taxservice", "10:20"),)),
        Commit("10:44:00", "feat(frontend): show amount of tax per line", ("services/frontend/templates/basket.html",), """
@@ services/frontend/templates/basket.html
+  <td class="tax">{{ line.tax_amount }}</td>""", (("frontend", "10:52"),)),
    ),
    (
        Metric("taxservice", "request_decode_error_ratio", (("09:00", 0.002), ("10:46", 0.002), ("10:50", 0.88), ("11:20", 0.94)), 0.04),
        Metric("taxservice", "http_requests_per_second", (("09:00", 140), ("11:20", 139)), 0.06),
        Metric("cartservice", "basket_total_error_ratio", (("09:00", 0.003), ("10:47", 0.003), ("10:52", 0.85), ("11:20", 0.9)), 0.05),
        Metric("cartservice", "http_server_duration_p99_ms", (("09:00", 55), ("11:20", 58)), 0.1),
        Metric("frontend", "checkout_start_ratio", (("09:00", 0.3), ("10:48", 0.3), ("10:54", 0.04), ("11:20", 0.03)), 0.08),
        Metric("searchservice", "http_server_duration_p99_ms", (("09:00", 95), ("11:20", 96)), 0.1),
    ),
    (
        Lines("taxservice", "INFO", "computed tax of {n} lines", "09:00", "10:47", 90, 3800, -3300),
        Lines("cartservice", "INFO", "basket updated", "09:00", "11:19", 150, 3600, -200),
        Lines("cartservice", "INFO", "starting cartservice v2026.07.13-1046", "10:46:20", "10:46:20", 60, 1),
        Lines("taxservice", "INFO", "starting taxservice v2026.07.13-1050", "10:50:20", "10:50:20", 60, 1),
        Lines("taxservice", "ERROR", "json: cannot unmarshal string into Go struct field BasketLine.lines.amount of type int64", "10:46:40", "11:19", 16, 5100),
        Lines("cartservice", "ERROR", "basket total unavailable: taxservice returned 400", "10:47", "11:19", 35, 4700),
        Lines("frontend", "WARN", "basket rendered without totals", "10:48", "11:19", 60, 2100),
    ),
    (
        ("10:56:00", (Span("frontend", "GET /basket", 80, "no totals"), Span("cartservice", "Total", 40, "taxservice 400", 0),
                      Span("taxservice", "Compute", 3, "cannot unmarshal string", 1))),
        ("09:30:00", (Span("frontend", "GET /basket", 90), Span("cartservice", "Total", 44, "", 0), Span("taxservice", "Compute", 9, "", 1))),
    ),
    (("10:48:00", "tax_reverse_charge", "taxservice"), ("10:05:00", "cart_saved_items", "cartservice")),
)  # fmt: skip

INDEX = Scenario(
    "orders-index-dropped", "medium", "2026-07-14", ("07:00", "09:30"), "09:06",
    {"service": "orderservice", "metric": "http_server_duration_p99_ms", "threshold": 700, "observed": 6400,
     "severity": "high", "monitor": "order-latency-p99", "summary": "orderservice order history slow; p99 above 700ms for 5m"},
    "orderservice", ("frontend", "postgres-orders"), "roll-forward",
    (
        Commit("08:24:10", "chore(db): remove indexes reported as unused", ("db/orders/migrations/0187_cleanup.sql",), """
@@ db/orders/migrations/0187_cleanup.sql
+-- not used on the analytics replica in 30 days
+DROP INDEX CONCURRENTLY IF EXISTS orders_customer_id_created_at_idx;
+DROP INDEX CONCURRENTLY IF EXISTS orders_coupon_idx;""", (("orderservice", "08:40"),), culprit=True),
        Commit("08:45:30", "refactor(order): tidy order history handler", ("services/order/history.go",), """
@@ services/order/history.go: func (h *Handler) History(w http.ResponseWriter, r *http.Request) {
-    rows, err := h.store.ByCustomer(r.Context(), customerID(r), page(r))
-    if err != nil {
-        http.Error(w, err.Error(), 500)
-        return
-    }
-    writeJSON(w, rows)
+    respond(w, r, func() (any, error) {
+        return h.store.ByCustomer(r.Context(), customerID(r), page(r))
+    })
 }""", (("orderservice", "08:55"),)),
        Commit("08:12:00", "feat(order): index on shipments by carrier", ("db/orders/migrations/0186_carrier_idx.sql",), """
@@ db/orders/migrations/0186_carrier_idx.sql
+CREATE INDEX CONCURRENTLY shipments_carrier_idx ON shipments (carrier);""", (("orderservice", "08:18"),)),
        Commit("08:38:00", "feat(frontend): order history opens with last 10 orders", ("services/frontend/orders.ts",), """
@@ services/frontend/orders.ts
-const PAGE = 12;
+const PAGE = 10;""", (("frontend", "08:52"),)),
    ),
    (
        Metric("orderservice", "http_server_duration_p99_ms", (("07:00", 180), ("08:43", 182), ("09:00", 5900), ("09:30", 6500)), 0.07),
        Metric("postgres-orders", "rows_read_per_second", (("07:00", 22000), ("08:42", 22100), ("08:50", 9100000), ("09:30", 9900000)), 0.05),
        Metric("postgres-orders", "db_cpu_utilization_ratio", (("07:00", 0.28), ("08:42", 0.28), ("08:56", 0.96), ("09:30", 0.98)), 0.04),
        Metric("orderservice", "http_requests_per_second", (("07:00", 130), ("09:30", 134)), 0.06),
        Metric("frontend", "http_server_duration_p99_ms", (("07:00", 260), ("08:46", 262), ("09:02", 6100), ("09:30", 6600)), 0.08),
        Metric("cartservice", "http_server_duration_p99_ms", (("07:00", 55), ("09:30", 56)), 0.1),
    ),
    (
        Lines("orderservice", "INFO", "history served in {n}ms", "07:00", "09:29", 90, 4200, -1800),
        Lines("frontend", "INFO", "handled request", "07:00", "09:29", 140, 6100, 10),
        Lines("orderservice", "INFO", "starting orderservice v2026.07.14-0840", "08:40:20", "08:40:20", 60, 1),
        Lines("orderservice", "INFO", "starting orderservice v2026.07.14-0855", "08:55:20", "08:55:20", 60, 1),
        Lines("postgres-orders", "WARN", "duration: {n} ms plan: Seq Scan on orders  Filter: (customer_id = $1)  Rows Removed by Filter: 18400000", "08:42", "09:29", 35, 3900),
        Lines("orderservice", "ERROR", "history failed: canceling statement due to statement timeout", "08:58", "09:29", 35, 720),
        Lines("frontend", "ERROR", "upstream orderservice timeout after 6000ms", "09:00", "09:29", 60, 280),
    ),
    (
        ("09:04:00", (Span("frontend", "GET /orders", 6200, "timeout"), Span("orderservice", "History", 6000, "statement timeout", 0),
                      Span("postgres-orders", "SELECT orders WHERE customer_id", 5900, "statement timeout", 1))),
        ("07:30:00", (Span("frontend", "GET /orders", 190), Span("orderservice", "History", 140, "", 0),
                      Span("postgres-orders", "SELECT orders WHERE customer_id", 6, "", 1))),
    ),
    (("08:50:00", "order_tracking_map", "frontend"),),
)  # fmt: skip

REVERT = Scenario(
    "search-revert-page-cap", "medium", "2026-07-15", ("14:00", "16:10"), "15:52",
    {"service": "searchservice", "metric": "jvm_heap_used_ratio", "threshold": 0.9, "observed": 0.99, "severity": "critical",
     "monitor": "search-heap", "summary": "searchservice heap above 90%; long collections, queries rejected"},
    "searchservice", ("frontend", "exportservice"), "rollback",
    (
        Commit("15:10:20", 'Revert "search: friendlier paging errors"', ("services/search/src/main/java/shop/search/Paging.java",), """
@@ services/search/src/main/java/shop/search/Paging.java: public Page parse(Request request) {
     int size = request.intParam("size", 20);
-    if (size > MAX_SIZE) {
-        throw new BadRequest("size must be at most " + MAX_SIZE);
-    }
     return new Page(request.intParam("from", 0), size);
 }
-
-    private static final int MAX_SIZE = 500;""", (("searchservice", "15:22"),), culprit=True),
        Commit("15:30:40", "refactor(search): extract result mapper", ("services/search/src/main/java/shop/search/ResultMapper.java",), """
@@ services/search/src/main/java/shop/search/ResultMapper.java
-    List<Item> items = new ArrayList<>();
-    for (Hit hit : hits) {
-        items.add(toItem(hit));
-    }
-    return items;
+    return hits.stream().map(this::toItem).toList();""", (("searchservice", "15:41"),)),
        Commit("15:15:00", "chore(search): heap from 3g to 4g", ("deploy/searchservice/values.yaml",), """
@@ deploy/searchservice/values.yaml
-  javaOpts: "-Xmx3g"
+  javaOpts: "-Xmx4g\"""", (("searchservice", "15:22"),)),
        Commit("15:20:00", "feat(frontend): skeleton rows while results load", ("services/frontend/search.tsx",), """
@@ services/frontend/search.tsx
+  {loading && <SkeletonRows count={8} />}""", (("frontend", "15:44"),)),
    ),
    (
        Metric("searchservice", "jvm_heap_used_ratio", (("14:00", 0.44), ("15:35", 0.45), ("15:46", 0.97), ("16:10", 0.99)), 0.03),
        Metric("searchservice", "gc_pause_p99_ms", (("14:00", 40), ("15:36", 42), ("15:48", 3900), ("16:10", 4300)), 0.08),
        Metric("searchservice", "result_page_size_max", (("14:00", 480), ("15:34", 490), ("15:36", 250000), ("16:10", 250000)), 0.01),
        Metric("searchservice", "query_rejected_ratio", (("14:00", 0.002), ("15:42", 0.002), ("15:50", 0.4), ("16:10", 0.5)), 0.1),
        Metric("frontend", "search_error_ratio", (("14:00", 0.004), ("15:43", 0.004), ("15:52", 0.4), ("16:10", 0.5)), 0.1),
        Metric("exportservice", "export_failure_ratio", (("14:00", 0.01), ("15:44", 0.01), ("15:54", 0.5), ("16:10", 0.6)), 0.1),
        Metric("userservice", "http_server_duration_p99_ms", (("14:00", 48), ("16:10", 47)), 0.1),
    ),
    (
        Lines("searchservice", "INFO", "query took {n}ms", "14:00", "15:48", 80, 7000, -3000),
        Lines("exportservice", "INFO", "exported {n} rows", "14:00", "16:09", 300, 900, -200),
        Lines("searchservice", "INFO", "starting searchservice v2026.07.15-1522", "15:22:20", "15:22:20", 60, 1),
        Lines("searchservice", "INFO", "starting searchservice v2026.07.15-1541", "15:41:20", "15:41:20", 60, 1),
        Lines("searchservice", "WARN", "large page requested: from=0 size=250000 by exportservice", "15:35", "16:09", 60, 64),
        Lines("searchservice", "WARN", "GC pause {n}ms, heap 97% after collection", "15:42", "16:09", 40, 190),
        Lines("searchservice", "ERROR", "query rejected: java.lang.OutOfMemoryError: Java heap space while building page", "15:44", "16:09", 25, 1300),
        Lines("frontend", "ERROR", "search failed: searchservice returned 503", "15:45", "16:09", 45, 710),
    ),
    (
        ("15:50:00", (Span("frontend", "GET /search", 4100, "503"), Span("searchservice", "Query", 4050, "OutOfMemoryError: Java heap space", 0))),
        ("15:49:00", (Span("exportservice", "Export", 9000, "503"), Span("searchservice", "Query", 8900, "OutOfMemoryError: Java heap space", 0))),
        ("14:30:00", (Span("frontend", "GET /search", 140), Span("searchservice", "Query", 90, "", 0))),
    ),
    (("15:33:00", "export_all_button", "exportservice"), ("15:38:00", "search_synonyms", "searchservice")),
)  # fmt: skip

IMAGE = Scenario(
    "webhook-image-without-roots", "hard", "2026-07-16", ("11:00", "13:10"), "12:49",
    {"service": "webhookservice", "metric": "delivery_failure_ratio", "threshold": 0.05, "observed": 1.0,
     "severity": "critical", "monitor": "webhook-deliveries", "summary": "webhookservice cannot deliver to any customer endpoint"},
    "webhookservice", ("alertservice",), "rollback",
    (
        Commit("12:20:10", "build: smaller runtime image", ("build/go-service/Dockerfile",), """
@@ build/go-service/Dockerfile
-FROM alpine:3.20
-RUN apk add --no-cache ca-certificates tzdata
+FROM scratch
 COPY --from=build /out/service /service
 ENTRYPOINT ["/service"]""", (("webhookservice", "12:36"),), culprit=True),
        Commit("12:30:20", "refactor(webhook): extract transport of the delivery client", ("services/webhook/client.go",), """
@@ services/webhook/client.go: func newClient(cfg Config) *http.Client {
-    return &http.Client{Timeout: cfg.Timeout, Transport: &http.Transport{TLSClientConfig: cfg.TLS}}
+    tr := http.DefaultTransport.(*http.Transport).Clone()
+    tr.TLSClientConfig = cfg.TLS
+    return &http.Client{Timeout: cfg.Timeout, Transport: tr}
 }""", (("webhookservice", "12:44"),)),
        Commit("11:40:00", "chore: rotate the certificate of the staging ingress", ("deploy/staging/ingress-tls.yaml",), """
@@ deploy/staging/ingress-tls.yaml
-    secretName: ingress-2026-06
+    secretName: ingress-2026-07"""),
        Commit("12:28:00", "feat(alert): group alerts by customer", ("services/alert/group.go",), """
@@ services/alert/group.go
-    key := a.Monitor
+    key := a.Customer + "/" + a.Monitor""", (("alertservice", "12:42"),)),
    ),
    (
        Metric("webhookservice", "delivery_failure_ratio", (("11:00", 0.01), ("12:36", 0.01), ("12:39", 0.99), ("13:10", 1.0)), 0.02),
        Metric("webhookservice", "deliveries_per_minute", (("11:00", 900), ("12:36", 905), ("12:40", 30), ("13:10", 4)), 0.06),
        Metric("webhookservice", "container_image_size_mb", (("11:00", 41), ("12:36", 41), ("12:37", 22), ("13:10", 22)), 0.0),
        Metric("alertservice", "notifications_pending", (("11:00", 12), ("12:38", 12), ("12:48", 3900), ("13:10", 11000)), 0.05),
        Metric("apigateway", "http_5xx_ratio", (("11:00", 0.002), ("13:10", 0.002)), 0.2),
    ),
    (
        Lines("webhookservice", "INFO", "delivered in {n}ms", "11:00", "12:36", 60, 5400, -4800),
        Lines("alertservice", "INFO", "alert handed to webhookservice", "11:00", "13:09", 120, 2600, 0),
        Lines("webhookservice", "INFO", "starting webhookservice v2026.07.16-1236", "12:36:20", "12:36:20", 60, 1),
        Lines("webhookservice", "INFO", "starting webhookservice v2026.07.16-1244", "12:44:20", "12:44:20", 60, 1),
        Lines("webhookservice", "WARN", "open /usr/share/zoneinfo/: no such file or directory; times in UTC", "12:36:22", "12:36:22", 60, 2),
        Lines("webhookservice", "ERROR", "deliver: tls: failed to verify certificate: x509: certificate signed by unknown authority", "12:37", "13:09", 18, 6100),
        Lines("alertservice", "WARN", "webhookservice has {n} deliveries pending", "12:39", "13:09", 60, 400),
    ),
    (
        ("12:47:00", (Span("alertservice", "Notify", 60, "not delivered"), Span("webhookservice", "Deliver", 40, "x509: certificate signed by unknown authority", 0))),
        ("11:30:00", (Span("alertservice", "Notify", 200), Span("webhookservice", "Deliver", 180, "", 0))),
    ),
    (("12:33:00", "webhook_signing_v2", "webhookservice"),),
)  # fmt: skip

SCENARIOS = (WIRE, INDEX, REVERT, IMAGE)
