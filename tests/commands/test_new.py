from app.domain.entry import Kind
from app.domain.incident import Audience


async def test_one_line_declares_an_incident(bare):
    heard = await bare("new Checkout &amp; cart are down", channel="C9")
    assert heard.answer.startswith(":rotating_light: Declared: *Checkout &amp; cart are down*.")
    incident = await bare.now()
    assert (incident.title, incident.declared_by, incident.channel) == ("Checkout & cart are down", "UANA", "")
    assert incident.audience is Audience.WORKSPACE
    assert ("open_channel", {"incident": 1}) in heard.jobs


async def test_no_title_is_needed(bare):
    assert "*Untitled incident*" in (await bare("declare")).answer
    assert (await bare.now()).title == "Untitled incident"


async def test_it_can_be_private_from_the_start(bare):
    heard = await bare("new private keys leaked", thread_ts="1.2")
    incident = await bare.now()
    assert (incident.title, incident.audience) == ("keys leaked", Audience.CHANNEL)
    assert [one.post.reader for one in heard.posts] == ["UANA"]


async def test_a_pasted_wall_of_text_declares_too_and_is_kept(bare):
    heard = await bare("new " + "alert text " * 3000)
    incident = await bare.now()
    assert len(incident.title) <= 200
    (note,) = [one for one in await bare.reader.entries(incident) if one.kind is Kind.NOTE]
    assert len(note.text) > 30_000
    assert len(heard.answer) < 400


async def test_it_can_be_declared_from_a_message(bare):
    await bare("new it broke", message="C9/123.4")
    (declared, *_) = await bare.reader.entries(await bare.now())
    assert declared.details["first_message"] == "C9/123.4"
