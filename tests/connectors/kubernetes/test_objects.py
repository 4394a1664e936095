"""Names that Kubernetes generates, and what an image says of its version."""

import pytest

from app.connectors.kubernetes.objects import version, workload_of


@pytest.mark.parametrize(
    ("kind", "name", "workload"),
    [
        ("Pod", "checkout-7d9fc4b5d8-x2k4q", "checkout"),
        ("Pod", "node-agent-x2k4q", "node-agent"),
        ("Pod", "orders-db-0", "orders-db"),
        ("Pod", "report-29012345-x2k4q", "report"),
        ("Pod", "a-proxy", "a-proxy"),
        ("ReplicaSet", "checkout-7d9fc4b5d8", "checkout"),
        ("Node", "worker-1", "worker-1"),
    ],
)
def test_the_workload_behind_a_name(kind, name, workload):
    assert workload_of(kind, name) == workload


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        ("registry.example:5000/shop/checkout:2.1.0", "2.1.0"),
        ("checkout:2.1.0@sha256:0b31b1c02ff458ad", "2.1.0"),
        ("registry.example:5000/checkout@sha256:0b31b1c02ff458ad9b7b", "sha256:0b31b1c02ff4"),
        ("checkout", ""),
    ],
)
def test_the_version_of_an_image(image, tag):
    assert version(image) == tag
