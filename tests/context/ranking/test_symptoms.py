from app.context.ranking.symptoms import symptoms
from app.domain.signal import SignalKind
from tests.context.ranking.situations import log, metric, signal, situation


def test_words_with_weights():
    found = symptoms(
        situation(
            log("ledger rejected vouchers"),
            log("printer jammed", service="printer"),
            log("flag enabled for cohort", severity=5),
            metric("voucher_errors", 1, 9),
            words="customers cannot pay",
        )
    )
    assert found.words["vouch"] == found.words["custom"] == 1.0
    assert found.words["jamm"] == 0.5
    assert found.words["cohort"] < 0.2
    assert "flag enabled" not in found.text
    assert found.spoken["vouch"] == "vouchers"
    assert "till" not in found.words


def test_names_and_files():
    found = symptoms(
        situation(log("'amount_minor' unknown", examples=("at pay.go:7",)), signal(SignalKind.STATUS, "CardCo is down"))
    )
    assert {"amount_minor"} <= found.names
    assert found.files == {"pay.go"}


def test_what_got_better_says_little():
    found = symptoms(situation(metric("hold_duration_ms", 220, 70), metric("order_duration_ms", 70, 220)))
    assert found.text == "order_duration_ms"
    assert found.words["hold"] < 0.2 < found.words["order"]
