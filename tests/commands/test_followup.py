from app.domain.entry import Kind


async def test_owner_and_day_only_if_they_were_said(inc):
    heard = await inc("followup add an alert on queue depth")
    assert heard.entry.details == {"owner": "", "due": ""}
    assert heard.line == ":pushpin: *Follow-up 1* by Ana Lima: add an alert on queue depth"


async def test_owner_and_day_as_they_were_said(inc):
    heard = await inc("followup @ben by friday add an alert")
    assert heard.entry.details == {"owner": "UBEN", "due": "2026-03-20"}
    assert heard.entry.text == "add an alert"
    assert heard.line.endswith(": add an alert – owner Ben, due Fri 2026-03-20")  # a name pings nobody


async def test_they_are_listed_and_marked_as_done(inc):
    assert (await inc("followup")).answer == "No open follow-ups. `/inc followup TEXT` adds one."
    await inc("followup first &lt;thing&gt;")
    await inc("todo me second by tomorrow")
    await inc("followup @ana by tomorrow second")
    heard = await inc("followup done 1", person="UBEN")
    assert heard.kinds == [Kind.ACKNOWLEDGEMENT]
    assert heard.line == ":ballot_box_with_check: *Follow-up 1 done*, says Ben: first &lt;thing&gt;"
    assert (await inc("follow-ups")).answer.split("\n") == [
        "*Open follow-ups*",
        "2. me second – due Sun 2026-03-15",
        "3. second – owner Ana Lima, due Sun 2026-03-15",
        "`/inc followup done 2` marks one as done.",
    ]
    asked = await inc("followup done")
    assert asked.answer.startswith("Say which one is done, by its number.\n*Open follow-ups*\n2. me second")
    assert asked.kinds == []


async def test_done_twice_or_never_promised(inc):
    await inc("followup first")
    await inc("done 1")
    assert (await inc("done #1")).answer == "Follow-up 1 is done already. Nothing was changed."
    assert (await inc("done 2")).answer == "There is no follow-up 2. `/inc followup` lists them."
    assert "Type `/inc done 2`" in (await inc("done with it")).answer
