async def test_a_role_is_given_to_a_person(inc):
    heard = await inc("role lead <@UBEN>")
    assert heard.line == ":bust_in_silhouette: *lead* is <@UBEN>, set by Ana Lima"
    assert heard.entry.details == {"role": "lead", "person": "UBEN"}
    assert heard.entry.text == "lead: <@UBEN>"
    assert (await inc.now()).roles == {"lead": "UBEN"}


async def test_a_role_is_taken(inc):
    assert (await inc("comms me")).line == ":bust_in_silhouette: *comms* is <@UANA>"


async def test_a_role_is_given_by_handle_also_to_somebody_not_met_yet(inc):
    assert (await inc("lead @Ben")).entry.details["person"] == "UBEN"
    assert (await inc("role dba Ana Lima")).entry.details["person"] == "UANA"
    assert (await inc("role scribe @cid")).entry.details["person"] == "UCID"


async def test_an_unknown_or_ambiguous_name_gets_a_sentence(inc):
    assert (await inc("lead @zoe")).answer.startswith("I know nobody called “zoe”.")
    assert (await inc("lead @twin")).answer.startswith("Several people are called “twin”.")
    inc.chat.down = True
    assert "Slack: timed out" in (await inc("lead @zoe")).answer


async def test_a_role_is_given_up(inc):
    await inc("lead me")
    heard = await inc("role lead none")
    assert heard.line == ":bust_in_silhouette: *lead* is free again, says Ana Lima"
    assert (await inc.now()).roles == {}


async def test_no_change_says_so_and_records_nothing(inc):
    await inc("lead me")
    heard = await inc("lead @ana")
    assert (heard.answer, heard.entries) == ("Ana Lima is *lead* already. Nothing was changed.", [])
    assert (await inc("role ops nobody")).answer == "Nobody is *ops*. Nothing was changed."


async def test_the_bot_takes_no_role(inc):
    heard = await inc(f"role lead <@{inc.chat.me.user}>")
    assert heard.answer == "I am a bot and cannot take that. Name a person."
    assert heard.kinds == []
