async def test_it_switches(inc):
    assert (await inc("quiet")).line == ":no_bell: *Quiet* from now on, set by Ana Lima."
    assert (await inc.now()).quiet
    assert (await inc("quiet on")).answer == "It is quiet here already. Nothing was changed."
    assert (await inc("quiet")).line == ":bell: *Not quiet* any more, set by Ana Lima."
    assert not (await inc.now()).quiet
    assert (await inc("unmute")).answer == "It is not quiet here already. Nothing was changed."
