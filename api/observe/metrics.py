"""What Prometheus is told. Durations in seconds, as its conventions want; routes by template."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

REQUESTS = Counter(
    "zhaoshang_requests", "Requests answered.", ("method", "route", "status"), registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "zhaoshang_request_seconds",
    "Time to the end of the answer.",
    ("method", "route"),
    registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
FEED_FETCHES = Counter("zhaoshang_feed_fetches", "Fetches of calendars.", ("status",), registry=REGISTRY)
JOBS = Gauge("zhaoshang_jobs", "Jobs by state.", ("state",), registry=REGISTRY)
SOLVER_GAP = Gauge(
    "zhaoshang_solver_gap",
    "Gap to the proven bound of jobs that run, 0.01 = 1 %.",
    ("job",),
    registry=REGISTRY,
)
WORKERS = Gauge("zhaoshang_workers", "Workers whose heart beats.", registry=REGISTRY)
POOL = Gauge("zhaoshang_database_connections", "Connections of this process.", ("state",), registry=REGISTRY)


def exposition() -> bytes:
    """Everything measured, in the text format of Prometheus."""
    return generate_latest(REGISTRY)
