async def test_alone_it_shows_where_the_incident_stands(inc):
    await inc("sev 2")
    await inc("impact checkout &lt;1% works")
    await inc("lead @ben")
    heard = await inc("status")
    assert heard.answer.split("\n") == [
        "*INC-1* Checkout is down",
        "*investigating* · SEV2",
        "Impact: checkout &lt;1% works",
        "lead: Ben",
        "Declared 2026-03-14 09:26 UTC by Ben",
    ]
    assert heard.entries == []


async def test_what_nobody_said_is_not_made_up(inc):
    answer = (await inc("status?")).answer
    assert "severity not set" in answer
    assert "Impact: nobody has said" in answer
    assert "Roles: nobody has taken one" in answer


async def test_a_reason_without_a_status_is_refused(inc):
    assert "“rolled” is not a status" in (await inc("status rolled back")).answer
