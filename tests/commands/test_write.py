from app.commands import COMMANDS
from app.commands.grammar import spoken
from app.commands.verbs import find


async def test_a_persons_words_go_to_where_the_drafts_are_made(inc):
    heard = await inc("write follow-ups ask <@UBEN>:\n- *why* &lt;5 % &amp; not 6")
    (payload,) = [payload for kind, payload in heard.jobs if kind == "postmortem"]
    words = "ask @Ben:\n- *why* <5 % & not 6"
    assert payload == {"incident": 1, "section": "follow_ups", "text": words, "person": "UANA"}
    async with inc.database.reading() as connection:
        lane = (await connection.exec_driver_sql("select lane from jobs where kind = 'postmortem'")).scalar()
    assert lane == "document:1"


async def test_the_sections_are_offered(inc):
    assert "Say summary, impact, times" in (await inc("write nonsense x")).answer
    write, _ = find(COMMANDS, "write")
    assert "factors" in write.parameters[0].choices
    assert spoken(write, {"section": "follow_ups", "text": "- a < b"}) == "write follow_ups - a &lt; b"
