from app.context.intake.episodes import followed
from app.context.intake.recording import change_draft, signal_draft
from app.domain.change import ChangeKind, ChangeState
from app.domain.entry import Kind, Voice
from tests.context.telling import at, deploy, ended, firing


def _after(*told):
    known = None
    for one in told:
        known = followed(known, one)[-1]
    return known


def test_an_alert_that_starts():
    draft = signal_draft(_after(firing(3, detail="ratio <0.3>", url="https://example.com/a")), "Alertmanager")
    assert (draft.kind, draft.happened_at, draft.thread) == (Kind.SIGNAL, at(3), "")
    assert draft.text == "Errors are high (ledger)\nratio &lt;0.3&gt;"
    assert (draft.author.voice, draft.author.id, draft.author.name) == (Voice.MACHINE, "alertmanager", "Alertmanager")
    assert draft.source.url == "https://example.com/a"
    assert draft.details["state"] == "firing"


def test_a_repeat_is_the_same_entry_and_the_end_stands_in_its_thread():
    start, again = signal_draft(_after(firing(0))), signal_draft(_after(firing(0), firing(1, since=0)))
    assert start.key == again.key
    end = signal_draft(_after(firing(0), firing(1, since=0), ended(7)))
    assert end.key != start.key
    assert (end.thread, end.happened_at) == (start.key, at(7))
    assert end.text == "Ended: Errors are high (ledger) (notified 2 times)"
    flaps = signal_draft(_after(firing(0), ended(7), firing(8)))
    assert flaps.key not in {start.key, end.key}
    assert flaps.text.startswith("Fires again: ")


def test_the_next_episode_is_another_entry():
    assert signal_draft(_after(firing(0), ended(7), firing(30))).key != signal_draft(_after(firing(0))).key


def test_an_end_alone():
    end = signal_draft(_after(ended(7)))
    assert (end.happened_at, end.thread) == (at(7), "")
    assert end.key != signal_draft(_after(firing(0))).key


def test_what_began_long_ago_is_put_where_we_heard_of_it():
    draft = signal_draft(_after(firing(0, since=-60 * 24 * 90)))
    assert draft.happened_at == at(0)
    assert "(since 2025-12-14 12:00 UTC)" in draft.text


def test_addresses_that_are_no_web_pages_are_left_out():
    for url in ("javascript:alert(1)", "https://a.example/> <!channel> <https://a.example/"):
        assert signal_draft(_after(firing(0, url=url))).source.url == ""


def test_changes_say_what_became_of_them():
    def says(**given):
        return change_draft(deploy(**given)).text

    assert says() == "Deploy finished: ledger 2.31"
    assert says(state=ChangeState.RUNNING) == "Deploy started: ledger 2.31"
    assert says(state=ChangeState.FAILED) == "Deploy failed: ledger 2.31"
    assert says(state=ChangeState.UNDONE) == "Rolled back: ledger 2.31"
    assert says(undoes="d0") == "Rolled back: ledger 2.31"
    assert says(kind=ChangeKind.FLAG, title="new <ledger>") == "Flag changed: new &lt;ledger&gt;"
    assert (
        says(kind=ChangeKind.FLAG, state=ChangeState.UNDONE, title="fast path") == "Switched back: fast path (ledger)"
    )


def test_each_state_of_a_change_is_an_entry_at_its_time():
    running, done = deploy(state=ChangeState.RUNNING), deploy(finished_at=at(4))
    first, second = change_draft(running), change_draft(done)
    assert first.key != second.key
    assert (first.happened_at, second.happened_at) == (at(0), at(4))
    assert (second.kind, second.details["ref"]) == (Kind.CHANGE, "d1")
