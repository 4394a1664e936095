"""Plain BM25: what the formula says."""

import math

import pytest

from app.evaluation.plain_bm25 import PlainBm25


def test_the_order_and_the_points():
    search = PlainBm25(["Disk full", "disk disk and more words than that", "nothing of it"])
    assert search.ranked("DISK") == [0, 1, 2]
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = (2 + 7 + 3) / 3
    assert search._points("disk", 0) == pytest.approx(idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / mean)))


def test_nothing_to_find():
    assert PlainBm25(["a", "b"]).ranked("") == [0, 1]
    assert PlainBm25([]).ranked("a") == []
