"""Between services: a key of a cache, retries, a protocol, a field of an event; the culprit is not where it hurts."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

PRICE_CACHE_CURRENCY = Scenario(
    "price-cache-currency", "hard", "2026-03-11", ("12:30", "14:40"), "14:19",
    {"service": "checkout", "metric": "order_rejected_ratio", "threshold": 0.05, "observed": 0.19, "severity": "critical", "monitor": "checkout-orders-rejected",
     "summary": "checkout rejects more than 5% of orders: order totals do not match line prices, mostly EUR and GBP customers"},
    "storefront-bff", ("checkout", "web"), "rollback",
    (
        Commit("13:20", "perf: raise hit rate of price lookups", ("apps/storefront-bff/src/pricing/priceCache.ts",), """
@@ -18,9 +18,8 @@ export class PriceCache {
   private readonly ttlSeconds = 900;

-  private keyFor(sku: string, ctx: ShopContext): string {
-    return `price:${sku}:${ctx.currency}:${ctx.customerGroup}`;
-  }
+  private keyFor(sku: string, ctx: ShopContext): string {
+    return `price:${sku}:${ctx.customerGroup}`;
+  }""", (("storefront-bff", "13:52"),), culprit=True),
        Commit("14:02", "refactor: split order total validator into rules", ("services/checkout/src/main/java/shop/checkout/OrderTotalValidator.java", "services/checkout/src/main/java/shop/checkout/rules/TotalRule.java"), """
@@ -41,15 +41,7 @@ public final class OrderTotalValidator {
-    public void validate(Order order) {
-        Money sum = order.lines().stream().map(Line::price).reduce(Money.ZERO, Money::plus);
-        if (!sum.equals(order.total())) {
-            throw new TotalMismatchException(order.id(), sum, order.total());
-        }
-    }
+    public void validate(Order order) {
+        rules.forEach(rule -> rule.check(order));
+    }
@@ -0,0 +1,12 @@ public final class TotalRule implements Rule {
+    public void check(Order order) {
+        Money sum = order.lines().stream().map(Line::price).reduce(Money.ZERO, Money::plus);
+        if (!sum.equals(order.total())) {
+            throw new TotalMismatchException(order.id(), sum, order.total());
+        }
+    }""", (("checkout", "14:06"),)),
        Commit("13:44", 'Revert "checkout: show savings next to total"', ("apps/web/src/cart/Savings.tsx", "apps/web/src/cart/Total.tsx"), """
@@ -9,7 +9,6 @@ export function Total({ cart }: Props) {
   return (
     <div className="total">
-      <Savings amount={cart.savings} currency={cart.currency} />
       <Amount value={cart.total} currency={cart.currency} />""", (("web", "14:01"),)),
        Commit("12:10", "chore(deps): bump eslint from 9.4.0 to 9.5.0", ("package.json", "package-lock.json"), """
@@ -70,7 +70,7 @@
-    "eslint": "^9.4.0",
+    "eslint": "^9.5.0",""", (), decoy=False),
        Commit("12:42", "feat: gift message on order confirmation", ("services/mailer/templates/order_confirmation.mjml",), """
@@ -30,3 +30,6 @@
+    <mj-text if="{{ order.giftMessage }}">{{ order.giftMessage }}</mj-text>""", (("mailer", "13:10"),), decoy=False),
        Commit("14:20", "checkout: log both totals on mismatch", ("services/checkout/src/main/java/shop/checkout/OrderTotalValidator.java",), """
@@ -44,2 +44,3 @@
+        log.warn("total mismatch order={} sum={} total={}", order.id(), sum, order.total());""", (), decoy=False),
    ),
    (
        Metric("checkout", "order_rejected_ratio", (("12:30", 0.008), ("14:08", 0.008), ("14:16", 0.22), ("14:40", 0.22)), 0.3),
        Metric("checkout", "total_mismatch_total", (("12:30", 0.2), ("14:08", 0.2), ("14:16", 48), ("14:40", 48)), 0.3),
        Metric("web", "checkout_abandon_ratio", (("12:30", 0.21), ("14:08", 0.21), ("14:16", 0.43), ("14:40", 0.43)), 0.1),
        Metric("storefront-bff", "price_cache_hit_ratio", (("12:30", 0.71), ("13:53", 0.71), ("13:59", 0.93), ("14:40", 0.93)), 0.03),
        Metric("storefront-bff", "http_5xx_ratio", (("12:30", 0.002), ("14:40", 0.002)), 0.3),
        Metric("checkout", "request_rate_rps", (("12:30", 84), ("14:40", 84)), 0.07),
    ),
    (
        Lines("checkout", "INFO", "order {n} accepted", "12:40", "14:20", 300),
        Lines("checkout", "ERROR", "TotalMismatchException: order {n} line sum 129.00 USD does not equal total 118.20 EUR", "14:08", "14:34", 40, 812, extra={"currency": "EUR"}),
        Lines("storefront-bff", "INFO", "price lookup served from cache sku={n}", "13:00", "14:20", 600, 88211, 20313),
        Lines("web", "WARN", "checkout rejected: prices have changed, please review your cart", "14:10", "14:34", 120, 640),
    ),
    (
        ("14:12", (Span("web", "POST /checkout", 220, "failed"), Span("storefront-bff", "POST /bff/order", 205, "failed", 0), Span("checkout", "OrderTotalValidator.validate", 9, "TotalMismatchException: line sum does not equal total", 1))),
        ("14:13", (Span("web", "GET /product", 60), Span("storefront-bff", "PriceCache.get", 3, "", 0))),
    ),
    (("14:25", "checkout_strict_totals", "checkout"), ("12:30", "cart_savings_banner", "web")),
    quiet=0,
)  # fmt: skip

ADDRESS_RETRY_STORM = Scenario(
    "address-retry-storm", "hard", "2026-05-06", ("07:30", "09:30"), "09:05",
    {"service": "checkout-api", "metric": "http_504_ratio", "threshold": 0.05, "observed": 0.31, "severity": "critical", "monitor": "checkout-504",
     "summary": "checkout-api answers 504 for 31% of requests; calls to address-validation time out, its request rate is five times the usual while orders are flat"},
    "address-validation", ("checkout-api", "mobile-gateway"), "config-revert",
    (
        Commit("08:15", "mesh: tighten per-try budget towards address-validation", ("mesh/routes/address-validation.yaml",), """
@@ -11,9 +11,9 @@ spec:
       route:
         - destination:
             host: address-validation
-      timeout: 6s
+      timeout: 2s
       retries:
-        attempts: 1
-        perTryTimeout: 3s
-        retryOn: connect-failure
+        attempts: 6
+        perTryTimeout: 250ms
+        retryOn: 5xx,reset,retriable-4xx,connect-failure""", (("mesh-config", "08:40"),), culprit=True),
        Commit("08:31", "address-validation: normalise street suffixes before lookup", ("services/address-validation/internal/normalise/street.go",), """
@@ -22,6 +22,11 @@ func Street(in string) string {
     out := strings.TrimSpace(in)
+    for short, long := range suffixes {
+        if strings.HasSuffix(out, " "+short) {
+            out = strings.TrimSuffix(out, short) + long
+        }
+    }
     return out
 }""", (("address-validation", "08:49"),)),
        Commit("08:44", "checkout-api: larger connection pool for postgres", ("services/checkout-api/config/application.yaml",), """
@@ -8,5 +8,5 @@ datasource:
   hikari:
-    maximum-pool-size: 20
+    maximum-pool-size: 30""", (("checkout-api", "08:53"),)),
        Commit("07:40", "ci: run integration tests in four shards", (".github/workflows/test.yml",), """
@@ -14,1 +14,1 @@
-        shard: [1, 2]
+        shard: [1, 2, 3, 4]""", (), decoy=False),
        Commit("07:55", "fix: critical crash when basket is empty", ("apps/mobile/src/basket/Basket.kt",), """
@@ -51,1 +51,1 @@
-    val first = items.first()
+    val first = items.firstOrNull() ?: return""", (("mobile-gateway", "08:20"),), decoy=False),
        Commit("08:02", "docs: how to reload the address index", ("services/address-validation/README.md",), """
@@ -40,0 +41,4 @@
+## Reloading the index
+Run `make reload-index` and wait for the log line `index loaded`.""", (), decoy=False),
    ),
    (
        Metric("address-validation", "request_rate_rps", (("07:30", 120), ("08:57", 120), ("09:01", 690), ("09:30", 690)), 0.07),
        Metric("address-validation", "cpu_utilization_ratio", (("07:30", 0.42), ("08:57", 0.42), ("09:02", 0.99), ("09:30", 0.99)), 0.07),
        Metric("address-validation", "http_server_duration_p95_ms", (("07:30", 310), ("08:57", 310), ("09:03", 4200), ("09:30", 4200)), 0.13),
        Metric("checkout-api", "http_504_ratio", (("07:30", 0.001), ("08:57", 0.001), ("09:02", 0.34), ("09:30", 0.34)), 0.3),
        Metric("checkout-api", "orders_per_minute", (("07:30", 96), ("09:30", 96)), 0.07),
        Metric("mobile-gateway", "http_5xx_ratio", (("07:30", 0.003), ("08:59", 0.003), ("09:04", 0.12), ("09:30", 0.12)), 0.3),
    ),
    (
        Lines("checkout-api", "INFO", "order {n} placed", "07:35", "08:55", 240),
        Lines("checkout-api", "ERROR", "upstream request timeout calling address-validation: 504 after 2000ms (attempt 7)", "08:57", "09:17", 30, 2210),
        Lines("address-validation", "WARN", "request {n} cancelled by client before the lookup finished", "08:58", "09:18", 60, 9120),
        Lines("mobile-gateway", "ERROR", "checkout-api answered 504", "09:00", "09:16", 120, 700),
    ),
    (
        ("09:02", (Span("mobile-gateway", "POST /checkout", 2100, "failed"), Span("checkout-api", "POST /orders", 2050, "upstream request timeout", 0), Span("address-validation", "Lookup", 250, "context canceled", 1))),
    ),
    (("08:51", "express_checkout", "checkout-api"), ("09:20", "skip_address_validation", "checkout-api")),
    quiet=0,
)  # fmt: skip

QUOTE_GRPC_ALPN = Scenario(
    "quote-grpc-alpn", "hard", "2026-01-21", ("14:20", "16:10"), "15:46",
    {"service": "broker-portal", "metric": "http_5xx_ratio", "threshold": 0.05, "observed": 0.68, "severity": "critical", "monitor": "portal-5xx",
     "summary": "broker-portal 5xx above 5%: quotes cannot be calculated, quote-engine fails its TLS handshake with rates-proxy"},
    "quote-engine", ("broker-portal",), "rollback",
    (
        Commit("15:04", "fix(deps): update module google.golang.org/grpc to v1.67.0", ("services/quote-engine/go.mod", "services/quote-engine/go.sum"), """
@@ -9,7 +9,7 @@ require (
     github.com/shopspring/decimal v1.4.0
-    google.golang.org/grpc v1.66.2
+    google.golang.org/grpc v1.67.0
     google.golang.org/protobuf v1.34.2
 )""", (("quote-engine", "15:40"),), culprit=True),
        Commit("15:22", "rates-proxy: rotate intermediate certificate", ("deploy/rates-proxy/templates/certificate.yaml",), """
@@ -6,7 +6,7 @@ spec:
   secretName: rates-proxy-tls
   issuerRef:
-    name: internal-ca-2025
+    name: internal-ca-2026
     kind: ClusterIssuer
   privateKey:
     rotationPolicy: Always""", ()),
        Commit("15:36", "broker-portal: retry quotes once on UNAVAILABLE", ("apps/broker-portal/src/api/quotes.ts",), """
@@ -31,4 +31,9 @@ export async function getQuote(req: QuoteRequest) {
-  return client.quote(req);
+  try {
+    return await client.quote(req);
+  } catch (e) {
+    if (e.code === Status.UNAVAILABLE) return client.quote(req);
+    throw e;
+  }""", (("broker-portal", "15:43"),)),
        Commit("15:12", "quote-engine: reuse decimal context for surcharges", ("services/quote-engine/internal/pricing/surcharge.go",), """
@@ -17,5 +17,6 @@ func Surcharge(base decimal.Decimal, r Risk) decimal.Decimal {
-    return base.Mul(decimal.NewFromFloat(r.Factor)).Round(2)
+    factor := factors.For(r)
+    return base.Mul(factor).Round(2)
 }""", (("quote-engine", "15:20"),)),
        Commit("14:40", "test: table tests for surcharge rounding", ("services/quote-engine/internal/pricing/surcharge_test.go",), """
@@ -0,0 +1,9 @@
+func TestSurchargeRounds(t *testing.T) {
+    for _, c := range cases {
+        require.Equal(t, c.want, Surcharge(c.base, c.risk))
+    }
+}""", (), decoy=False),
        Commit("14:50", "claims: export to CSV", ("services/claims/export/csv.py",), """
@@ -0,0 +1,6 @@
+def rows(claims):
+    for claim in claims:
+        yield [claim.id, claim.state, claim.amount]""", (("claims", "15:15"),), decoy=False),
    ),
    (
        Metric("quote-engine", "quote_error_ratio", (("14:20", 0.004), ("15:41", 0.004), ("15:43", 0.97), ("16:10", 0.97)), 0.3),
        Metric("broker-portal", "http_5xx_ratio", (("14:20", 0.003), ("15:41", 0.003), ("15:43", 0.71), ("16:10", 0.71)), 0.3),
        Metric("quote-engine", "grpc_client_handshake_failures_total", (("14:20", 0.1), ("15:41", 0.1), ("15:43", 212), ("16:10", 212)), 0.3),
        Metric("rates-proxy", "connections_active", (("14:20", 44), ("15:41", 44), ("15:43", 3), ("16:10", 3)), 0.09),
        Metric("quote-engine", "request_rate_rps", (("14:20", 31), ("16:10", 31)), 0.1),
    ),
    (
        Lines("quote-engine", "INFO", "quote {n} priced", "14:30", "15:42", 240),
        Lines("quote-engine", "ERROR", 'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: credentials: cannot check peer: missing selected ALPN property"', "15:41", "16:01", 20, 5400, extra={"target": "rates-proxy:8443"}),
        Lines("broker-portal", "ERROR", "quote failed: 14 UNAVAILABLE", "15:42", "16:02", 60, 1720),
    ),
    (
        ("15:44", (Span("broker-portal", "POST /quote", 90, "failed"), Span("quote-engine", "Quote", 70, "transport: authentication handshake failed", 0))),
        ("15:02", (Span("broker-portal", "POST /quote", 110), Span("quote-engine", "Quote", 90, "", 0), Span("rates-proxy", "Rates", 30, "", 1))),
    ),
    (("15:41", "multi_car_discount", "quote-engine"),),
    quiet=0,
)  # fmt: skip

PAYOUT_FARE_TYPE = Scenario(
    "payout-fare-type", "hard", "2026-06-09", ("16:00", "18:10"), "17:44",
    {"service": "driver-payouts", "metric": "dead_letters_per_minute", "threshold": 20, "observed": 380, "severity": "critical", "monitor": "payouts-dead-letters",
     "summary": "driver-payouts puts nearly every trip event on the dead letter queue; drivers are not credited"},
    "driver-payouts", ("driver-app-api",), "rollback",
    (
        Commit("17:05", "trip-service: exact fares in events", ("services/trip-service/internal/events/trip_completed.go", "schemas/trip_completed.avsc"), """
@@ -14,7 +14,7 @@ type TripCompleted struct {
     TripID   string `json:"trip_id"`
     DriverID string `json:"driver_id"`
-    Fare     int64  `json:"fare"`
+    Fare     string `json:"fare"` // decimal, e.g. "12.40"
     EndedAt  string `json:"ended_at"`
 }
@@ -9,1 +9,1 @@
-    {"name": "fare", "type": "long"},
+    {"name": "fare", "type": "string"},""", (("trip-service", "17:31"),), culprit=True),
        Commit("17:20", "driver-payouts: weekly summary in driver's language", ("services/driver-payouts/payouts/summary.py",), """
@@ -18,4 +18,5 @@ def summary(driver: Driver, week: Week) -> str:
-    return render("summary.txt", driver=driver, week=week)
+    with translation.override(driver.language):
+        return render("summary.txt", driver=driver, week=week)""", (("driver-payouts", "17:38"),)),
        Commit("17:26", "driver-payouts: bump confluent-kafka to 2.5.3", ("services/driver-payouts/requirements.txt",), """
@@ -3,1 +3,1 @@
-confluent-kafka==2.5.0
+confluent-kafka==2.5.3""", ()),
        Commit("16:10", "rider-app: tip selector colours", ("apps/rider/src/TipSelector.tsx",), """
@@ -22,1 +22,1 @@
-  color: gray
+  color: var(--accent)""", (("rider-web", "16:40"),), decoy=False),
        Commit("16:30", "trip-service: rename test fixtures", ("services/trip-service/internal/events/testdata/trip.json",), """
@@ -1,1 +1,1 @@
-{"trip_id": "a"}
+{"trip_id": "t-1"}""", (), decoy=False),
        Commit("16:52", 'Revert "driver-payouts: stop consumer on poison message"', ("services/driver-payouts/payouts/consumer.py",), """
@@ -44,3 +44,4 @@ class Consumer:
         except ValidationError as error:
-            raise
+            log.error("cannot read trip event", exc_info=error)
+            self.dead_letters.put(message)""", (("driver-payouts", "17:10"),), decoy=False),
    ),
    (
        Metric("driver-payouts", "consumer_errors_ratio", (("16:00", 0.001), ("17:33", 0.001), ("17:40", 0.96), ("18:10", 0.96)), 0.3),
        Metric("driver-payouts", "dead_letters_per_minute", (("16:00", 0.2), ("17:33", 0.2), ("17:40", 410), ("18:10", 410)), 0.3),
        Metric("driver-app-api", "balance_stale_ratio", (("16:00", 0.01), ("17:33", 0.01), ("17:40", 0.38), ("18:10", 0.38)), 0.3),
        Metric("trip-service", "trips_completed_per_minute", (("16:00", 430), ("18:10", 430)), 0.05),
        Metric("trip-service", "http_5xx_ratio", (("16:00", 0.001), ("18:10", 0.001)), 0.3),
    ),
    (
        Lines("driver-payouts", "INFO", "trip {n} credited", "16:05", "17:25", 240),
        Lines("driver-payouts", "ERROR", "cannot read trip event: ValidationError: fare: Input should be a valid integer, unable to parse string as an integer [input_value='{n}.40']", "17:33", "17:53", 15, 7900, extra={"topic": "trip-completed"}),
        Lines("driver-app-api", "WARN", "balance of driver {n} is older than 10 minutes", "17:40", "18:00", 60, 510),
    ),
    (
        ("17:36", (Span("trip-service", "publish trip-completed", 4), Span("driver-payouts", "consume trip-completed", 2, "ValidationError: fare: Input should be a valid integer", 0))),
        ("17:41", (Span("driver-app-api", "GET /balance", 30), Span("driver-payouts", "Balance", 12, "", 0))),
    ),
    (("17:37", "instant_payout", "driver-payouts"), ("17:55", "payouts_paused", "driver-payouts")),
    quiet=0,
)  # fmt: skip

SCENARIOS = (PRICE_CACHE_CURRENCY, ADDRESS_RETRY_STORM, QUOTE_GRPC_ALPN, PAYOUT_FARE_TYPE)
