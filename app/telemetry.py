"""Logs and numbers. Logs are one line of key=value (or JSON) per event, times in UTC; never the text of a message, never
a token. Numbers are counts and sizes under labels from our own words and settings; never a text, never a person.
"""

import logging
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import structlog
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

LEVELS = ("debug", "info", "warning", "error")


def configure_logs(level: str, stream: TextIO | None = None) -> None:
    """Send everything, libraries included, to `stream` (standard error): readable on a terminal, else JSON."""
    stream = stream or sys.stderr
    stamped: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=True) if stream.isatty() else structlog.processors.JSONRenderer()
    )
    exceptions: list[structlog.typing.Processor] = [] if stream.isatty() else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*stamped, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=stamped,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *exceptions, shown],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in (
        "slack_bolt",
        "slack_sdk",
        "aiohttp.access",
        "apscheduler",
        "alembic",
        "openai",
        "httpx2",
        "httpcore2",
    ):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def place_of(error: BaseException) -> dict[str, str]:
    """Which error it was and where, for a log in which its message has no place: it may quote what was sent or read."""
    frames = traceback.extract_tb(error.__traceback__)
    return {"error": type(error).__name__, "at": f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""}


Labels = tuple[str, ...]


@dataclass(slots=True)
class Total:
    """What only ever grows. Prometheus shows its name with `_total`."""

    name: str
    about: str
    labels: Labels = ()
    values: dict[Labels, float] = field(default_factory=dict)

    def add(self, labels: Labels, amount: float = 1) -> None:
        self.values[labels] = self.values.get(labels, 0) + amount

    def family(self) -> Metric:
        return _filled(CounterMetricFamily(self.name, self.about, labels=self.labels), self.values)


@dataclass(slots=True)
class Level:
    """What goes up and down: read anew each time."""

    name: str
    about: str
    labels: Labels = ()
    values: dict[Labels, float] = field(default_factory=dict)

    def family(self) -> Metric:
        return _filled(GaugeMetricFamily(self.name, self.about, labels=self.labels), self.values)


def _filled(family: CounterMetricFamily | GaugeMetricFamily, values: Mapping[Labels, float]) -> Metric:
    for labels, value in sorted(values.items()):
        family.add_metric(labels, value)
    return family


@dataclass(slots=True)
class Spread:
    """How large something was, counted by upper bounds."""

    name: str
    about: str
    labels: Labels
    bounds: Sequence[float]
    counts: dict[Labels, list[int]] = field(default_factory=dict)
    sums: dict[Labels, float] = field(default_factory=dict)

    def add(self, labels: Labels, value: float) -> None:
        counts = self.counts.setdefault(labels, [0] * (len(self.bounds) + 1))
        counts[-1] += 1
        for place, bound in enumerate(self.bounds):
            counts[place] += value <= bound
        self.sums[labels] = self.sums.get(labels, 0) + value

    def family(self) -> Metric:
        shown = HistogramMetricFamily(self.name, self.about, labels=self.labels)
        names = [*(f"{bound:g}" if bound < 1e6 else f"{bound:.0f}" for bound in self.bounds), "+Inf"]
        for labels, counts in sorted(self.counts.items()):
            shown.add_metric(labels, list(zip(names, counts, strict=True)), self.sums[labels])
        return shown


class Metrics(Collector):
    """The numbers of one app, in a registry of its own."""

    def __init__(self, series: Sequence[Total | Level | Spread]) -> None:
        self._series = series
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)

    def collect(self) -> Iterable[Metric]:
        return [one.family() for one in self._series]

    def text(self) -> bytes:
        """In Prometheus' text format, version 1.0.0."""
        return generate_latest(self._registry)
