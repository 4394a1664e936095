import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.commands import COMMANDS
from app.commands.grammar import Command, parse
from app.domain.errors import UserError
from app.sandbox.contract import load_contract
from app.sandbox.validation import Validation
from app.slack.forms import Place, form, submission_of, wanted

PLACE = Place(verb="note", channel="C1", reply_to="https://hooks.example.com/" + "x" * 200, message="C1/1.000001")


def by_verb(verb: str) -> Command:
    return next(command for command in COMMANDS if command.verb == verb)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_slack_takes_the_form_of_every_command(command: Command) -> None:
    view = json.loads(json.dumps(form(command, PLACE, {"title": "x" * 5000})))
    assert Validation(load_contract()).view_refusal(view) is None


def submitted(verb: str, before: str = "", **values: str):
    place = json.dumps({"verb": verb, "channel": "C1", "before": before})
    state = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    return submission_of({"private_metadata": place, "state": {"values": state}})


def test_a_form_says_what_one_would_have_typed() -> None:
    assert submitted("note", text="back & forth").words == "note back &amp; forth"
    assert submitted("sev", before="INC-3", to="2").words == "INC-3 sev 2"


def test_menus_people_and_flags_are_read() -> None:
    state = {
        "name": {"name": {"type": "static_select", "selected_option": {"value": "lead"}}},
        "person": {"person": {"type": "users_select", "selected_user": "U0BEN"}},
    }
    metadata = json.dumps({"verb": "role", "channel": "C1"})
    assert submission_of({"private_metadata": metadata, "state": {"values": state}}).words == "role lead <@U0BEN>"
    flag = {"private": {"private": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}}}
    metadata = json.dumps({"verb": "new", "channel": "C1"})
    words = submission_of({"private_metadata": metadata, "state": {"values": flag}}).words
    assert parse(by_verb("new"), words.partition(" ")[2])["private"] is True


def test_what_cannot_be_read_is_said_at_its_field() -> None:
    errors = submitted("followup", due="whenever", text="write a test").errors
    assert list(errors) == ["due"]
    assert "friday" in errors["due"]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_either_taken_or_refused_at_its_field(text: str) -> None:
    submission = submitted("note", text=text)
    assert bool(submission.words) or "text" in submission.errors


def test_a_button_may_name_an_incident_first() -> None:
    asked = wanted("INC-12 followup")
    assert (asked.command.verb, asked.before, asked.fixed) == ("followup", "INC-12", "")
    with pytest.raises(UserError):
        wanted("no such thing")


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=30))
def test_a_form_that_is_not_ours_is_refused_in_a_sentence(metadata: str) -> None:
    with pytest.raises(UserError):
        submission_of({"private_metadata": metadata})
