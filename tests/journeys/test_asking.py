"""Questions to the bot: answered from this incident's record, with sources, to whom it is meant for; or nobody said."""

from app.domain.brief import BriefKind
from app.domain.entry import Kind
from app.domain.post import SentPost
from app.record import posts
from tests.journeys.story import ANA, BEN, CLEO, DAN


def join(story, channel) -> None:
    for person in (BEN, CLEO, DAN):
        story.acts.join(person, channel.id)


async def answers(story) -> list[SentPost]:
    incident = await story.incident()
    async with story.rehearsal.bot.database.reading() as connection:
        said = await posts.of_incident(connection, incident.id)
    return [one for one in said if one.post.brief == BriefKind.ANSWER.value]


def texts(sent: SentPost) -> list[str]:
    return [statement.text for statement in sent.post.body.document.statements]


async def test_a_mention_is_answered_in_the_thread_for_all(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "errors started right after the 14:02 deploy")
    await story.say(ANA, channel.id, "I decided to roll back payments to 41.2")
    await story.say(CLEO, channel.id, "lunch is here")
    ts = await story.say(DAN, channel.id, f"<@{story.bot_user}> when did we roll back, and who decided?")
    [answer] = await answers(story)
    assert (answer.post.thread_ts, answer.post.reader) == (ts, "")
    assert texts(answer) == ["Ana Ferreira: “I decided to roll back payments to 41.2”"]
    assert answer.post.body.document.statements[0].citations


async def test_a_typed_question_is_answered_privately(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the queue is full of orders for Lisbon")
    await story.inc(CLEO, channel.id, "ask where are the orders for?")
    [answer] = await answers(story)
    assert answer.post.reader == CLEO
    assert "Lisbon" in texts(answer)[0]


async def test_what_nobody_said_is_not_known(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the queue is full")
    await story.inc(CLEO, channel.id, "ask who is the king of Norway?")
    [answer] = await answers(story)
    assert texts(answer) == []
    assert answer.post.body.document.sections[0].empty.startswith("Nobody said")


async def test_a_question_alone_is_understood_without_the_verb(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the certificate expired")
    await story.inc(CLEO, channel.id, "what expired?")
    [answer] = await answers(story)
    assert texts(answer) == ["Ben Okafor: “the certificate expired”"]


async def test_earlier_questions_are_no_answers(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "who restarted the gateway?")
    await story.say(DAN, channel.id, f"<@{story.bot_user}> who restarted the gateway?")
    await story.say(DAN, channel.id, f"<@{story.bot_user}> who restarted the gateway?")
    assert [texts(one) for one in await answers(story)] == [[], []]


async def test_a_deleted_message_answers_nothing_any_more(story):
    channel = await story.declare()
    join(story, channel)
    ts = await story.say(BEN, channel.id, "the certificate expired")
    await story.inc(CLEO, channel.id, "ask what expired?")
    await story.delete(BEN, channel.id, ts)
    await story.inc(CLEO, channel.id, "ask what expired?")
    assert [texts(one) for one in await answers(story)] == [[], []]


async def test_elsewhere_it_is_about_the_only_incident_that_one_may_see(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the certificate expired")
    await story.inc(DAN, story.general, "ask what expired?")
    assert len(await answers(story)) == 1


async def test_a_private_incident_answers_only_its_members(story):
    channel = await story.declare("new Checkout is down private")
    await story.say(ANA, channel.id, "the certificate expired")
    await story.inc(ANA, channel.id, "private")
    await story.inc(DAN, story.general, "INC-1 ask what expired?")
    await story.inc(DAN, story.general, "ask what expired?")
    assert await answers(story) == []
    await story.inc(ANA, story.general, "INC-1 ask what expired?")
    [answer] = await answers(story)
    assert answer.post.reader == ANA


async def test_of_several_incidents_one_is_chosen_with_a_button(story):
    first = await story.declare()
    join(story, first)
    await story.declare("new Search is slow")
    await story.say(BEN, first.id, "the certificate expired")
    await story.inc(DAN, story.general, "ask what expired?")
    assert await answers(story) == []
    [offer] = story.private(DAN, story.general)
    await story.click(DAN, story.general, offer, "INC-1 Checkout is down")
    assert len(await answers(story)) == 1


async def test_in_the_assistant_pane_it_is_about_the_channel_beside_it(story):
    first = await story.declare()
    other = await story.declare("new Search is slow")
    for channel in (first, other):
        join(story, channel)
    await story.say(BEN, first.id, "the certificate expired")
    await story.say(BEN, other.id, "the index expired")
    pane = story.acts.open_assistant(DAN, story.rehearsal.app.app_id, viewing=first.id)
    await story.settle()
    assert next(prompt["title"] for prompt in pane.prompts) == "Catch me up"
    await story.say(DAN, pane.channel_id, "what expired?", thread_ts=pane.thread_ts)
    assert pane.status == "is reading the record…"
    [answer] = await answers(story)
    assert (answer.post.thread_ts, answer.post.reader) == (pane.thread_ts, "")
    assert texts(answer) == ["Ben Okafor: “the certificate expired”"]
    story.workspace.assistants.look_at(story.rehearsal.app, pane, other.id)
    await story.say(DAN, pane.channel_id, "catch me up", thread_ts=pane.thread_ts)
    assert "the index expired" in "\n".join(story.posts(pane.channel_id))


async def test_the_pane_beside_a_private_channel_tells_outsiders_nothing(story):
    channel = await story.declare("new Checkout is down private")
    await story.say(ANA, channel.id, "the certificate expired")
    await story.inc(ANA, channel.id, "private")
    pane = story.acts.open_assistant(DAN, story.rehearsal.app.app_id, viewing=channel.id)
    await story.settle()
    await story.say(DAN, pane.channel_id, "what expired?", thread_ts=pane.thread_ts)
    assert await answers(story) == []
    assert "certificate" not in "\n".join(story.posts(pane.channel_id))


async def test_questions_to_the_bot_change_nothing(story):
    channel = await story.declare()
    join(story, channel)
    asked = [
        "close to what limit are we?",
        "resolve did we really fix it?",
        "status resolved?",
        "sev 1?",
        "decision on the rollback?",
        "lead is who?",
        "title of this incident?",
    ]
    before = await story.incident()
    for question in asked:
        await story.say(DAN, channel.id, f"<@{story.bot_user}> {question}")
    assert await story.incident() == before
    assert await story.of_kind(Kind.DECISION) == []


async def test_words_of_commands_in_a_question_ask_the_record(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the zebra gateway is stuck")
    for question in ("status of the zebra?", "what happened to the zebra?", "tell me about the zebra", "why zebra?"):
        await story.inc(DAN, channel.id, question)
    assert [texts(one) for one in await answers(story)] == [["Ben Okafor: “the zebra gateway is stuck”"]] * 4


async def test_thanks_in_the_channel_need_no_answer(story):
    channel = await story.declare()
    join(story, channel)
    before = len(story.from_bot(channel.id))
    await story.say(DAN, channel.id, f"<@{story.bot_user}> thanks!")
    assert len(story.from_bot(channel.id)) == before


async def test_politeness_is_no_part_of_a_command(story):
    channel = await story.declare()
    await story.inc(ANA, channel.id, "summary please")
    assert "Checkout is down" in story.last_private(ANA)


async def test_whoever_deletes_their_question_takes_it_from_the_answer_too(story):
    channel = await story.declare()
    join(story, channel)
    ts = await story.say(DAN, channel.id, f"<@{story.bot_user}> who feeds the zebra?")
    assert "zebra" in story.told()
    await story.delete(DAN, channel.id, ts)
    assert "zebra" not in story.told()
    assert "zebra" not in await story.kept()


async def test_an_answer_loses_what_its_source_deletes(story):
    channel = await story.declare()
    join(story, channel)
    ts = await story.say(BEN, channel.id, "the zebra certificate expired")
    pane = story.acts.open_assistant(DAN, story.rehearsal.app.app_id, viewing=channel.id)
    await story.settle()
    await story.say(DAN, pane.channel_id, "what expired?", thread_ts=pane.thread_ts)
    await story.say(DAN, channel.id, f"<@{story.bot_user}> what expired?")
    assert "zebra" in "\n".join(story.posts(pane.channel_id))
    await story.delete(BEN, channel.id, ts)
    assert "zebra" not in story.told()
    assert "zebra" not in await story.kept()


async def test_quoted_text_pings_and_links_nothing(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "<!channel> the zebra is at <https://evil.example|our wiki>, ask <@U0ANA>")
    await story.say(DAN, channel.id, f"where is the zebra <!here> <https://evil.example>, <@{story.bot_user}>?")
    [answer] = story.from_bot(channel.id)[-1:]
    sent = str(answer.body.get("blocks")) + answer.text
    assert "zebra" in sent
    assert not any(mark in sent for mark in ("<!", "<@", "'broadcast'", "evil.example|", "'url': 'https://evil"))


async def test_who_left_the_private_channel_is_told_no_more(story):
    channel = await story.declare("new Checkout is down private")
    await story.inc(ANA, channel.id, "private")
    story.acts.invite(ANA, channel.id, BEN)
    await story.settle()
    await story.say(BEN, channel.id, "the certificate expired")
    await story.inc(BEN, story.general, "INC-1 ask what expired?")
    story.acts.leave(BEN, channel.id)
    await story.settle()
    await story.inc(BEN, story.general, "INC-1 ask what expired?")
    assert "There is no incident INC-1" in story.last_private(BEN)
    assert len(await answers(story)) == 1


async def test_a_closed_incident_still_answers(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "the certificate expired")
    await story.inc(ANA, channel.id, "close")
    await story.later(60)
    await story.inc(DAN, story.general, "INC-1 what expired?")
    assert len(await answers(story)) == 1


async def test_what_is_asked_of_the_bot_is_no_open_question_of_the_incident(story):
    channel = await story.declare()
    join(story, channel)
    await story.say(BEN, channel.id, "who owns the zebra gateway?")
    await story.say(DAN, channel.id, f"<@{story.bot_user}> who broke the tapir?")
    await story.inc(CLEO, channel.id, "catchup since start")
    told = story.last_private(CLEO)
    assert "zebra" in told
    assert "tapir" not in told
