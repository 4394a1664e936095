import pytest

from app.context.ranking.paths import kind_of, only_measure, services_of, stem


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("paymentservice", "payment"),
        ("payment-svc", "payment"),
        ("Payment_API-2", "payment"),
        ("api", "api"),
        ("web", "web"),
    ],
)
def test_stems(name, short):
    assert stem(name) == short


def test_services_of_paths():
    services = ("payment-svc", "web", "orders")
    assert services_of(["services/payment/charge.go", "lib/orders.go"], services) == ("payment-svc",)
    assert services_of(["README.md"], services) == ()


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (["go.mod", "go.sum"], "dependencies"),
        (["go.mod", "main.go"], ""),
        (["docs/a.md", "a_test.go"], "documents"),
        (["src/__tests__/a.ts"], "tests"),
        (["CODEOWNERS"], "documents"),
        ([], ""),
    ],
)
def test_kinds(files, kind):
    assert kind_of(files) == kind


def test_files_that_measure():
    assert only_measure(["till/metrics.go", "web/src/web_stats.ts"])
    assert not only_measure(["till/metrics.go", "till/pay.go"])
    assert not only_measure(["statsd/send.go"])
    assert not only_measure([])
