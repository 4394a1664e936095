"""What a person chose or typed, in the shape in which Slack tells the app."""

from collections.abc import Mapping

from app.sandbox.jsonvalue import Json, as_object, as_objects, as_text

_RESULT = {
    "plain_text_input": "value", "email_text_input": "value", "number_input": "value", "url_text_input": "value",
    "rich_text_input": "rich_text_value", "datepicker": "selected_date", "timepicker": "selected_time",
    "datetimepicker": "selected_date_time", "static_select": "selected_option", "external_select": "selected_option",
    "overflow": "selected_option", "radio_buttons": "selected_option", "users_select": "selected_user",
    "conversations_select": "selected_conversation", "channels_select": "selected_channel",
    "checkboxes": "selected_options", "multi_static_select": "selected_options",
    "multi_external_select": "selected_options", "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels",
}  # fmt: skip
_INITIAL = {
    "value": "initial_value", "rich_text_value": "initial_value", "selected_date": "initial_date",
    "selected_time": "initial_time", "selected_date_time": "initial_date_time", "selected_option": "initial_option",
    "selected_user": "initial_user", "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel", "selected_options": "initial_options", "selected_users": "initial_users",
    "selected_conversations": "initial_conversations", "selected_channels": "initial_channels",
}  # fmt: skip


def chosen(element: Json, choice: object = None) -> Json:
    """What the app gets to know about `element`: type and result, without the ids.

    `choice` is the text typed, the value of an option, a list of those, an id or a date; or Slack's own object.
    `None` stands for what the element starts with.
    """
    kind = as_text(element.get("type"))
    if isinstance(choice, Mapping):
        return {"type": kind, **choice}
    result = _RESULT.get(kind)
    if result is None:
        return {"type": kind} | ({"value": element["value"]} if "value" in element else {})
    if choice is None:
        empty: object = [] if result.endswith("s") and result != "selected_options" else None
        return {"type": kind, result: element.get(_INITIAL[result], [] if result == "selected_options" else empty)}
    if result == "selected_option":
        return {"type": kind, result: _option(element, choice)}
    if result == "selected_options":
        return {"type": kind, result: [_option(element, one) for one in choice] if isinstance(choice, list) else []}
    return {"type": kind, result: choice}


def _option(element: Json, value: object) -> object:
    options = as_objects(element.get("options"))
    for group in as_objects(element.get("option_groups")):
        options += as_objects(group.get("options"))
    found = next((option for option in options if option.get("value") == value), None)
    return found or {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": value}


def form_values(blocks: list[Json], typed: Mapping[str, object]) -> Json:
    """`state.values` of a form: by block_id and action_id, all elements, with what was typed where it was.

    `typed` is by block_id and then action_id as Slack has it; where a block has one element, the choice may stand
    under the block_id alone.
    """
    values: Json = {}
    for block in blocks:
        elements = [as_object(block.get(place)) for place in ("element", "accessory") if place in block]
        elements += as_objects(block.get("elements")) if block.get("type") == "actions" else []
        block_id = as_text(block.get("block_id"))
        here = typed.get(block_id)
        for element in elements:
            action_id = as_text(element.get("action_id"))
            if not action_id or element.get("type") not in _RESULT:
                continue
            choice = here.get(action_id) if isinstance(here, Mapping) else here
            state = as_object(values.setdefault(block_id, {}))
            state[action_id] = chosen(element, choice)
            values[block_id] = state
    return values


def missing_inputs(blocks: list[Json], values: Json) -> list[str]:
    """The block ids of inputs that must be filled in and are not."""
    missing: list[str] = []
    for block in blocks:
        if block.get("type") != "input" or block.get("optional") is True:
            continue
        element = as_object(block.get("element"))
        block_id, action_id = as_text(block.get("block_id")), as_text(element.get("action_id"))
        given = as_object(as_object(values.get(block_id)).get(action_id))
        if not given.get(_RESULT.get(as_text(element.get("type")), "value")):
            missing.append(block_id)
    return missing
