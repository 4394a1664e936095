"""Beneath the code: an index that locks, a permission, a row lock that went, a time zone."""

from tests.evaluation.others.building import Commit, Lines, Metric, Scenario, Span

SHIPMENT_INDEX_LOCK = Scenario(
    "shipment-index-lock", "hard", "2026-02-17", ("09:20", "11:40"), "11:08",
    {"service": "shipments-api", "metric": "http_5xx_ratio", "threshold": 0.05, "observed": 0.57, "severity": "critical", "monitor": "shipments-5xx",
     "summary": "shipments-api fails to create or update shipments: writes hang, reads are fine"},
    "postgres-shipments", ("shipments-api", "tracking"), "cancel-migration",
    (
        Commit("10:10", "add index for courier dashboards", ("db/migrations/20260217_1010_courier_idx.sql",), """
@@ -0,0 +1,5 @@
+-- courier dashboards filter by courier and day
+SET lock_timeout = 0;
+CREATE INDEX idx_shipments_courier_day
+    ON shipments (courier_id, (created_at::date), status);
+ANALYZE shipments;""", (("schema-migrations", "11:02"),), culprit=True),
        Commit("10:45", "shipments-api: load parcels with the shipment", ("services/shipments-api/src/repo/shipmentRepo.ts",), """
@@ -27,5 +27,6 @@ export class ShipmentRepo {
   async byId(id: string): Promise<Shipment | null> {
-    return this.db.shipment.findUnique({ where: { id } });
+    return this.db.shipment.findUnique({ where: { id }, include: { parcels: true } });
   }""", (("shipments-api", "10:57"),)),
        Commit("10:50", "courier-dashboard: new day filter", ("apps/courier-dashboard/src/DayFilter.vue",), """
@@ -0,0 +1,7 @@
+<template>
+  <DatePicker v-model="day" @change="$emit('filter', day)" />
+</template>""", (("courier-dashboard", "11:04"),)),
        Commit("09:30", "label-printer: dpi setting", ("services/label-printer/config.yaml",), """
@@ -4,1 +4,1 @@
-dpi: 203
+dpi: 300""", (("label-printer", "10:00"),), decoy=False),
        Commit("09:50", "tracking: drop unused endpoint", ("services/tracking/api/legacy.py",), """
@@ -1,9 +0,0 @@
-@router.get('/v0/track')
-def track_v0(code: str):
-    return redirect(f'/v1/track/{code}')""", (("tracking", "10:20"),), decoy=False),
        Commit("11:15", "shipments-api: statement timeout 15s", ("services/shipments-api/src/db.ts",), """
@@ -6,0 +7,1 @@
+  statement_timeout: 15_000,""", (), decoy=False),
    ),
    (
        Metric("shipments-api", "http_5xx_ratio", (("09:20", 0.002), ("11:03", 0.002), ("11:06", 0.62), ("11:40", 0.62)), 0.3),
        Metric("shipments-api", "db_write_duration_p99_ms", (("09:20", 35), ("11:03", 35), ("11:06", 30000), ("11:40", 30000)), 0.14),
        Metric("postgres-shipments", "sessions_waiting_for_lock", (("09:20", 0.4), ("11:03", 0.4), ("11:06", 180), ("11:40", 180)), 0.3),
        Metric("tracking", "event_lag_seconds", (("09:20", 2), ("11:03", 2), ("11:06", 700), ("11:40", 700)), 0.3),
        Metric("postgres-shipments", "cpu_utilization_ratio", (("09:20", 0.35), ("11:03", 0.35), ("11:06", 0.58), ("11:40", 0.58)), 0.09),
        Metric("shipments-api", "http_read_duration_p99_ms", (("09:20", 60), ("11:40", 60)), 0.1),
    ),
    (
        Lines("shipments-api", "INFO", "shipment {n} created", "09:30", "11:00", 300),
        Lines("shipments-api", "ERROR", "insert into shipments failed: canceling statement due to statement timeout; waiting for RowExclusiveLock on relation shipments", "11:03", "11:23", 20, 3100),
        Lines("postgres-shipments", "WARN", "process {n} still waiting for RowExclusiveLock on relation 16733 of database 16384 after 1000.112 ms", "11:03", "11:21", 45, 910),
        Lines("tracking", "ERROR", "could not store event: deadline exceeded", "11:05", "11:23", 90, 420),
    ),
    (
        ("11:06", (Span("shipments-api", "POST /shipments", 30010, "failed"), Span("postgres-shipments", "INSERT shipments", 30000, "canceling statement due to statement timeout", 0))),
        ("11:07", (Span("tracking", "consume event", 5000, "failed"), Span("shipments-api", "PATCH /shipments", 4990, "deadline exceeded", 0))),
    ),
    (("11:20", "courier_day_filter", "courier-dashboard"), ("09:40", "parcel_photos", "tracking")),
    quiet=0,
)  # fmt: skip

RENDER_BUCKET_PERMISSION = Scenario(
    "render-bucket-permission", "hard", "2026-04-22", ("11:00", "13:30"), "12:59",
    {"service": "contracts-api", "metric": "documents_pending", "threshold": 200, "observed": 410, "severity": "critical", "monitor": "contracts-pending-documents",
     "summary": "contracts-api has more than 200 documents pending: document-renderer fails to upload, access denied"},
    "document-renderer", ("contracts-api", "signing"), "permission-restore",
    (
        Commit("12:05", "security review: least privilege for workload roles", ("infra/iam/workloads.tf",), """
@@ -44,12 +44,10 @@ data "aws_iam_policy_document" "renderer" {
   statement {
     actions = [
-      "s3:GetObject",
-      "s3:PutObject",
-      "s3:AbortMultipartUpload",
-      "kms:GenerateDataKey",
+      "s3:GetObject",
+      "s3:PutObject",
     ]
     resources = [
-      aws_s3_bucket.documents.arn,
       "${aws_s3_bucket.documents.arn}/*",
     ]
   }
 }""", (("terraform-prod", "12:31"),), culprit=True),
        Commit("12:12", "document-renderer: stream PDF instead of buffering", ("services/document-renderer/src/main/java/docs/PdfWriter.java",), """
@@ -60,6 +60,8 @@ public class PdfWriter {
-        byte[] all = renderer.toBytes(doc);
-        store.put(key, all);
+        try (OutputStream out = store.open(key)) {
+            renderer.writeTo(doc, out);
+        }""", (("document-renderer", "12:24"),)),
        Commit("12:33", "contracts-api: ask for rendering with priority", ("services/contracts-api/app/jobs/render_job.rb",), """
@@ -8,3 +8,3 @@ class RenderJob
-    RenderClient.enqueue(contract.id)
+    RenderClient.enqueue(contract.id, priority: contract.urgent? ? 1 : 5)""", (("contracts-api", "12:44"),)),
        Commit("11:20", "signing: longer link lifetime", ("services/signing/config/links.yml",), """
@@ -2,1 +2,1 @@
-ttl_hours: 48
+ttl_hours: 72""", (("signing", "11:50"),), decoy=False),
        Commit("11:35", "infra: format", ("infra/vpc/main.tf", "infra/iam/people.tf"), """
@@ -3,2 +3,2 @@
-  name="main"
+  name = "main"
""", (("terraform-prod", "11:48"),), decoy=False),
        Commit("11:58", "bump: pdfbox 3.0.2 -> 3.0.3", ("services/document-renderer/pom.xml",), """
@@ -31,1 +31,1 @@
-      <version>3.0.2</version>
+      <version>3.0.3</version>""", (("document-renderer", "12:24"),), decoy=False),
    ),
    (
        Metric("document-renderer", "render_failures_ratio", (("11:00", 0.003), ("12:47", 0.003), ("12:57", 0.91), ("13:30", 0.91)), 0.3),
        Metric("contracts-api", "documents_pending", (("11:00", 12), ("12:47", 12), ("12:57", 640), ("13:30", 640)), 0.3),
        Metric("signing", "link_errors_ratio", (("11:00", 0.002), ("12:47", 0.002), ("12:57", 0.18), ("13:30", 0.18)), 0.3),
        Metric("document-renderer", "jvm_heap_used_mb", (("11:00", 812), ("13:30", 812)), 0.04),
        Metric("contracts-api", "request_rate_rps", (("11:00", 22), ("13:30", 22)), 0.09),
    ),
    (
        Lines("document-renderer", "INFO", "document {n} rendered", "11:10", "12:40", 300),
        Lines("document-renderer", "ERROR", "upload of {n} failed: AccessDenied: User: arn:aws:sts::111122223333:assumed-role/renderer is not authorized to perform: kms:GenerateDataKey on resource key/documents", "12:47", "13:17", 30, 1480, extra={"status": 403}),
        Lines("contracts-api", "WARN", "document {n} is not rendered after 180s", "12:50", "13:15", 60, 630),
        Lines("signing", "ERROR", "no document for signing link {n}", "12:58", "13:18", 120, 88),
    ),
    (
        ("12:52", (Span("contracts-api", "RenderJob", 900, "failed"), Span("document-renderer", "render", 850, "AccessDenied: kms:GenerateDataKey", 0))),
    ),
    (("12:46", "render_priority_queue", "document-renderer"),),
    quiet=0,
)  # fmt: skip

SEAT_DOUBLE_BOOKING = Scenario(
    "seat-double-booking", "hard", "2026-07-02", ("08:00", "10:40"), "10:07",
    {"service": "tickets", "metric": "barcode_conflicts_total", "threshold": 5, "observed": 58, "severity": "critical", "monitor": "tickets-barcode-conflicts",
     "summary": "tickets: seats are sold twice since the presale opened at ten, barcodes conflict and orders are refunded"},
    "seat-inventory", ("tickets",), "rollback",
    (
        Commit("08:50", "seat-inventory: cut time spent in the database", ("seat-inventory/src/main/java/io/tix/seats/SeatRepository.java", "seat-inventory/src/main/java/io/tix/seats/HoldService.java"), """
@@ -33,12 +33,10 @@ public class SeatRepository {
-    @Query("select s from Seat s where s.id in :ids and s.status = 'FREE' for update")
-    List<Seat> lockFree(Collection<Long> ids);
+    @Query("select s from Seat s where s.id in :ids and s.status = 'FREE'")
+    List<Seat> findFree(Collection<Long> ids);
@@ -51,8 +51,7 @@ public class HoldService {
-    @Transactional(isolation = Isolation.SERIALIZABLE)
     public Hold hold(Collection<Long> ids) {
-        List<Seat> seats = repository.lockFree(ids);
+        List<Seat> seats = repository.findFree(ids);
         seats.forEach(s -> s.setStatus(Status.HELD));
         return new Hold(seats);""", (("seat-inventory", "09:15"),), culprit=True),
        Commit("09:32", "seat-inventory: structured logs for holds", ("seat-inventory/src/main/java/io/tix/seats/HoldLogger.java",), """
@@ -12,3 +12,3 @@ class HoldLogger {
-        log.info("held " + hold);
+        log.info("hold created", kv("hold", hold.id()), kv("seats", hold.size()));""", (("seat-inventory", "09:50"),)),
        Commit("09:20", "fix race when two people pick the same seat on the map", ("apps/seatmap/src/SeatMap.tsx",), """
@@ -71,4 +71,5 @@ export function SeatMap({ venue }: Props) {
-    setSelected([...selected, seat]);
+    setSelected(prev => prev.includes(seat) ? prev : [...prev, seat]);""", (("seatmap", "09:41"),)),
        Commit("09:25", "tickets: retry barcode issue on conflict", ("tickets/issue/barcode.py",), """
@@ -20,3 +20,5 @@ def issue(order: Order) -> list[Barcode]:
-    return [create(order, seat) for seat in order.seats]
+    for attempt in stamina.retry_context(on=Conflict, attempts=3):
+        with attempt:
+            return [create(order, seat) for seat in order.seats]""", (("tickets", "09:55"),)),
        Commit("08:20", "venue data: new hall plan Lyon", ("venues/lyon/halle.json",), """
@@ -1,1 +1,1 @@
-{"rows": 30}
+{"rows": 34}""", (("venues", "08:40"),), decoy=False),
        Commit("08:30", "chore: storybook 8", ("apps/seatmap/package.json",), """
@@ -40,1 +40,1 @@
-    "storybook": "^7.6.0",
+    "storybook": "^8.0.0",""", (), decoy=False),
    ),
    (
        Metric("tickets", "barcode_conflicts_total", (("08:00", 0.1), ("10:00", 0.1), ("10:04", 61), ("10:40", 61)), 0.3),
        Metric("tickets", "order_refund_ratio", (("08:00", 0.006), ("10:03", 0.006), ("10:09", 0.11), ("10:40", 0.11)), 0.3),
        Metric("seat-inventory", "oversold_seats", (("08:00", 0.0), ("10:00", 0.0), ("10:04", 38), ("10:40", 38)), 0.0),
        Metric("seat-inventory", "hold_duration_p99_ms", (("08:00", 220), ("09:16", 220), ("09:18", 70), ("10:40", 70)), 0.07),
        Metric("seat-inventory", "holds_per_minute", (("08:00", 40), ("09:59", 40), ("10:01", 620), ("10:40", 620)), 0.12),
    ),
    (
        Lines("seat-inventory", "INFO", "hold {n} created", "08:10", "09:50", 300),
        Lines("tickets", "ERROR", "barcode conflict: seat {n} is already sold to another order", "10:00", "10:25", 30, 910),
        Lines("seat-inventory", "WARN", "seat {n} held twice: holds overlap by 40 ms", "10:01", "10:26", 60),
    ),
    (
        ("10:05", (Span("tickets", "POST /orders", 300, "barcode conflict"), Span("seat-inventory", "confirm", 40, "", 0))),
        ("10:06", (Span("seatmap", "POST /hold", 80), Span("seat-inventory", "hold", 60, "", 0))),
    ),
    (("09:58", "presale_queue", "seat-inventory"),),
    quiet=0,
)  # fmt: skip

INVOICE_PERIOD_TIMEZONE = Scenario(
    "invoice-period-timezone", "hard", "2026-03-31", ("21:30", "+00:50"), "+00:09",
    {"service": "billing-api", "metric": "http_409_ratio", "threshold": 0.05, "observed": 0.55, "severity": "critical", "monitor": "billing-conflicts",
     "summary": "billing-api answers 409 to most invoice creations of the month end run: invoices for the previous period exist already, American customers only"},
    "billing-runner", ("billing-api", "payments-worker"), "rollback",
    (
        Commit("16:30", "billing-runner: customers see their own dates", ("billing/runner/periods.py",), """
@@ -12,8 +12,9 @@ class Period:

 def due_period(customer: Customer, now: datetime) -> Period:
-    today = now.astimezone(UTC).date()
-    start = today.replace(day=1)
+    today = now.astimezone(ZoneInfo(customer.timezone)).date()
+    start = today.replace(day=1)
     return Period(start, start + relativedelta(months=1))""", (("billing-runner", "18:05"),), culprit=True),
        Commit("22:40", "billing-api: unique index name in error message", ("billing/api/errors.py",), """
@@ -30,3 +30,3 @@ def explain(error: IntegrityError) -> str:
-    return "duplicate"
+    return f"duplicate: {error.diag.constraint_name}"
""", (("billing-api", "23:40"),)),
        Commit("21:15", "payments-worker: collect invoices in batches of 200", ("payments/worker/collect.py", "payments/worker/settings.py"), """
@@ -5,3 +5,3 @@
-BATCH_SIZE = 50
+BATCH_SIZE = 200
@@ -40,3 +40,3 @@ async def collect(queue: Queue) -> None:
-    for invoice in await queue.take(50):
+    for invoice in await queue.take(settings.BATCH_SIZE):""", (("payments-worker", "22:55"),)),
        Commit("15:10", "billing-runner: type hints for Period", ("billing/runner/periods.py",), """
@@ -3,3 +3,3 @@
-    def __init__(self, start, end):
+    def __init__(self, start: date, end: date) -> None:""", (("billing-runner", "15:40"),), decoy=False),
        Commit("19:20", "URGENT: fix duplicate footer on invoice PDF", ("documents/templates/invoice.html",), """
@@ -88,4 +88,0 @@
-  <footer>{{ company.legal }}</footer>""", (("documents", "20:00"),), decoy=False),
        Commit("20:40", "terraform: tag cost centre on buckets", ("infra/s3/main.tf",), """
@@ -8,0 +9,1 @@
+    cost_center = "fin-204"
""", (("terraform-prod", "21:00"),), decoy=False),
    ),
    (
        Metric("billing-runner", "job_failures_total", (("21:30", 0.1), ("+00:00", 0.1), ("+00:03", 140), ("+00:50", 140)), 0.3),
        Metric("billing-api", "http_409_ratio", (("21:30", 0.001), ("+00:00", 0.001), ("+00:03", 0.58), ("+00:50", 0.58)), 0.3),
        Metric("billing-runner", "invoices_created_per_minute", (("21:30", 2), ("+00:00", 2), ("+00:03", 900), ("+00:50", 900)), 0.3),
        Metric("payments-worker", "collect_failures_ratio", (("21:30", 0.004), ("+00:05", 0.004), ("+00:10", 0.21), ("+00:50", 0.21)), 0.3),
        Metric("billing-api", "http_server_duration_p99_ms", (("21:30", 140), ("+00:50", 140)), 0.11),
    ),
    (
        Lines("billing-runner", "INFO", "no customer is due", "21:40", "23:40", 600),
        Lines("billing-runner", "ERROR", "invoice for customer {n} period 2026-03-01..2026-04-01 already exists; month end run expects 2026-04", "+00:00", "+00:30", 30, 8400, extra={"tz": "America/Los_Angeles"}),
        Lines("billing-api", "WARN", "409 duplicate: uq_invoice_customer_period customer={n}", "+00:01", "+00:26", 30),
        Lines("payments-worker", "ERROR", "nothing to collect for customer {n}: no open invoice in period 2026-04", "+00:06", "+00:24", 90, 2100),
    ),
    (
        ("+00:03", (Span("billing-runner", "run month end", 300, "failed"), Span("billing-api", "POST /invoices", 20, "409 uq_invoice_customer_period", 0))),
        ("+00:07", (Span("payments-worker", "collect", 40, "no open invoice"), Span("billing-api", "GET /invoices", 20, "", 0))),
    ),
    (("23:50", "invoice_pdf_v2", "documents"),),
    quiet=0,
)  # fmt: skip

SCENARIOS = (SHIPMENT_INDEX_LOCK, RENDER_BUCKET_PERMISSION, SEAT_DOUBLE_BOOKING, INVOICE_PERIOD_TIMEZONE)
