from app.domain.incident import Audience


async def test_it_is_switched_on_and_off(inc):
    heard = await inc("private")
    assert (await inc.now()).audience is Audience.CHANNEL
    assert "INC-1 is *private* now" in heard.line
    assert "announce" in {kind for kind, _ in heard.jobs}
    assert (await inc("private on")).answer == "INC-1 is private already. Nothing was changed."
    await inc("private off")
    assert (await inc.now()).audience is Audience.WORKSPACE
    assert (await inc("private off")).answer == "INC-1 is not private already. Nothing was changed."


async def test_everything_works_in_a_private_incident(inc):
    await inc("private")
    for text in ("note x", "summary", "catchup", "timeline", "status", "list", "followup"):
        assert "went wrong" not in (await inc(text)).answer
        assert "no incident" not in (await inc(text)).answer
