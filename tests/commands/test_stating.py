"""The commands that record one fact and say so in one line."""

import pytest

from app.domain.entry import Kind, Voice

FACTS = [
    ("note", Kind.NOTE, ":pencil: *Note*"),
    ("decision", Kind.DECISION, ":memo: *Decision*"),
    ("action", Kind.ACTION, ":hammer_and_wrench: *Action*"),
    ("hypothesis", Kind.HYPOTHESIS, ":bulb: *Hypothesis*"),
    ("impact", Kind.IMPACT, ":bar_chart: *Impact*"),
]


@pytest.mark.parametrize(("verb", "kind", "label"), FACTS)
async def test_a_fact_is_recorded_as_said_and_told_in_one_line(inc, verb, kind, label):
    heard = await inc(f"{verb} roll back to v41 &amp; watch")
    entry = heard.entry
    assert (entry.kind, entry.text, entry.happened_at) == (kind, "roll back to v41 &amp; watch", inc.clock())
    assert (entry.author.voice, entry.author.id) == (Voice.PERSON, "UANA")
    assert heard.line == f"{label} by Ana Lima: roll back to v41 &amp; watch"
    (told,) = [one for one in heard.entries if one.kind is Kind.POST]
    assert told.about == entry.key


@pytest.mark.parametrize(("verb", "kind", "label"), FACTS)
async def test_without_text_it_says_what_to_type(inc, verb, kind, label):
    heard = await inc(verb)
    assert f"The text is missing. Type `/inc {verb} TEXT`, for example `/inc {verb} " in heard.answer
    assert heard.entries == []


async def test_what_was_said_cannot_ping_or_link(inc):
    heard = await inc("note ask <@UBEN> <@UNEW|eve> <!channel> &lt;!here&gt; <https://evil.example|our wiki>")
    shown = heard.line.partition(": ")[2].partition(": ")[2] or heard.line
    assert "<" not in shown.replace("<@UANA>", "")
    assert "Ben eve" in heard.line
    assert heard.entry.text.startswith("ask <@UBEN>")


async def test_a_very_long_text_is_cut_for_display_and_kept_whole(inc):
    text = "word " * 8000
    heard = await inc(f"decision {text}")
    assert heard.entry.text == text.strip()
    assert len(heard.line) < 500
    assert heard.line.endswith("…")


@pytest.mark.parametrize("text", [":fire: :fire:", "🔥", "ראשי נפל", "*", "`"])
async def test_odd_texts_are_kept_and_shown(inc, text):
    heard = await inc(f"note {text}")
    assert heard.entry.text == text
    assert heard.line == f":pencil: *Note* by Ana Lima: {text}"


async def test_a_secret_is_not_told_on(inc):
    heard = await inc("note the key is AKIA" + "QYLPMN5HFIQR7XYA")
    assert "AKIA" not in heard.entry.text
    assert "AKIA" not in heard.line


async def test_while_it_is_quiet_only_the_speaker_is_told(inc):
    await inc("quiet")
    heard = await inc("note hello")
    assert heard.kinds == [Kind.NOTE]
    assert heard.public == []
    assert heard.answer == ":pencil: *Note* by Ana Lima: hello"
    assert (await inc("sev 1")).public


async def test_a_closed_incident_takes_notes(inc):
    await inc("close")
    assert (await inc("note the vendor confirmed it")).kinds == [Kind.NOTE]


async def test_the_newest_impact_is_that_of_the_incident(inc):
    await inc("impact a third of payments")
    await inc("impact nobody any more")
    assert (await inc.now()).impact == "nobody any more"
