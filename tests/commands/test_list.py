async def test_active_and_closed_incidents_are_listed(inc):
    await inc("sev 2")
    await inc("lead @ben")
    await inc.declared("Old &lt;one&gt; <!here>", "C2")
    await inc("close", channel="C2")
    assert (await inc("list", channel="C9")).answer.split("\n") == [
        "*Active incidents*",
        "*INC-1* SEV2 · investigating · Checkout is down · <#C1> · lead Ben",
        "*Closed last*",
        "*INC-2* closed · Old &amp;lt;one&amp;gt; &lt;!here&gt; · <#C2>",
    ]


async def test_with_none_it_offers_to_declare_one(bare):
    heard = await bare("list")
    assert heard.answer == "No incident is active."
    assert [(one.act, one.value) for one in heard.answer_body.buttons] == [("form", "new")]


async def test_private_incidents_are_shown_to_members_only(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.members_of["C2"] = ["UBEN"]
    assert "Leak" not in (await inc("list")).answer
    assert "*INC-2* investigating · Leak · <#C2> · private" in (await inc("list", person="UBEN")).answer


async def test_a_private_incident_without_a_channel_yet_is_shown_to_whoever_declared_it(inc):
    await inc("new private Leak", person="UBEN")
    assert "Leak" in (await inc("list", person="UBEN")).answer
    assert "Leak" not in (await inc("list")).answer


async def test_when_chat_does_not_answer_private_ones_are_left_out_and_it_says_so(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.down = True
    answer = (await inc("list")).answer
    assert "Leak" not in answer
    assert "*INC-1*" in answer
    assert "private incidents may be missing" in answer


async def test_a_private_channel_that_is_gone_shows_nothing(inc):
    await inc.declared("Leak", "C2", private=True)
    assert "Leak" not in (await inc("list")).answer
