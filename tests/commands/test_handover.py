from app.domain.entry import Kind


async def test_the_handover_is_addressed_to_the_next_person(inc):
    await inc("decision roll back to v41")
    heard = await inc("handover @ben")
    (post,) = heard.public
    assert post.post.brief == "handover"
    assert post.post.reader == ""
    assert post.post.body.text == ":handshake: <@UBEN>, here is the handover of INC-1, from Ana Lima."
    assert any("roll back to v41" in one.text for one in post.post.body.document.statements)
    assert [one.label for one in post.post.body.buttons] == ["I have it"]
    assert heard.entry.kind is Kind.NOTE
    assert heard.entry.text == "Handover offered to <@UBEN>"


async def test_nobody_cannot_take_over(inc):
    assert (await inc("handover none")).answer == "Say who takes over. Type `/inc handover @ana`."


async def test_whoever_takes_it_is_the_lead(inc):
    await inc("lead me")
    button = (await inc("handover @ben")).public[0].post.body.buttons[0]
    assert button.act == "call"
    heard = await inc(button.value, person="UBEN")
    assert heard.kinds == [Kind.ACKNOWLEDGEMENT, Kind.ROLE]
    assert heard.line == ":handshake: Ben has it and is the *lead* now."
    assert (await inc.now()).roles == {"lead": "UBEN"}
    again = await inc(button.value, person="UBEN")
    assert (again.answer, again.entries) == ("You have it already. Nothing was changed.", [])


async def test_only_the_person_addressed_takes_it(inc):
    button = (await inc("handover @ben")).public[0].post.body.buttons[0]
    heard = await inc(button.value, person="UANA")
    assert (heard.answer, heard.entries) == ("This handover is for Ben. Nothing was changed.", [])


async def test_it_can_be_taken_by_word(inc):
    assert (await inc("taken")).answer == "There is no handover for you here. `/inc lead me` takes the lead."
    await inc("handover @ben")
    assert (await inc("I have it", person="UBEN")).kinds == [Kind.ACKNOWLEDGEMENT, Kind.ROLE]
    assert (await inc("taken c:nonsense:note", person="UBEN")).entries == []
