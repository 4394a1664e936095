"""What is typed becomes arguments, what is filled in becomes what would be typed, and nothing else is ever raised."""

from datetime import time, timedelta
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands import COMMANDS
from app.commands.call import Call, say
from app.commands.grammar import command, parse, spoken, usage
from app.commands.times import Due, Since
from app.commands.values import Somebody, Text
from app.commands.verbs import find
from app.domain.errors import UserError
from app.domain.incident import Status
from app.domain.markup import escape

BY_VERB = {one.verb: one for one in COMMANDS}
IDS = {"argvalues": COMMANDS, "ids": [one.verb for one in COMMANDS]}


def told(line):
    one, rest = find(COMMANDS, line)
    return one.verb, {name: value for name, value in parse(one, rest).items() if value not in (None, False)}


def refusal(one, text):
    """The sentence that refuses what was typed, or the empty string."""
    try:
        parse(one, text)
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("line", "verb", "arguments"),
    [
        ("status monitoring", "status", {"to": Status.MONITORING}),
        ("STATUS  Monitoring.", "status", {"to": Status.MONITORING}),
        ("status\xa0“resolved”", "status", {"to": Status.RESOLVED}),
        ("status fixed", "status", {"to": Status.RESOLVED}),
        ("identified it is the index", "status", {"to": Status.IDENTIFIED, "why": "it is the index"}),
        ("resolved.", "resolve", {}),
        ("sev 2", "sev", {"to": 2}),
        ("sev2", "sev", {"to": 2}),
        ("SEV-2", "sev", {"to": 2}),
        ("sev sev2", "sev", {"to": 2}),
        ("sev sev 2", "sev", {"to": 2}),
        ("p1 nobody can pay", "sev", {"to": 1, "why": "nobody can pay"}),
        ("role lead <@U1>", "role", {"name": "lead", "person": Somebody(id="U1")}),
        ("role Lead <@W1|ana lima>.", "role", {"name": "lead", "person": Somebody(id="W1")}),
        ("lead @ana", "role", {"name": "lead", "person": Somebody(handle="ana")}),
        ("role IC Ana Lima", "role", {"name": "lead", "person": Somebody(handle="Ana Lima")}),
        ("role incident-commander me", "role", {"name": "lead", "person": Somebody(handle="me")}),
        ("role dba none", "role", {"name": "dba", "person": Somebody(handle="none")}),
        ("catch up", "catchup", {}),
        ("Catch-Up since 14:05", "catchup", {"since": Since(clock=time(14, 5))}),
        ("catchup 2h INC-3", "catchup", {"key": "INC-3", "since": Since(ago=timedelta(hours=2))}),
        ("catchup inc3", "catchup", {"key": "INC-3"}),
        ("hand over <@U1>", "handover", {"person": Somebody(id="U1")}),
        ("post-mortem redraft", "postmortem", {"what": "redraft"}),
        ("new", "new", {}),
        ("new --private keys leaked", "new", {"private": True, "title": "keys leaked"}),
        ("new —private keys leaked", "new", {"private": True, "title": "keys leaked"}),
        ("new -- private keys leaked", "new", {"title": "private keys leaked"}),
        ('new "Checkout is down"', "new", {"title": "Checkout is down"}),
        ("new “Checkout is down”", "new", {"title": "Checkout is down"}),
        ('note "up" is not "fast"', "note", {"text": '"up" is not "fast"'}),
        ("note  two  spaces\nand a line ", "note", {"text": "two  spaces\nand a line"}),
        ("note done?", "note", {"text": "done?"}),
        ("decision: roll back", "decision", {"text": "roll back"}),
        ("follow-up <@U1> by friday, add an alert", "followup", {"owner": Somebody(id="U1"), "due": Due(weekday=4), "text": "add an alert"}),
        ("followup by friday @ana add an alert", "followup", {"owner": Somebody(handle="ana"), "due": Due(weekday=4), "text": "add an alert"}),
        ("follow up add an alert (by friday).", "followup", {"due": Due(weekday=4), "text": "add an alert"}),
        ("followup -- by friday is late", "followup", {"text": "by friday is late"}),
        ("followup ask <@U1> for a runbook", "followup", {"text": "ask <@U1> for a runbook"}),
        ("followup stand by for news", "followup", {"text": "stand by for news"}),
        ("status -- resolved it", "status", {"why": "resolved it"}),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_arguments(line, verb, arguments):
    assert told(line) == (verb, arguments)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("status fixing", "“fixing” is not a status: say investigating, identified, monitoring, resolved or closed. Type `/inc status"),
        ("status resolved?", "“resolved?” is not a status"),
        ("sev", "A severity is a number from 1 (worst) to 5. Type `/inc sev 1-5 [WHY]`, for example `/inc sev 2`."),
        ("sev 7", "A severity is a number"),
        ("role", "A role is one word"),
        ("role lead", "Say who, as @name. Type `/inc role lead|comms|ops|scribe|… @person`, for example `/inc role lead @ana`."),
        ("role lead <@U1> please", "I did not understand “please”."),
        ("lead <@U1>?", "I did not understand “?”."),
        ("decision", "The text is missing. Type `/inc decision TEXT`, for example `/inc decision roll back"),
        ("note \u200b", "The text is missing."),
        ("note “”", "The text is missing."),
        ("catchup since lunch", "I did not understand “since lunch”. Type `/inc catchup [INC-3] [since 14:05]`"),
        ("catchup since 25:70", "I did not understand"),
        ("quiet maybe", "Say on or off."),
        ("list <@U1|eve>", "I did not understand “eve”. Type `/inc list`."),
        ("resolved?", "A question changes nothing. Type `/inc resolve` to do it"),
        ("handover @here", ""),
    ],
)  # fmt: skip
def test_wrong_input_gets_a_sentence_that_says_what_to_type(line, sentence):
    if not sentence:
        assert told(line)
        return
    with pytest.raises(UserError) as caught:
        told(line)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("one", **IDS)
def test_every_command_explains_itself_with_examples_that_work(one):
    assert one.summary.endswith(".")
    assert len(one.summary) <= 80
    assert one.examples
    for example in one.examples:
        meant, rest = find(COMMANDS, example)
        assert meant is one
        parse(one, rest)


@pytest.mark.parametrize("one", **IDS)
def test_every_form_has_a_label_for_each_field(one):
    assert all(
        0 < len(parameter.prompt) <= 48 for parameter in one.parameters
    )  # Slack's modal labels are cut on a phone
    assert len({parameter.name for parameter in one.parameters}) == len(one.parameters)


@pytest.mark.parametrize("one", **IDS)
@settings(deadline=None, max_examples=30)  # for each of the commands
@given(text=st.text())
def test_whatever_is_typed_is_understood_or_answered(one, text):
    sentence = refusal(one, text)
    assert not sentence or usage(one) in sentence


PIECES = ["status", "by", "friday", "@", "<@U1>", "<@U1|", ">", "INC-3", "--", "—", "since", "99999999d", "2h", '"', "“", "me", "1", "?", "by 9999-12-31", "yesterday", "\n", "\xa0"]  # fmt: skip


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_mixture_of_words_breaks_the_grammar(words):
    for one in COMMANDS:
        refusal(one, " ".join(words))


_FILLED = {
    "text": st.text(min_size=1).filter(lambda text: any(c.isprintable() and not c.isspace() for c in text.strip())),
    "status": st.sampled_from([status.value for status in Status]),
    "severity": st.sampled_from("12345"),
    "person": st.sampled_from(["U1", "W02ABC"]),
    "role": st.sampled_from(["lead", "dba"]),
    "key": st.integers(1, 999).map(lambda number: f"INC-{number}"),
    "number": st.integers(0, 999).map(str),
    "since": st.sampled_from(["10m", "since 2h", "14:05", "yesterday 22:00", "start", "2030-01-31 08:00"]),
    "due": st.sampled_from(["2030-01-31", "by friday", "tomorrow"]),
    "word": st.sampled_from(["c:C1/1773480413.000100:answer", "1:decision:m:C1/1773480413.000100"]),
    "flag": st.sampled_from(["yes", "private", "no", ""]),
}
_AWKWARD = st.sampled_from(["by friday", "@ana hi", "<@U1> hi", "--", "-- x", "— x", "private", '"x"', "done 2", "x by friday", "a & b <c>", "2h", "resolved", "sev 1"])  # fmt: skip


def _filled(parameter):
    if parameter.kind == "text":
        return _FILLED["text"] | _AWKWARD
    return (
        st.sampled_from(parameter.choices)
        if parameter.kind == "word" and parameter.choices
        else _FILLED[parameter.kind]
    )


def _expected(parameter, value):
    if parameter.kind == "text":
        return escape(value.strip())
    if parameter.kind == "flag":
        return value not in ("no", "")
    return parameter.reading.take(parameter.reading.typed(value))[0]


@pytest.mark.parametrize("one", [one for one in COMMANDS if one.verb != "taken"], ids=lambda one: one.verb)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_what_is_filled_in_is_what_is_understood(one, data):
    values = {}
    for parameter in one.parameters:  # an optional one that stands in order needs those before it
        if parameter.required or parameter.loose or parameter.kind == "text" or data.draw(st.booleans()):
            values[parameter.name] = data.draw(_filled(parameter))
        else:
            break
    line = spoken(one, values)
    meant, rest = find(COMMANDS, line)
    assert meant is one
    found = parse(one, rest)
    assert {name: found[name] for name in values} == {
        parameter.name: _expected(parameter, values[parameter.name])
        for parameter in one.parameters
        if parameter.name in values
    }


def test_what_is_filled_in_reads_as_it_would_be_typed():
    assert spoken(BY_VERB["status"], {"to": "resolved", "why": ""}) == "status resolved"
    assert spoken(BY_VERB["role"], {"name": "lead", "person": "U1"}) == "role lead <@U1>"
    assert (
        spoken(BY_VERB["followup"], {"owner": "U1", "due": "2030-01-31", "text": "x"})
        == "followup <@U1> by 2030-01-31 x"
    )
    assert spoken(BY_VERB["followup"], {"text": "by friday"}) == "followup -- by friday"
    assert spoken(BY_VERB["new"], {"private": "yes", "title": "a < b"}) == "new --private a &lt; b"
    assert spoken(BY_VERB["catchup"], {"since": "10m"}) == "catchup since 10m"
    assert spoken(BY_VERB["list"], {}) == "list"


def test_a_function_becomes_a_command():
    @command(synonyms=("greet",), shorthands={"hi": "all"})
    async def hello_(
        call: Call,
        who: Annotated[Literal["all", "some"], "Whom"],
        *,
        since: Since | None = None,
        why: Text | None = None,
    ):
        """Say hello.

        To them.
        And kindly.
        > hello all
        """
        return say("hello")

    assert (hello_.verb, hello_.summary, hello_.details) == ("hello", "Say hello.", "To them. And kindly.")
    assert hello_.examples == ("hello all",)
    assert hello_.synonyms == {"greet": "", "hi": "all"}
    whom, since, why = hello_.parameters
    assert (whom.kind, whom.required, whom.choices, whom.prompt, whom.loose) == (
        "word",
        True,
        ("all", "some"),
        "Whom",
        False,
    )
    assert (since.kind, since.required, since.loose, since.prompt) == ("since", False, True, "Since when (UTC)")
    assert (why.kind, why.required, why.loose) == ("text", False, False)
    assert usage(hello_) == "/inc hello all|some [since 14:05] [WHY]"


def test_a_very_long_word_is_cut_in_the_answer():
    with pytest.raises(UserError) as caught:
        parse(BY_VERB["status"], "x" * 40_000)
    assert len(str(caught.value)) < 400
