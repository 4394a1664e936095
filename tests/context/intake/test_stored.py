from app.context.intake import stored
from tests.context.telling import at

SECRET = "xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"


def test_secrets_are_masked_before_anything_is_cut():
    assert SECRET[:20] not in stored.text(f"a {SECRET}", 30)
    assert stored.line("a\n b\x00\ud800", 9) == "a b\ufffd\ufffd"
    assert stored.attributes({"token": SECRET}) == {"token": "[secret:slack-token]"}


def test_what_is_a_secret_by_its_name_is_masked_too():
    told = {"db_password": "hunter2hunter2", f"name {SECRET}": "x", "pod": "ledger-7d9f8b6c4-x2x4z"}
    assert stored.attributes(told) == {
        "db_password": "[secret:password]",
        "name [secret:slack-token]": "x",
        "pod": "ledger-7d9f8b6c4-x2x4z",
    }


def test_many_and_long_things_are_cut():
    assert len(stored.attributes({f"k{n}": "v" for n in range(500)})) == stored.MOST_ATTRIBUTES
    assert stored.texts(["abc", "def", "ghi"], 2, 2) == ("ab", "de")


def test_times_come_back():
    assert stored.moment_of(stored.moment(at(3))) == at(3)
    assert stored.moment_of(stored.moment(None)) is None
