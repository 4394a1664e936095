"""Calls from the job to what is committed."""

import structlog

from app.commands import dispatch
from app.domain.entry import Kind
from app.jobs.job import NewJob
from app.jobs.queue import enqueue


async def test_a_fact_its_line_and_its_jobs_are_committed_together(inc):
    heard = await inc("decision roll back to v41", reply_to="https://hooks.example/1")
    assert heard.kinds == [Kind.DECISION]
    assert heard.line == ":memo: *Decision* by Ana Lima: roll back to v41"
    assert heard.answer == ""
    assert {"deliver", "card"} <= {kind for kind, _ in heard.jobs}


async def test_a_private_answer_goes_to_whoever_asked(inc):
    (answer,) = (await inc("status", reply_to="https://hooks.example/1")).posts
    assert (answer.post.reader, answer.post.reply_to, answer.post.brief) == ("UANA", "https://hooks.example/1", "reply")
    assert answer.post.incident_id == 1


async def test_an_answer_is_not_an_entry(inc):
    assert (await inc("summary")).entries == []


async def test_a_mention_is_answered_in_its_thread_for_everybody(inc):
    (answer,) = (await inc("summary", thread_ts="1.2")).posts
    assert (answer.post.reader, answer.post.thread_ts, answer.post.body.buttons) == ("", "1.2", ())


async def test_a_fact_from_a_mention_is_confirmed_in_its_thread(inc):
    (line,) = (await inc("note hello", thread_ts="1.2")).posts
    assert (line.post.thread_ts, line.post.channel) == ("1.2", "C1")


async def test_keep_is_offered_with_the_key_of_the_answer(inc):
    heard = await inc("summary", key="k-9")
    assert [(one.act, one.value) for one in heard.answer_body.buttons] == [("keep", "c:k-9:answer")]


async def test_a_call_that_is_delivered_again_changes_nothing(inc):
    await inc("decision roll back", key="same")
    again = await inc("decision roll back", key="same")
    assert len(again.posts) == 1
    assert again.jobs == []
    async with inc.database.transaction() as tx:  # even as a job of another name, as two processes might enqueue it
        await enqueue(tx, [_job(inc, "decision roll back", "same")])
    await inc.drain()
    entries = await inc.reader.entries(inc.incident)
    assert [one.kind for one in entries].count(Kind.DECISION) == 1


async def test_declaring_twice_with_one_call_is_one_incident(bare):
    await bare("new Checkout is down", key="same", channel="C9")
    async with bare.database.transaction() as tx:
        await enqueue(tx, [_job(bare, "new Checkout is down", "same", channel="C9")])
    await bare.drain()
    assert [one.key for one in await bare.reader.active()] == ["INC-1"]


def _job(inc, text, key, channel="C1"):
    payload = {"text": text, "person": "UANA", "channel": channel, "at": inc.clock().isoformat(), "key": key}
    return NewJob(key=f"other:{key}", kind="call", lane="x", run_at=inc.clock(), payload=payload)


async def test_a_bare_call_opens_the_menu(inc):
    labels = [one.label for one in (await inc("  ")).answer_body.buttons]
    assert labels[:4] == ["Status", "Summary", "Catch-up", "Timeline"]


async def test_an_unknown_verb_is_answered_with_what_was_probably_meant(inc):
    heard = await inc("desicion roll back")
    assert heard.answer.startswith("I do not know “desicion”. Did you mean `/inc decision`?")
    assert heard.entries == []


async def test_what_was_typed_cannot_mention_or_link_in_the_answer(inc):
    heard = await inc("<!channel|x> <https://evil.example|click>")
    assert "<" not in heard.answer


async def test_a_command_in_the_wrong_channel_says_where_it_works(inc):
    await inc.declared("Secret", "C2", private=True)
    heard = await inc("decision roll back", channel="C9")
    assert "works in an incident's channel" in heard.answer
    assert "*INC-1* <#C1> Checkout is down" in heard.answer
    assert "/inc INC-1 decision" in heard.answer
    assert "Secret" not in heard.answer
    assert heard.entries == []


async def test_a_reading_command_in_the_wrong_channel_says_so_too(bare):
    assert "`/inc summary` works in an incident's channel" in (await bare("summary")).answer


async def test_a_key_first_speaks_about_that_incident(inc):
    heard = await inc("inc-1 note the vendor called", channel="C9")
    assert heard.kinds == [Kind.NOTE]
    assert [one.post.channel for one in heard.public] == ["C1"]
    assert heard.answer == "Done, in <#C1>."
    assert "*INC-1*" in (await inc("INC-1", channel="C9")).answer


async def test_a_private_incident_does_not_exist_for_others(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.members_of["C2"] = ["UBEN"]
    for text in ("INC-2 status", "INC-2 note x", "summary INC-2", "catchup INC-2", "timeline INC-2", "INC-2"):
        heard = await inc(text, channel="C1")
        assert heard.answer == "There is no incident INC-2. `/inc list` shows those that there are.", text
    assert "There is no incident INC-7" in (await inc("summary INC-7")).answer


async def test_a_private_incident_is_told_to_a_member_alone_even_from_a_mention(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.members_of["C2"] = ["UBEN"]
    for text in ("INC-2 status", "summary INC-2", "INC-2 catchup", "list", "INC-2 list", "INC-2"):
        (answer,) = (await inc(text, person="UBEN", thread_ts="1.2")).posts
        assert answer.post.reader == "UBEN", text
    heard = await inc("INC-2 note x", person="UBEN", thread_ts="1.2")
    assert [one.post.channel for one in heard.public] == ["C2"]
    assert [one.post.reader for one in heard.posts if one.post.channel == "C1"] == ["UBEN"]


async def test_what_chat_cannot_say_is_not_taken_for_no(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.down = True
    heard = await inc("INC-2 status")
    assert heard.answer == ("I could not do that: Slack: timed out. Nothing was changed; try again in a minute.")


async def test_a_bug_is_logged_once_and_its_id_told(inc, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(dispatch, "find", broken)
    with structlog.testing.capture_logs() as logs:
        heard = await inc("note x")
    (logged,) = [one for one in logs if one["log_level"] == "error"]
    assert heard.answer == f"Something went wrong (id {logged['id']}); it is logged. Nothing was changed."
    assert heard.entries == []


async def test_a_commit_that_fails_is_tried_again_and_then_told(inc, monkeypatch):
    attempts = []

    async def broken(tx, incident_id, drafts):
        attempts.append(drafts)
        raise OSError("disk")

    monkeypatch.setattr(inc.recorder, "append", broken)
    with structlog.testing.capture_logs():
        heard = await inc("note x")
        assert heard.posts == []
        for _ in range(3):
            inc.clock.forward(60)
            await inc.drain()
    heard = await inc._heard("k1", set())
    assert len(attempts) == 3
    assert heard.answer.startswith("Something went wrong (id ")


async def test_a_channel_adopted_meanwhile_is_one_incident(bare, monkeypatch):
    looked = bare.reader.incident_of
    seen = []

    async def slow(channel):
        found = await looked(channel)
        if not seen:
            seen.append(channel)
            await bare.declared("From the channel's name")
        return found

    monkeypatch.setattr(bare.reader, "incident_of", slow)
    heard = await bare("adopt")
    assert heard.answer.startswith("This channel is INC-1 already")
    assert [one.key for one in await bare.reader.active()] == ["INC-1"]


async def test_where_recording_has_stopped_nothing_is_noted(inc):
    await inc("leave")
    heard = await inc("note x")
    assert heard.answer == "I do not record INC-1 any more. `/inc adopt` in its channel brings me back."
    assert (await inc("summary")).answer_body.document is not None
    heard = await inc("status resolved")
    assert (heard.kinds, heard.public) == ([Kind.STATUS], [])


async def test_a_linked_channel_speaks_about_its_incident(inc):
    await inc.linked("C9")
    heard = await inc("note seen here too", channel="C9")
    assert heard.kinds == [Kind.NOTE]
    assert [one.post.channel for one in heard.public] == ["C1"]
    assert heard.answer == "Done, in <#C1>."


async def test_a_channel_linked_to_a_private_incident_opens_it_to_nobody_else(inc):
    await inc.declared("Leak", "C2", private=True)
    await inc.linked("C9", 2)
    inc.chat.members_of["C2"] = ["UBEN"]
    for text in ("summary", "status", "", "INC-2", "note x"):
        heard = await inc(text, channel="C9")
        assert "Leak" not in heard.answer
        assert "INC-2*" not in heard.answer
        assert heard.entries == []
    (answer,) = (await inc("status", channel="C9", person="UBEN", thread_ts="1.2")).posts
    assert "Leak" in answer.post.body.text
    assert answer.post.reader == "UBEN"
