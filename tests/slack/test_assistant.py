"""What the assistant pane tells us becomes a job, and nothing that is not a talk in it does."""

from datetime import UTC, datetime

from app.ports import Identity
from app.slack.arrivals import NOTHING, Here
from app.slack.assistant import PANE, busy_job, of_assistant_thread

HERE = Here(me=Identity("UBOT", "BBOT", "T1", "https://x.example/"), now=datetime(2026, 3, 14, 9, 26, tzinfo=UTC))


def started(**changes):
    thread = {"user_id": "U1", "context": {"channel_id": "C1"}, "channel_id": "D1", "thread_ts": "1773480413.000100"}
    return {
        "type": "assistant_thread_started",
        "assistant_thread": {**thread, **changes},
        "event_ts": "1773480413.000200",
    }


def test_a_new_talk_is_followed_and_its_person_is_met():
    arrival = of_assistant_thread(started(), HERE)
    [job] = arrival.jobs
    assert (job.kind, job.lane) == (PANE, "call:D1")
    assert job.payload == {"channel": "D1", "thread_ts": "1773480413.000100", "viewing": "C1", "is_new": True}
    assert arrival.people == ["U1"]


def test_another_channel_beside_it_is_another_job():
    changed = {**started(context={}), "type": "assistant_thread_context_changed", "event_ts": "1773480414.000200"}
    [job] = of_assistant_thread(changed, HERE).jobs
    assert (job.payload["viewing"], job.payload["is_new"]) == ("", False)
    assert job.key != of_assistant_thread(started(), HERE).jobs[0].key


def test_what_is_no_thread_is_nothing():
    assert of_assistant_thread({}, HERE) is NOTHING
    assert of_assistant_thread(started(thread_ts="x"), HERE) is NOTHING


def test_each_question_says_once_that_it_is_being_looked_at():
    one, two = (busy_job("D1", "1.0", ts, HERE) for ts in ("2.0", "3.0"))
    assert one.key != two.key
    assert one.key == busy_job("D1", "1.0", "2.0", HERE).key
