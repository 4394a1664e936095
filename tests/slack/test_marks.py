import pytest

from app.domain.entry import Kind
from app.slack.arrivals import NOTHING
from app.slack.marks import MARK, of_pin_added, of_reaction_added, of_reaction_removed
from tests.slack.test_messages import EVENT, HERE, ME, TS


def reaction(name: str = "eyes", user: str = "U0ANA"):
    return {"user": user, "reaction": name, "item": {"type": "message", "channel": "C1", "ts": TS}, "event_ts": EVENT}


def test_a_reaction_counts_from_when_it_was_given_and_without_its_skin_tone() -> None:
    [draft] = of_reaction_added(reaction("+1::skin-tone-3"), HERE).drafts
    assert (draft.kind, draft.about, draft.details["name"]) == (Kind.REACTION, f"m:C1/{TS}", "+1")
    assert draft.happened_at.timestamp() == pytest.approx(1700000061.0003)


def test_ours_are_passed_over() -> None:
    assert of_reaction_added(reaction(user=ME.user), HERE) is NOTHING


def test_only_a_pushpin_that_is_taken_off_takes_ours_with_it() -> None:
    assert of_reaction_removed(reaction("eyes"), HERE).jobs == []
    assert of_reaction_added(reaction("pushpin"), HERE).jobs == []
    [job] = of_reaction_removed(reaction("pushpin"), HERE).jobs
    assert (job.kind, job.payload["added"]) == (MARK, False)


def test_a_pinned_file_is_not_a_message() -> None:
    pin = {"user": "U0ANA", "channel_id": "C1", "item": {"type": "file", "file": {"id": "F1"}}, "event_ts": EVENT}
    assert of_pin_added(pin, HERE) is NOTHING
    message = {"type": "message", "channel": "C1", "message": {"ts": TS}}
    assert of_pin_added({**pin, "item": message}, HERE).drafts[0].kind is Kind.PIN
