"""`/inc why`: how the newest brief that one may see came to be."""

from dataclasses import replace

import pytest

from app.briefs.writers import Writers
from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from app.domain.model import Attempt, Trace
from app.domain.post import Body, Post
from app.policy import ledger
from app.policy.budget import Budget
from app.policy.gate import Gate
from app.record import posts, traces
from tests.briefs.writers.scripted import HOSTED, ScriptedModel, sections

TRACE = Trace(
    id="0123456789abcdef",
    kind="catchup",
    writer="small",
    prompt_version="a1b2c3",
    entries=(2, 3, 9),
    attempts=(
        Attempt(model="big", outcome="private incidents stay on this machine", duration_s=0.01),
        Attempt(
            model="small",
            outcome="answered",
            input_tokens=5210,
            output_tokens=640,
            duration_s=3.21,
            cost_usd=0.0012,
        ),
    ),
    findings={"number": 2, "name": 1},
    dropped=("<!channel> the CEO <@UBEN> caused it `rm -rf` *now* see <https://evil.example|this>",),
    kept=9,
    filled=3,
    remark="private incidents stay on this machine",
)


@pytest.fixture
def brief(inc):
    async def given(
        trace: Trace | None = None, kind=BriefKind.CATCHUP, reader: str = "", remark: str = "", brief: str = "", **more
    ) -> str:
        inc.clock.forward(60)
        document = Document(
            kind=kind,
            title="t",
            headline="h",
            sections=(Section("s", "S", (Statement("It is slow.", (2, 3), Standing.STATED),)),),
            written_at=inc.clock(),
            written_by=trace.writer if trace else "rules",
            entries_read=9,
            remark=trace.remark if trace else remark,
            trace=trace.id if trace else "",
        )
        name = brief or kind.value
        key = f"c:given{inc.clock.now.timestamp():.0f}:{name}"
        post = Post(
            key=key, incident_id=1, channel="C1", body=Body(document=document), brief=name, reader=reader, record=False
        )
        async with inc.database.transaction() as tx:
            await posts.say(
                tx, Post(**{field: getattr(post, field) for field in post.__slots__} | more), inc.clock(), 5
            )
            if trace:
                await traces.save(tx, 1, trace, inc.clock())
        await inc.drain()
        return key

    return given


async def test_all_that_went_into_a_brief_by_a_model(inc, brief):
    await brief(TRACE)
    heard = await inc("why")
    assert heard.answer == (
        "*How this catchup of INC-1 came to be* (09:28 UTC)\n"
        "Written by `small`: 9 statements by it, 3 by rules (before it: private incidents stay on this machine).\n"
        "It knows the record up to entry 9. The model was shown 3 entries (2–9); it cites 2 entries (2–3).\n"
        "• `big` private incidents stay on this machine · 0.0 s\n"
        "• `small` answered · 5,210 → 640 tokens · 3.2 s · $0.0012\n"
        "Checks found: name 1 · number 2\n"
        "Left out (1), for the record did not bear it out:\n"
        "• `channel the CEO UBEN caused it 'rm -rf' now see this`\n"
        "Prompt `a1b2c3`"
    )
    assert "evil.example" not in heard.answer
    assert "<@" not in heard.answer


async def test_a_brief_that_no_model_was_asked_for(inc, brief):
    await brief()
    assert (await inc("why")).answer == (
        "*How this catchup of INC-1 came to be* (09:28 UTC)\n"
        "Written by rules. No model was asked to.\n"
        "It knows the record up to entry 9. It cites 2 entries (2–3)."
    )


async def test_why_it_is_not_by_the_model(inc, brief):
    fell = Trace(id="t2", kind="summary", writer="rules", attempts=TRACE.attempts[:1], filled=4, remark=TRACE.remark)
    await brief(fell, BriefKind.SUMMARY)
    answer = (await inc("why summary")).answer
    assert "Written by rules. The model did not: private incidents stay on this machine.\n" in answer
    assert "Checks found nothing wrong." in answer


async def test_what_somebody_else_was_given_privately_is_not_told(inc, brief):
    key = await brief(TRACE, reader="UBEN")
    for words in ("why", "why catchup", f"why {key}", f"why {TRACE.id}", "why catch-up"):
        assert "brief of INC-1 that you can see" in (await inc(words)).answer
    assert "Written by `small`" in (await inc("why", person="UBEN")).answer
    assert "Written by `small`" in (await inc(f"why {key}", person="UBEN", channel="UBEN")).answer


async def test_the_newest_of_a_kind_or_the_one_named(inc, brief):
    key = await brief(TRACE)
    await brief(kind=BriefKind.SUMMARY)
    await brief(kind=BriefKind.SUMMARY, brief="card")
    assert "this summary" in (await inc("why")).answer
    assert "09:29" in (await inc("why")).answer, "the live card is not what one asks about"
    assert "09:30" in (await inc("why card")).answer
    for words in ("why catchup", f"why {key}", f"why {TRACE.id}", "INC-1 why catchup", "why INC-1 catchup"):
        assert "this catchup" in (await inc(words)).answer


async def test_in_a_thread_it_is_about_the_brief_there(inc, brief):
    await brief(TRACE, thread_ts="17.5")
    await brief(kind=BriefKind.SUMMARY)
    heard = await inc("why?", thread_ts="17.5")
    assert "this catchup" in heard.answer
    assert heard.posts[0].post.thread_ts == "17.5"
    await inc("why", thread_ts="99.9")


async def test_a_question_that_begins_with_why_is_answered_from_the_record(inc, brief):
    await inc.says("We rolled back checkout because the pool was exhausted.")
    for words in ("why did we roll back checkout?", "why rollback?"):
        (post,) = (await inc(words)).posts
        assert post.post.brief == "answer"


async def test_a_private_incident_is_told_of_to_its_members_only(inc, brief):
    private = await inc.declared("Leak", "C7", private=True)
    key = await brief(TRACE, incident_id=private.id, channel="C7")
    inc.chat.members_of["C7"] = ["UBEN"]
    assert "no such brief" in (await inc(f"why {key}", channel="C9")).answer
    heard = await inc(f"why {key}", person="UBEN", channel="C9", thread_ts="1.1")
    assert "Written by `small`" in heard.answer
    assert heard.posts[0].post.reader == "UBEN"


async def test_nothing_to_tell_of(inc):
    assert (
        await inc("why postmortem")
    ).answer == "There is no postmortem brief of INC-1 that you can see. Ask for one first."


def with_models(inc, *models, **gate) -> None:
    """From now on these models are to write catch-ups, through a real gate."""
    writers = Writers(inc.database, Gate(inc.database, inc.clock, **gate), {"catchup": models})
    inc.dispatcher._desk = replace(inc.desk, writers=writers)


async def test_from_the_command_to_the_ledger_and_back(inc):
    await inc.says("We rolled back checkout to v41.")
    model = ScriptedModel([sections(tried=[("Ben rolled back checkout to v41.", [2])])])
    with_models(inc, model)
    assert (await inc("catchup")).answer_body.document.trace
    answer = (await inc("why")).answer
    assert "• `small` answered · 100 → 20 tokens · " in answer
    assert "UBEN" not in model.asked[0].material
    async with inc.database.reading() as connection:
        (row,) = await ledger.rows(connection)
    assert (row.outcome, row.purpose, row.is_local) == ("answered", "catchup", True)
    assert row.masked["person"] >= 1
    assert (await inc("stats")).answer.startswith("*INC-1*: 1 model call · 120 of 1,000,000 tokens")


async def test_why_a_private_incident_is_not_written_by_a_hosted_model(inc):
    private = await inc.declared("Leak", "C7", private=True)
    await inc("note the vendor called back about the certificate", channel="C7")
    model = ScriptedModel([sections()], endpoint=HOSTED)
    with_models(inc, model)
    await inc("catchup", channel="C7")
    answer = (await inc("why", channel="C7")).answer
    assert f"*How this catchup of {private.key} came to be*" in answer
    assert "Written by rules. The model did not: private incidents stay on this machine." in answer
    assert model.asked == []
    async with inc.database.reading() as connection:
        (row,) = await ledger.rows(connection)
    assert (row.decision, row.outcome, row.incident_id) == ("withheld", "policy", private.id)


async def test_why_the_model_did_not_over_budget(inc):
    await inc.says("We rolled back checkout to v41.")
    with_models(inc, ScriptedModel([sections()]), budget=Budget(tokens_per_day=10))
    document = (await inc("catchup")).answer_body.document
    assert document.remark == "over today's budget of 10 tokens"
    assert "The model did not: over today's budget of 10 tokens." in (await inc("why catchup")).answer
