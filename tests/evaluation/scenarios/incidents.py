"""Twelve incidents of our own: eight with a change that did it and louder ones that did not, four where none did."""

from tests.evaluation.scenarios.building import Commit, Incident, Line

ROWS_LEFT_OPEN = Incident(
    name="rows-left-open",
    service="ledger-api",
    metric="db_pool_wait_ms",
    summary="ledger-api waits for database connections; requests time out",
    alerted=112,
    lines=[
        Line("ledger-api", "db_pool_in_use", 12, 64, 100, ramp=40),
        Line("ledger-api", "db_pool_wait_ms", 2, 100, 900, ramp=4),
        Line("ledger-api", "request_rate", 300),
        Line("statements", "http_5xx_ratio", 0.002, 104, 0.3),
    ],
    errors=[
        (101, "ledger-api", "pq: remaining connection slots are reserved; pool exhausted after waiting {n}ms"),
        (105, "statements", "upstream ledger-api timed out"),
    ],
    culprit=Commit(
        "refactor: shorter journal listing",
        ["ledger-api/store/journal.go"],
        "@@ func (s *Store) Journal(ctx context.Context, id string) ([]Entry, error) {\n \trows, err := s.db.QueryContext(ctx, journalSQL, id)\n"
        " \tif err != nil {\n \t\treturn nil, err\n \t}\n-\tdefer rows.Close()\n \tvar out []Entry",
        50, (63, "ledger-api"),
    ),
    decoys=[
        Commit(
            "chore: log pool statistics", ["ledger-api/store/pool.go"],
            '@@ func report(db *sql.DB) {\n-\tlog.Printf("pool %d", db.Stats().InUse)\n+\tlogger.Info("pool", "in_use", db.Stats().InUse, "idle", db.Stats().Idle)',
            94, (98, "ledger-api"),
        ),
        Commit(
            "chore: a little more room in the pool", ["ledger-api/config/db.yaml"],
            "@@ db:\n-  max_open_connections: 100\n+  max_open_connections: 110", 20, (58, "ledger-api"),
        ),
    ],
    flags=[(96, "ledger_new_export", "ledger-api")],
    calls=[("statements", "ledger-api", "deadline exceeded")],
)  # fmt: skip

ONE_BY_ONE = Incident(
    name="one-by-one",
    service="catalogue",
    metric="http_request_duration_p95_ms",
    summary="catalogue answers slowly, p95 above 2 s on listing pages",
    alerted=88,
    lines=[
        Line("catalogue", "http_request_duration_p95_ms", 140, 76, 2600, ramp=3),
        Line("catalogue", "db_queries_per_request", 3, 74, 160),
        Line("shopfront", "http_request_duration_p95_ms", 310, 77, 3000),
        Line("catalogue", "requests_per_second", 210),
    ],
    errors=[(77, "catalogue", "canceling statement due to statement timeout after {n} ms on product_media")],
    culprit=Commit(
        "refactor: media through the repository", ["services/catalogue/listing.py"],
        "@@ def listing(self, products):\n-        media = self.media.for_products([p.id for p in products])\n"
        "-        return [self.card(p, media[p.id]) for p in products]\n"
        "+        return [self.card(p, self.media.query(product_media).filter_by(product_id=p.id).all()) for p in products]",
        60, (73, "catalogue"),
    ),
    decoys=[
        Commit(
            "refactor: query builder gets a class", ["services/catalogue/search.py"],
            '@@ def find(term, limit):\n-    rows = db.run("select id from products where name like %s limit %s", (term, limit))\n-    return [row.id for row in rows]\n'
            '+    return Search(db).find(term, limit)\n+\n+class Search:\n+    def find(self, term, limit):\n'
            '+        rows = self.db.run("select id from products where name like %s limit %s", (term, limit))\n+        return [row.id for row in rows]',
            70, (75.5, "catalogue"),
        ),
        Commit("style: listing cards", ["services/shopfront/static/cards.css"], "-.card { margin: 4px }\n+.card { margin: 8px }", 71, (75, "shopfront")),
    ],
    flags=[(72, "catalogue_gallery", "catalogue")],
    calls=[("shopfront", "catalogue", "timed out")],
)  # fmt: skip

RETRY_STORM = Incident(
    name="retry-storm",
    service="stock",
    metric="http_503_ratio",
    summary="stock overloaded: 503 ratio above 10 %, queue full",
    alerted=70,
    lines=[
        Line("stock", "http_503_ratio", 0.002, 61, 0.5, ramp=2),
        Line("stock", "requests_per_second", 400, 61, 2900, ramp=2),
        Line("basket", "http_5xx_ratio", 0.003, 62, 0.3),
    ],
    errors=[(61, "stock", "rejecting request: too many requests in flight"), (62, "basket", "retry {n} of call to stock failed: 503")],
    culprit=Commit(
        "refactor: one place for calls to stock", ["services/basket/clients/stock.ts"],
        "@@ export async function reserve(items: Item[]) {\n-  return retry(() => post('/reserve', items), { attempts: 3, backoff: exponential(200), jitter: true });\n"
        "+  return retry(() => post('/reserve', items), { attempts: 30 });",
        40, (55, "basket"),
    ),
    decoys=[
        Commit(
            "refactor: names in the reservation handler", ["services/stock/reserve.go"],
            "@@ func (h *Handler) Reserve(w http.ResponseWriter, r *http.Request) {\n-\tres, err := h.book(r.Context(), decode(r))\n-\tif err != nil {\n-\t\treturn\n-\t}\n"
            "+\treservation, err := h.book(r.Context(), decode(r))\n+\tif err != nil {\n+\t\treturn\n+\t}",
            52, (59, "stock"),
        ),
        Commit("chore: bump redis client", ["services/stock/go.mod", "services/stock/go.sum"], "-\tgithub.com/redis/go-redis/v9 v9.5.1\n+\tgithub.com/redis/go-redis/v9 v9.5.2", 50, (60, "stock")),
    ],
    calls=[("basket", "stock", "503 too many requests")],
)  # fmt: skip

SHORT_PATIENCE = Incident(
    name="short-patience",
    service="quotes",
    metric="upstream_error_ratio",
    summary="quotes cannot reach tariffs, upstream error ratio above 5 %",
    alerted=50,
    lines=[Line("quotes", "upstream_error_ratio", 0.003, 41, 0.4), Line("tariffs", "http_request_duration_p99_ms", 520), Line("quotes", "http_requests_per_second", 60)],
    errors=[(41, "quotes", "deadline exceeded calling tariffs after 300ms (attempt {n})")],
    culprit=Commit("chore: settings of clients side by side", ["deploy/quotes/values.yaml"], "@@ tariffs:\n-  read_timeout_ms: 3000\n+  read_timeout_ms: 300\n   pool: 20", 30, (40, "quotes")),
    decoys=[
        Commit(
            "refactor: tariff tables", ["services/tariffs/tables.py"],
            "@@ def price(table, weight):\n-    for row in table.rows:\n-        if row.low <= weight < row.high:\n-            return row.price\n"
            "+    return lookup(table.rows, weight)\n+\n+def lookup(rows, weight):\n+    for row in rows:\n+        if row.low <= weight < row.high:\n+            return row.price",
            33, (39, "tariffs"),
        ),
        Commit("feat: header with the request's id", ["services/quotes/middleware.py"], '+    response.headers["X-Request-Id"] = request.id', 36, (40.5, "quotes")),
    ],
    flags=[(38, "quotes_bulk_form", "quotes")],
    calls=[("quotes", "tariffs", "deadline exceeded")],
)  # fmt: skip

DROPPED_COLUMN = Incident(
    name="dropped-column",
    service="orders",
    metric="http_5xx_ratio",
    summary="orders: 5xx above 2 % on order history",
    alerted=36,
    lines=[Line("orders", "http_5xx_ratio", 0.001, 31, 0.2), Line("account-web", "render_error_ratio", 0.002, 32, 0.1)],
    errors=[(31, "orders", 'ERROR: column "legacy_ref" does not exist at character {n}'), (32, "account-web", "order history unavailable")],
    culprit=Commit("chore: tidy up after the import", ["orders/migrations/0042_tidy.sql"], "+ALTER TABLE orders DROP COLUMN legacy_ref;\n+DROP INDEX orders_legacy;", 10, (30, "orders")),
    decoys=[
        Commit(
            "refactor: history view", ["orders/views/history.py"],
            "@@ def history(request):\n-    page = int(request.args.get('page', 1))\n-    orders = repo.history(request.user, page)\n-    if not orders:\n-        return empty()\n-    return render(orders)\n"
            "+    page = page_of(request)\n+    found = repo.history(request.user, page)\n+    if not found:\n+        return empty()\n+    return render(found)",
            20, (30.7, "orders"),
        ),
    ],
    flags=[(29, "orders_gift_notes", "orders")],
    calls=[("account-web", "orders", "500")],
)  # fmt: skip

GREEDY_PATTERN = Incident(
    name="greedy-pattern",
    service="signup",
    metric="event_loop_lag_ms",
    summary="signup: event loop lag above 1 s, CPU saturated",
    alerted=96,
    lines=[Line("signup", "event_loop_lag_ms", 8, 82, 4000, ramp=5), Line("signup", "process_cpu_usage", 0.3, 82, 1.0, ramp=5), Line("signup", "http_requests_per_second", 30)],
    errors=[(84, "signup", "request took {n} ms at validateEmail (validators.ts:41)")],
    culprit=Commit(
        "feat: accept more e-mail addresses", ["signup/src/validators.ts"],
        "@@ export function validateEmail(input: string) {\n-  return input.length < 255 && SIMPLE.test(input);\n+  return /^([a-zA-Z0-9]+([._-]?[a-zA-Z0-9]+)*)+@([a-z0-9]+(-?[a-z0-9]+)*\\.)+[a-z]{2,}$/.test(input);",
        60, (71, "signup"),
    ),
    decoys=[
        Commit("refactor: welcome mail", ["signup/src/mail.ts"], "@@ export async function welcome(user: User) {\n-  const body = render(template, user);\n-  await send(user.email, body);\n+  await send(user.email, render(template, user));", 74, (80, "signup")),
        Commit("chore: newer framework", ["package.json", "package-lock.json"], '-    "express": "4.19.1"\n+    "express": "4.19.2"', 75, (81, "signup")),
    ],
    calls=[("web", "signup", "")],
)  # fmt: skip

LISTENERS = Incident(
    name="listeners",
    service="live-feed",
    metric="pod_restarts",
    summary="live-feed pods restart: heap out of memory",
    alerted=140,
    lines=[Line("live-feed", "process_heap_mb", 180, 22, 1500, ramp=115), Line("live-feed", "pod_restarts", 0, 138, 4), Line("live-feed", "connections", 900)],
    errors=[(138, "live-feed", "FATAL ERROR: Reached heap limit, JavaScript heap out of memory after {n} s")],
    culprit=Commit(
        "feat: typing indicator", ["live-feed/src/rooms.ts"],
        "@@ export class Room {\n   join(socket: Socket) {\n     this.members.add(socket);\n+    this.bus.addListener('typing', (event) => socket.send(event));\n+    this.history.push({ socket, at: Date.now() });\n   }",
        10, (21, "live-feed"),
    ),
    decoys=[
        Commit("perf: buffers of fixed size", ["live-feed/src/frames.ts"], "@@ export function frame(data: Buffer) {\n-  const out = Buffer.alloc(data.length + 14);\n+  const out = Buffer.alloc(MAX_FRAME);", 120, (134, "live-feed")),
        Commit("refactor: heap statistics", ["live-feed/src/metrics.ts"], "@@ \n-  logger.info('heap', process.memoryUsage().heapUsed);\n+  logger.info('heap', { used: process.memoryUsage().heapUsed });", 5, (15, "live-feed")),
    ],
    calls=[("web", "live-feed", "")],
)  # fmt: skip

SHARED_FORMAT = Incident(
    name="shared-format",
    service="invoicing",
    metric="job_failure_ratio",
    summary="invoicing jobs fail: cannot read amounts",
    alerted=64,
    lines=[Line("invoicing", "job_failure_ratio", 0.002, 53, 0.7), Line("till", "http_5xx_ratio", 0.002)],
    errors=[(53, "invoicing", "failed to decode message: unknown field 'amount_minor' (message {n})")],
    culprit=Commit(
        "refactor: clearer names of amounts", ["libs/events/payment.go"],
        '@@ type Payment struct {\n-\tAmount   int64  `json:"amount"`\n+\tAmount   int64  `json:"amount_minor"`\n \tCurrency string `json:"currency"`',
        30,
    ),
    decoys=[
        Commit("chore: newer events library", ["services/till/go.mod", "services/till/go.sum"], "-\tgit.acme.example/shop/libs/events v1.4.0\n+\tgit.acme.example/shop/libs/events v1.5.0", 40, (50, "till")),
        Commit("refactor: decoder of messages", ["services/invoicing/decode.go"], "@@ func decode(b []byte) (*events.Payment, error) {\n-\tvar p events.Payment\n-\terr := strict(b, &p)\n-\treturn &p, err\n+\tp := new(events.Payment)\n+\terr := strict(b, p)\n+\treturn p, err", 44, (52, "invoicing")),
    ],
    flags=[(51, "invoicing_pdf_footer", "invoicing")],
)  # fmt: skip

CROWD = Incident(
    name="crowd",
    service="tickets",
    metric="http_503_ratio",
    summary="tickets: 503 ratio above 5 %, workers saturated",
    alerted=58,
    lines=[Line("tickets", "http_503_ratio", 0.001, 49, 0.4), Line("tickets", "requests_per_second", 120, 46, 1900, ramp=4), Line("edge", "requests_per_second", 150, 46, 2200, ramp=4)],
    errors=[(49, "tickets", "no free worker, rejecting request {n}")],
    culprit=None,
    decoys=[
        Commit("refactor: seat map", ["services/tickets/seats.py"], "@@ def seats(hall):\n-    out = []\n-    for row in hall.rows:\n-        out.extend(row.seats)\n-    return out\n+    return [seat for row in hall.rows for seat in row.seats]", 30, (44, "tickets")),
        Commit("chore: log line of the worker", ["services/tickets/worker.py"], "@@\n-    log.info('start')\n+    log.info('start', extra={'worker': name})", 33, (47, "tickets")),
        Commit("chore: dependencies", ["requirements.txt"], "-gunicorn==22.0.0\n+gunicorn==22.0.1", 20, (40, "tickets")),
    ],
    flags=[(41, "tickets_dark_mode", "tickets")],
    calls=[("edge", "tickets", "503")],
)  # fmt: skip

SOMEBODY_ELSE = Incident(
    name="somebody-else",
    service="parcels",
    metric="label_failure_ratio",
    summary="parcels cannot print labels, carrier calls fail",
    alerted=75,
    lines=[Line("parcels", "label_failure_ratio", 0.004, 68, 0.95), Line("parcels", "requests_per_second", 14)],
    errors=[(68, "parcels", "POST https://api.fastparcel.example/v2/labels: 503 Service Unavailable from carrier (try {n})")],
    culprit=None,
    decoys=[
        Commit("refactor: client of the carrier", ["services/parcels/carrier.rb"], "@@ def label(parcel)\n-    response = Faraday.post(url, parcel.to_json, headers)\n-    raise Error, response.body unless response.success?\n-    response.body\n+    response = connection.post(url, parcel.to_json, headers)\n+    raise Error, response.body unless response.success?\n+    response.body", 50, (63, "parcels")),
        Commit("feat: label in colour", ["services/parcels/template.rb"], "@@\n+  COLOURS = %w[red green]\n+  def colour(parcel) = COLOURS[parcel.kind]", 55, (60, "parcels")),
    ],
    flags=[(66, "parcels_address_book", "parcels")],
    calls=[("shop", "parcels", "502")],
)  # fmt: skip

FULL_DISK = Incident(
    name="full-disk",
    service="search-index",
    metric="write_failure_ratio",
    summary="search-index rejects writes",
    alerted=110,
    lines=[
        Line("search-index", "write_failure_ratio", 0.001, 102, 0.9),
        Line("storage-7", "node_filesystem_used_ratio", 0.71, 60, 1.0, ramp=42, noise=0.005),
    ],
    errors=[(102, "search-index", "flush failed: write /data/segment-{n}: no space left on device")],
    culprit=None,
    decoys=[
        Commit("refactor: segment writer", ["search-index/src/segment.rs"], "@@ fn flush(&mut self) -> Result<()> {\n-        let path = self.path();\n-        let mut file = File::create(path)?;\n-        file.write_all(&self.buf)?;\n-        Ok(())\n+        write_segment(self.path(), &self.buf)\n+}\n+\n+fn write_segment(path: PathBuf, buf: &[u8]) -> Result<()> {\n+        let mut file = File::create(path)?;\n+        file.write_all(buf)?;\n+        Ok(())", 80, (97, "search-index")),
        Commit("chore: flush a little later", ["search-index/config.toml"], "@@\n-flush_interval_s = 30\n+flush_interval_s = 35", 85, (100, "search-index")),
    ],
    flags=[(99, "search_synonyms", "search-index")],
)  # fmt: skip

OLD_LICENCE = Incident(
    name="old-licence",
    service="render-farm",
    metric="job_failure_ratio",
    summary="render-farm jobs fail at start",
    alerted=130,
    lines=[Line("render-farm", "job_failure_ratio", 0.01, 120, 1.0), Line("render-farm", "jobs_started_per_minute", 22)],
    errors=[(120, "render-farm", "encoder refused to start: licence has expired (valid until 2031-03-05T08:00Z), job {n}")],
    culprit=None,
    decoys=[
        Commit("refactor: start of the encoder", ["render-farm/encoder/start.py"], "@@ def start(job):\n-    process = subprocess.Popen(command(job))\n-    return Encoder(process, job)\n+    return Encoder(subprocess.Popen(command(job)), job)", 100, (117, "render-farm")),
        Commit("chore: check of the licence file in one place", ["render-farm/encoder/licence.py"], "@@ def check(path):\n-    text = open(path).read()\n-    return verify(text)\n+    return verify(Path(path).read_text())", 95, (108, "render-farm")),
    ],
    flags=[(118, "render_previews", "render-farm")],
)  # fmt: skip

INCIDENTS = (
    ROWS_LEFT_OPEN, ONE_BY_ONE, RETRY_STORM, SHORT_PATIENCE, DROPPED_COLUMN, GREEDY_PATTERN, LISTENERS, SHARED_FORMAT,
    CROWD, SOMEBODY_ELSE, FULL_DISK, OLD_LICENCE,
)  # fmt: skip
