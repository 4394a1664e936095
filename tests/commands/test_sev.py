async def test_the_severity_moves(inc):
    assert (await inc("sev 3")).line == ":thermometer: *Severity: SEV3*, set by Ana Lima"
    heard = await inc("sev1 nobody can pay")
    assert heard.line == ":thermometer: *Severity: SEV1* (was SEV3), set by Ana Lima: nobody can pay"
    assert heard.entry.details == {"to": "1", "was": "3"}
    assert (await inc.now()).severity == 1


async def test_no_change_says_so_and_records_nothing(inc):
    await inc("sev 3")
    heard = await inc("sev3")
    assert (heard.answer, heard.entries) == ("The severity is *SEV3* already. Nothing was changed.", [])
