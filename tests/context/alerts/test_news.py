from app.context.alerts.news import news, signal_entries
from app.context.intake.episodes import followed
from app.context.intake.recording import signal_draft
from app.domain.entry import Author, Entry, Kind, Source, Voice
from app.domain.signal import SignalKind
from tests.context.telling import at, ended, firing


class Book:
    """Numbers entries as they come."""

    def __init__(self):
        self.known, self.written = {}, []

    def tell(self, *told):
        """The entries that come of it."""
        new = []
        for one in told:
            key = one.fingerprint
            self.known[key] = followed(self.known.get(key), one)[-1]
            draft = signal_draft(self.known[key])
            given = {field: getattr(draft, field) for field in draft.__dataclass_fields__}
            seals = {"salt": "", "content_digest": "", "digest": ""}
            entry = Entry(**given, seq=len(self.written) + 1, recorded_at=one.last_at, **seals)
            self.written.append(entry)
            new.append(entry)
        return new


def test_the_first_alert_of_a_service_is_worth_a_word_and_the_second_is_not():
    book = Book()
    first = book.tell(firing(0))
    assert news([], first) == ":bell: *1 new alert*: Errors are high (ledger)"
    second = book.tell(firing(1, fingerprint="f2", title="Slow"))
    assert news(first, second) == ""
    third = book.tell(firing(2, fingerprint="f3", service="api", title="<b>"))
    assert news(first, [*second, *third]) == ":bell: *2 new alerts*: Slow (ledger), &lt;b&gt; (api)"


def test_many_are_counted():
    said = news([], Book().tell(*[firing(0, fingerprint=f"f{n}", title=f"Alert {n}") for n in range(9)]))
    assert said == ":bell: *9 new alerts*: Alert 0 (ledger), Alert 1 (ledger), Alert 2 (ledger) and 6 more"


def test_ends_are_worth_a_word_when_it_is_all_of_them():
    book = Book()
    start = book.tell(firing(0), firing(0, fingerprint="f2"))
    one = book.tell(ended(5))
    assert news(start, one) == ""
    rest = book.tell(ended(7, fingerprint="f2"))
    assert news(start, [*one, *rest]) == ":white_check_mark: All alerts have ended, the last at 12:07 UTC"
    again = book.tell(firing(20))
    assert news([*start, *one, *rest], again) == ":bell: *1 new alert*: Errors are high (ledger)"


def test_some_of_both():
    book = Book()
    start = book.tell(firing(0), firing(0, fingerprint="f2"))
    since = book.tell(ended(5), firing(6, fingerprint="f3", service="api"))
    assert news(start, since) == ":bell: *1 new alert*: Errors are high (api) · 1 ended"


def test_what_came_and_went_before_anybody_was_told():
    book = Book()
    since = book.tell(firing(0), ended(1))
    assert news([], since).endswith("All alerts have ended, the last at 12:01 UTC")
    others = book.tell(
        firing(2, fingerprint="f2"), firing(2, fingerprint="f3", service="api"), ended(3, fingerprint="f3")
    )
    assert news([*since, others[0]], others[1:]) == ""


def test_bots_of_the_chat_are_not_counted():
    plain = Entry(
        key="m:1", kind=Kind.SIGNAL, happened_at=at(0), author=Author(Voice.MACHINE, "B1"), source=Source("slack", "C/1"),
        seq=1, recorded_at=at(0), salt="", content_digest="", digest="",
    )  # fmt: skip
    assert signal_entries([plain, *Book().tell(firing(0))])[0].details["connector"] == "alertmanager"


def test_what_began_and_ended_again_meanwhile_is_not_new_and_the_last_end_is_the_latest():
    book = Book()
    start = book.tell(firing(0))
    since = book.tell(firing(1, fingerprint="f2", title="Slow"), ended(9, fingerprint="f2", title="Slow"), ended(5))
    assert news(start, since) == ":white_check_mark: All alerts have ended, the last at 12:09 UTC"


def test_what_a_third_party_says_of_itself_is_no_alert_of_ours():
    book = Book()
    start = book.tell(firing(0), firing(0, fingerprint="page", service="cards", kind=SignalKind.STATUS))
    assert len(signal_entries(start)) == 1
    assert news(signal_entries(start), book.tell(ended(5))).startswith(":white_check_mark: All alerts have ended")
