async def test_another_channel_is_recorded_too(inc):
    heard = await inc("link INC-1", channel="C9")
    (payload,) = [payload for kind, payload in heard.jobs if kind == "link"]
    assert payload == {"incident": 1, "channel": "C9", "person": "UANA"}
    assert heard.answer.startswith("I record this channel for INC-1 from now on")


async def test_where_it_cannot_be_it_says_why(inc):
    assert (await inc("link inc-1")).answer == "This channel is recorded for INC-1 already. Nothing was changed."
    await inc.declared("Other", "C2")
    assert "recorded for another incident" in (await inc("link INC-2")).answer
    assert "direct message" in (await inc("link INC-1", channel="D1")).answer
    assert "There is no incident INC-9" in (await inc("link INC-9", channel="C9")).answer
    assert "Type `/inc link INC-3`" in (await inc("link", channel="C9")).answer
    await inc("leave", channel="C2")
    assert "I do not record INC-2 any more" in (await inc("link INC-2", channel="C9")).answer


async def test_only_members_link_to_a_private_incident(inc):
    await inc.declared("Leak", "C2", private=True)
    inc.chat.members_of["C2"] = ["UBEN"]
    assert "There is no incident INC-2" in (await inc("link INC-2", channel="C9")).answer
    (answer,) = (await inc("link INC-2", channel="C9", person="UBEN", thread_ts="1.2")).posts
    assert answer.post.reader == "UBEN"
