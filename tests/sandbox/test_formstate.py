import pytest

from app.sandbox.formstate import chosen, form_values, missing_inputs

OPTIONS = [
    {"text": {"type": "plain_text", "text": "One"}, "value": "1"},
    {"text": {"type": "plain_text", "text": "Two"}, "value": "2"},
]


@pytest.mark.parametrize(
    ("element", "choice", "known"),
    [
        ({"type": "button", "value": "v"}, None, {"value": "v"}),
        ({"type": "button"}, None, {}),
        ({"type": "plain_text_input"}, "typed", {"value": "typed"}),
        ({"type": "plain_text_input", "initial_value": "before"}, None, {"value": "before"}),
        ({"type": "static_select", "options": OPTIONS}, "2", {"selected_option": OPTIONS[1]}),
        ({"type": "static_select", "option_groups": [{"options": OPTIONS}]}, "1", {"selected_option": OPTIONS[0]}),
        ({"type": "checkboxes", "options": OPTIONS}, ["1"], {"selected_options": [OPTIONS[0]]}),
        ({"type": "checkboxes", "options": OPTIONS}, None, {"selected_options": []}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "users_select"}, None, {"selected_user": None}),
        ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
        ({"type": "datepicker"}, "2026-01-02", {"selected_date": "2026-01-02"}),
        ({"type": "plain_text_input"}, {"value": "as Slack has it"}, {"value": "as Slack has it"}),
    ],
)
def test_a_choice_is_told_as_slack_tells_it(element, choice, known):
    assert chosen(element, choice) == {"type": element["type"], **known}


def test_a_form_tells_every_element_and_what_is_missing():
    blocks = [
        {"type": "input", "block_id": "title", "element": {"type": "plain_text_input", "action_id": "a"}},
        {"type": "input", "block_id": "more", "optional": True,
         "element": {"type": "plain_text_input", "action_id": "b"}},
        {"type": "actions", "block_id": "row",
         "elements": [{"type": "button", "action_id": "go"}, {"type": "users_select", "action_id": "who"}]},
        {"type": "divider", "block_id": "line"},
    ]  # fmt: skip
    values = form_values(blocks, {"row": {"who": "U1"}})
    assert values == {
        "title": {"a": {"type": "plain_text_input", "value": None}},
        "more": {"b": {"type": "plain_text_input", "value": None}},
        "row": {"who": {"type": "users_select", "selected_user": "U1"}},
    }
    assert missing_inputs(blocks, values) == ["title"]
    assert missing_inputs(blocks, form_values(blocks, {"title": "Down"})) == []
