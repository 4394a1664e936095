"""The commands that give a brief."""

from app.domain.brief import BriefKind


async def test_a_summary_is_private_with_keep(inc):
    await inc.says("We rolled back checkout to v41.")
    heard = await inc("summary")
    assert heard.answer_body.document.kind is BriefKind.SUMMARY
    (answer,) = heard.posts
    assert (answer.post.brief, answer.post.incident_id, answer.post.record) == ("summary", 1, True)
    assert heard.entries == []


async def test_a_summary_of_another_incident(inc):
    assert (await inc("summary INC-1", channel="C9")).posts[0].post.incident_id == 1


async def test_a_catchup_starts_where_the_reader_left(inc, monkeypatch):
    asked = []
    context = inc.reader.context

    async def noted(incident, now, since=None, reader=""):
        asked.append((since, reader))
        return await context(incident, now, since, reader)

    monkeypatch.setattr(inc.reader, "context", noted)
    await inc("catchup")  # never here before
    said_at = inc.clock.forward(3600)
    await inc.says("Old news: error rate is 40 % on checkout.", "UANA")
    inc.clock.forward(60)
    await inc("catch up")  # since she spoke
    given_at = inc.clock.now
    inc.clock.forward(60)
    await inc("catchup")  # since she was given a catch-up
    assert asked == [(None, "UANA"), (said_at, "UANA"), (given_at, "UANA")]


async def test_a_catchup_since_a_time(inc):
    heard = await inc("catchup since start")
    assert heard.answer_body.document.kind is BriefKind.CATCHUP
    assert "is still ahead" in (await inc("catchup since 2030-01-01 10:00")).answer


async def test_the_timeline_is_short_and_linked(inc):
    assert (await inc("timeline")).answer.startswith("*INC-1 timeline*, UTC\n09:26 *status*")
    for number in range(30):
        inc.clock.forward(60)
        await inc(f"decision number {number} &lt;b&gt; <@UBEN>")
    lines = (await inc("timeline")).answer.split("\n")
    assert lines[1] == "_11 earlier rows are left out._"
    assert lines[-1] == "09:57 *decision* number 29 &lt;b&gt; Ben – Ana Lima"
    lines = (await inc("timeline since 09:30")).answer.split("\n")
    assert len(lines) == 22
    assert lines[-1] == "_8 later rows are left out._"
    inc.clock.forward(3600)
    assert (await inc("timeline since 5m")).answer.startswith("*INC-1 timeline*, UTC\nNothing since 2026-03-14 10:")


async def test_rows_of_chat_carry_their_permalink(inc):
    await inc.says("We rolled back checkout to v41.")
    assert "<https://chat.example/p1|09:27>" in (await inc("tl")).answer


async def test_an_update_is_posted_for_everybody(inc):
    (post,) = (await inc("update")).posts
    assert post.post.body.document.kind is BriefKind.UPDATE
    assert (post.post.brief, post.post.reader) == ("update", "")


async def test_an_update_in_ones_own_words_is_verbatim(inc):
    heard = await inc("update Payments work again.\nWe keep <!channel> watching &amp; waiting.")
    (post,) = heard.posts
    assert (
        post.post.body.text
        == ":mega: *Update* by Ana Lima\nPayments work again.\nWe keep channel watching &amp; waiting."
    )
    assert heard.kinds == []
    assert (await inc.now()).updated_at == inc.clock()


async def test_a_very_long_update_is_cut_and_kept_whole(inc):
    heard = await inc("update " + "word " * 8000)
    assert len(heard.line) < 3000
    assert len(heard.entry.text) > 39_000


async def test_the_postmortem_is_asked_for(inc):
    heard = await inc("postmortem redraft")
    (payload,) = [payload for kind, payload in heard.jobs if kind == "postmortem"]
    assert payload == {"incident": 1}
    assert heard.answer == "I am drafting the postmortem from the record so far. In a moment it stands in <#C1>."
