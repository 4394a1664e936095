from app.context.ranking.wording import wording
from tests.context.ranking.situations import deploy, log, merge, points, situation, told

OTHERS = [
    merge(i, f"{i:02}" * 20, title=title)
    for i, title in enumerate(["fix the footer", "newer linter", "faster images"], 1)
]


def test_rare_words_in_common_count():
    where = situation(log("voucher ledger rejected: negative balance"), words="balance of vouchers is wrong")
    near = merge(50, "a" * 40, title="Voucher balances by ledger", diff="+ balance = ledger.sum(voucher)")
    said = told(wording, [near, *OTHERS], where)
    assert said[0][0] > 2
    assert said[0][1] == "shares words with the symptoms: balance, ledger, vouchers"
    assert told(wording, [*OTHERS, near], where) == []


def test_one_common_word_is_little():
    where = situation(log("image gone"))
    assert points(wording, [merge(50, "a" * 40, title="image"), *OTHERS], where) < 2


def test_the_service_is_another_question():
    assert told(wording, [deploy(50, title="till till")], situation(log("till is slow"))) == []


def test_words_of_titles_are_not_told():
    where = situation(words="I deployed to production only once: voucher balance of the ledger is wrong")
    near = deploy(50, title="till deployed to production only: voucher balance by ledger")
    assert told(wording, [near, *OTHERS], where)[0][1] == "shares words with the symptoms: balance, ledger, voucher"
