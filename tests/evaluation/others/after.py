"""Written after the ranking had been mended for the sixteen before: a worker, a dashboard, a gateway, a setting."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

LAG = Scenario(
    "alert-worker-lag", "medium", "2026-07-22", ("08:00", "10:00"), "09:41",
    {"service": "kafka-alerts", "metric": "consumer_lag_messages", "threshold": 20000, "observed": 91000, "severity": "high",
     "monitor": "alerts-lag", "summary": "kafka-alerts: lag of group alert-worker above 20000 and rising; notifications late"},
    "alert-worker", ("kafka-alerts", "notificationservice"), "rollback",
    (
        Commit("09:02:00", "refactor(alert-worker): one loop to evaluate messages", ("services/alert-worker/consume.go",), """
@@ services/alert-worker/consume.go: func (c *Consumer) Run(ctx context.Context) error {
-    sem := make(chan struct{}, 32)
     for msg := range c.in {
-        sem <- struct{}{}
-        go func(m Message) {
-            defer func() { <-sem }()
-            c.evaluate(ctx, m)
-        }(msg)
+        c.evaluate(ctx, msg)
     }
     return ctx.Err()
 }""", (("alert-worker", "09:15"),), culprit=True),
        Commit("09:20:00", "chore(kafka): raise retention of alerts topic", ("deploy/kafka/topics.yaml",), """
@@ deploy/kafka/topics.yaml
   alerts:
-    retention_hours: 24
+    retention_hours: 30""", (("kafka-alerts", "09:31"),)),
        Commit("09:18:00", "refactor(alert-worker): tidy message decoding", ("services/alert-worker/decode.go",), """
@@ services/alert-worker/decode.go
-    var m Message
-    if err := proto.Unmarshal(b, &m); err != nil {
-        return nil, err
-    }
-    return &m, nil
+    m := new(Message)
+    if err := proto.Unmarshal(b, m); err != nil {
+        return nil, fmt.Errorf("decode: %w", err)
+    }
+    return m, nil""", (("alert-worker", "09:28"),)),
    ),
    (
        Metric("kafka-alerts", "consumer_lag_messages", (("08:00", 120), ("09:16", 125), ("09:41", 90000), ("10:00", 160000)), 0.05),
        Metric("kafka-alerts", "messages_in_per_second", (("08:00", 900), ("10:00", 905)), 0.05),
        Metric("alert-worker", "messages_processed_per_second", (("08:00", 900), ("09:15", 902), ("09:17", 140), ("10:00", 138)), 0.04),
        Metric("alert-worker", "cpu_utilization_ratio", (("08:00", 0.5), ("09:15", 0.5), ("09:17", 0.09), ("10:00", 0.09)), 0.05),
        Metric("notificationservice", "notification_delay_p99_seconds", (("08:00", 3), ("09:18", 3), ("09:41", 640), ("10:00", 1100)), 0.05),
        Metric("userservice", "http_server_duration_p99_ms", (("08:00", 48), ("10:00", 47)), 0.1),
    ),
    (
        Lines("alert-worker", "INFO", "evaluated {n} messages", "08:00", "09:59", 60, 5200, -3800),
        Lines("notificationservice", "INFO", "notification sent", "08:00", "09:59", 100, 2000, -900),
        Lines("alert-worker", "WARN", "evaluation behind: oldest message {n}s old, 1 in flight", "09:18", "09:59", 30, 900),
        Lines("kafka-alerts", "WARN", "group alert-worker lag rising on partition {n}", "09:20", "09:59", 60, 300),
    ),
    (
        ("09:40:00", (Span("alert-worker", "Evaluate", 7), Span("notificationservice", "Notify", 3, "", 0))),
        ("09:40:10", (Span("alert-worker", "Poll", 60000, "max poll interval nearly exceeded"), Span("kafka-alerts", "Fetch", 5, "", 0))),
    ),
    (("09:26:00", "alert_grouping_v2", "alert-worker"),),
)  # fmt: skip

WIDGETS = Scenario(
    "dashboard-widgets-one-by-one", "medium", "2026-07-23", ("11:00", "13:00"), "12:37",
    {"service": "dashboard-svc", "metric": "http_server_duration_p99_ms", "threshold": 900, "observed": 7300, "severity": "high",
     "monitor": "dashboard-latency", "summary": "dashboard-svc p99 above 900ms; dashboards load slowly"},
    "dashboard-svc", ("web", "postgres-dash"), "rollback",
    (
        Commit("12:05:00", "#dashboard make widget permissions explicit", ("dashboard-svc/dao/dashboards.py",), """
@@ dashboard-svc/dao/dashboards.py @@ class DashboardDAO:
     def load(self, user, dashboard_id):
-        board = self.session.query(Dashboard).options(joinedload(Dashboard.widgets)).get(dashboard_id)
-        return board
+        board = self.session.query(Dashboard).get(dashboard_id)
+        board.widgets = [w for w in board.widget_refs if self.may_see(user, w.id)]
+        return board
+
+    def may_see(self, user, widget_id):
+        return self.session.query(Grant).filter_by(user=user, widget=widget_id).first() is not None""", (("dashboard-svc", "12:18"),), culprit=True),
        Commit("12:20:00", "#dashboard tidy list view", ("dashboard-svc/views/list.py",), """
@@ dashboard-svc/views/list.py @@
-    rows = dao.list(user)
-    return [serialize(r) for r in rows]
+    return [serialize(row) for row in dao.list(user)]""", (("dashboard-svc", "12:29"),)),
        Commit("12:12:00", "#web prefetch dashboards on hover", ("web/src/dashboards/Link.tsx",), """
@@ web/src/dashboards/Link.tsx
+  onMouseEnter={debounce(() => prefetch(id), 300)}""", (("web", "12:31"),)),
        Commit("11:40:00", "#deps bump sqlalchemy patch", ("dashboard-svc/requirements.txt",), """
@@ dashboard-svc/requirements.txt
-sqlalchemy==2.0.30
+sqlalchemy==2.0.31""", (("dashboard-svc", "11:52"),)),
    ),
    (
        Metric("dashboard-svc", "http_server_duration_p99_ms", (("11:00", 230), ("12:20", 232), ("12:34", 6900), ("13:00", 7400)), 0.07),
        Metric("postgres-dash", "queries_per_second", (("11:00", 340), ("12:18", 342), ("12:24", 14800), ("13:00", 15400)), 0.06),
        Metric("dashboard-svc", "http_requests_per_second", (("11:00", 44), ("13:00", 46)), 0.06),
        Metric("web", "dashboard_load_p95_ms", (("11:00", 900), ("12:22", 910), ("12:36", 9200), ("13:00", 9400)), 0.06),
        Metric("search-svc", "http_server_duration_p99_ms", (("11:00", 80), ("13:00", 81)), 0.1),
    ),
    (
        Lines("dashboard-svc", "INFO", "served dashboard in {n}ms", "11:00", "12:59", 70, 3000, -800),
        Lines("postgres-dash", "WARN", "many short statements from dashboard-svc: SELECT grants.id FROM grants WHERE grants.user_id = $1 AND grants.widget_id = $2", "12:22", "12:59", 45, 88000),
        Lines("dashboard-svc", "ERROR", "request exceeded 5s: GET /dashboards/{n}", "12:26", "12:59", 30, 700),
        Lines("web", "WARN", "dashboard took {n}ms to load", "12:26", "12:59", 60, 500),
    ),
    (
        ("12:36:00", (Span("web", "GET /d", 7300, "slow"), Span("dashboard-svc", "load", 7200, "timeout", 0), Span("postgres-dash", "SELECT grants", 4, "", 1),
                      Span("postgres-dash", "SELECT grants", 4, "", 1), Span("postgres-dash", "SELECT grants", 4, "", 1))),
        ("11:36:00", (Span("web", "GET /d", 240), Span("dashboard-svc", "load", 200, "", 0), Span("postgres-dash", "SELECT dashboards", 9, "", 1))),
    ),
    (("12:27:00", "dashboard_dark_mode", "web"),),
)  # fmt: skip

ORIGINS = Scenario(
    "gateway-origins", "hard", "2026-07-24", ("14:00", "16:00"), "15:24",
    {"service": "web", "metric": "client_fetch_error_ratio", "threshold": 0.05, "observed": 0.96, "severity": "critical",
     "monitor": "web-client-errors", "summary": "web: browsers cannot reach the API since a few minutes; users see an empty page"},
    "apigateway", ("web",), "rollback",
    (
        Commit("14:50:00", "refactor(gateway): read origins from the tenant table", ("services/apigateway/cors/origins.go",), """
@@ services/apigateway/cors/origins.go
-func (c *Cors) allowed(origin string) bool {
-    return strings.HasSuffix(origin, c.domain) || c.extra[origin]
-}
+func (c *Cors) allowed(origin string) bool {
+    return c.tenants.HasOrigin(origin)
+}""", (("apigateway", "15:10"),), culprit=True),
        Commit("15:05:00", "feat(web): retry failed fetches once", ("web/src/api/fetch.ts",), """
@@ web/src/api/fetch.ts
-  return fetch(url, init);
+  return fetch(url, init).catch(() => fetch(url, init));""", (("web", "15:14"),)),
        Commit("15:08:00", "refactor(web): tidy empty page component", ("web/src/pages/Empty.tsx",), """
@@ web/src/pages/Empty.tsx
-export default function Empty() {
-  return <div className="empty">Nothing here yet</div>;
-}
+const Empty = () => <div className="empty">Nothing here yet</div>;
+export default Empty;""", (("web", "15:18"),)),
        Commit("14:30:00", "feat(user): tenant table has a column for the plan", ("db/users/migrations/0070_plan.sql",), """
@@ db/users/migrations/0070_plan.sql
+ALTER TABLE tenants ADD COLUMN plan text NOT NULL DEFAULT 'free';""", (("userservice", "14:41"),)),
    ),
    (
        Metric("web", "client_fetch_error_ratio", (("14:00", 0.01), ("15:10", 0.01), ("15:16", 0.95), ("16:00", 0.97)), 0.03),
        Metric("apigateway", "preflight_rejected_ratio", (("14:00", 0.002), ("15:10", 0.002), ("15:12", 0.98), ("16:00", 0.99)), 0.02),
        Metric("apigateway", "http_requests_per_second", (("14:00", 800), ("15:10", 805), ("15:16", 60), ("16:00", 50)), 0.05),
        Metric("userservice", "http_server_duration_p99_ms", (("14:00", 48), ("16:00", 47)), 0.1),
    ),
    (
        Lines("apigateway", "INFO", "proxied request in {n}ms", "14:00", "15:11", 50, 9000, -8100),
        Lines("userservice", "INFO", "loaded profile", "14:00", "15:12", 120, 1500, -1200),
        Lines("apigateway", "WARN", "preflight rejected: origin https://app.shop.example is not allowed", "15:10:30", "15:59", 15, 31000),
        Lines("web", "ERROR", "TypeError: Failed to fetch (blocked by CORS policy: no Access-Control-Allow-Origin header)", "15:10:40", "15:59", 20, 26000),
    ),
    (
        ("15:20:00", (Span("web", "GET /home", 20, "Failed to fetch"), Span("apigateway", "OPTIONS /v1/home", 1, "403 origin not allowed", 0))),
        ("14:20:00", (Span("web", "GET /home", 90), Span("apigateway", "OPTIONS /v1/home", 1, "", 0))),
    ),
    (("15:12:00", "web_new_home", "web"),),
)  # fmt: skip

SETTINGS = Scenario(
    "auth-issuer-setting", "hard", "2026-07-27", ("06:00", "08:00"), "07:31",
    {"service": "userservice", "metric": "ready_replicas", "threshold": 2, "observed": 0, "severity": "critical",
     "monitor": "userservice-ready", "summary": "userservice has no ready replicas; logins fail"},
    "userservice", ("apigateway", "frontend"), "config-revert",
    (
        Commit("07:02:00", "chore(deploy): same names for identity settings everywhere", ("deploy/charts/common/env.yaml",), """
@@ deploy/charts/common/env.yaml
-  - name: AUTH_ISSUER_URL
+  - name: OIDC_ISSUER
     value: https://id.shop.example
   - name: AUTH_AUDIENCE
     value: shop""", (("userservice", "07:20"),), culprit=True),
        Commit("07:10:00", "refactor(user): start servers in a group", ("services/user/main.go",), """
@@ services/user/main.go
-    go serveHTTP(cfg)
-    serveGRPC(cfg)
+    g, _ := errgroup.WithContext(ctx)
+    g.Go(func() error { return serveHTTP(cfg) })
+    g.Go(func() error { return serveGRPC(cfg) })
+    log.Fatal(g.Wait())"""),
        Commit("06:40:00", "feat(user): readiness waits for the database", ("services/user/ready.go",), """
@@ services/user/ready.go
+    if err := db.PingContext(ctx); err != nil {
+        return err
+    }""", (("userservice", "06:55"),)),
        Commit("07:12:00", "feat(frontend): softer error page", ("services/frontend/templates/error.html",), """
@@ services/frontend/templates/error.html
-<h1>Error</h1>
+<h1>Something went wrong</h1>""", (("frontend", "07:24"),)),
    ),
    (
        Metric("userservice", "ready_replicas", (("06:00", 4), ("07:20", 4), ("07:23", 0), ("08:00", 0)), 0.0),
        Metric("userservice", "container_restarts_total", (("06:00", 0), ("07:20", 0), ("07:40", 22), ("08:00", 40)), 0.0),
        Metric("apigateway", "http_5xx_ratio", (("06:00", 0.002), ("07:22", 0.002), ("07:26", 0.5), ("08:00", 0.52)), 0.06),
        Metric("frontend", "login_failure_ratio", (("06:00", 0.01), ("07:22", 0.01), ("07:26", 1.0), ("08:00", 1.0)), 0.01),
        Metric("searchservice", "http_server_duration_p99_ms", (("06:00", 90), ("08:00", 90)), 0.1),
    ),
    (
        Lines("userservice", "INFO", "loaded profile", "06:00", "07:22", 60, 4000, -3600),
        Lines("apigateway", "INFO", "proxied request in {n}ms", "06:00", "07:59", 80, 9000, -2000),
        Lines("userservice", "FATAL", "config: AUTH_ISSUER_URL is not set", "07:20:30", "07:59", 45, 60),
        Lines("kubelet", "WARN", "Back-off restarting failed container userservice in pod userservice-6c4", "07:21", "07:59", 90, 30),
        Lines("apigateway", "ERROR", "no healthy upstream: userservice", "07:22", "07:59", 25, 4100),
    ),
    (
        ("07:30:00", (Span("frontend", "POST /login", 20, "503"), Span("apigateway", "POST /v1/login", 3, "503 no healthy upstream", 0), Span("userservice", "Login", 1, "connection refused", 1))),
        ("06:30:00", (Span("frontend", "POST /login", 90), Span("apigateway", "POST /v1/login", 80, "", 0), Span("userservice", "Login", 60, "", 1))),
    ),
    (("07:16:00", "user_magic_links", "userservice"),),
)  # fmt: skip

SCENARIOS = (LAG, WIDGETS, ORIGINS, SETTINGS)
