"""What Slack fills in where an app left it out: block ids, action ids, attachment numbers, and a text for blocks."""

from app.sandbox.ids import Ids
from app.sandbox.jsonvalue import Json, as_object, as_objects, as_text

_INTERACTIVE = frozenset(
    {
        "button", "checkboxes", "datepicker", "datetimepicker", "timepicker", "radio_buttons", "overflow",
        "plain_text_input", "rich_text_input", "email_text_input", "number_input", "url_text_input", "file_input",
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
        "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
        "multi_channels_select", "workflow_button", "feedback_buttons", "icon_button",
    }
)  # fmt: skip


def filled_blocks(blocks: list[Json], ids: Ids) -> list[Json]:
    """Copies of `blocks` in which every block has a block_id and everything that acts an action_id."""
    return [_filled_block(block, ids) for block in blocks]


def _filled_block(block: Json, ids: Ids) -> Json:
    filled: Json = {"type": block.get("type"), "block_id": as_text(block.get("block_id")) or ids.short(), **block}
    if not filled["block_id"]:
        filled["block_id"] = ids.short()
    if "elements" in block and block.get("type") in {"actions", "context", "context_actions"}:
        filled["elements"] = [_filled_element(element, ids) for element in as_objects(block["elements"])]
    for place in ("accessory", "element"):
        if place in block:
            filled[place] = _filled_element(as_object(block[place]), ids)
    for place in ("text", "label", "title", "hint"):
        if isinstance(block.get(place), dict):
            filled[place] = _filled_text(as_object(block[place]))
    if "fields" in block:
        filled["fields"] = [_filled_text(field) for field in as_objects(block["fields"])]
    return filled


def _filled_element(element: Json, ids: Ids) -> Json:
    filled = dict(element)
    if element.get("type") in _INTERACTIVE and not element.get("action_id"):
        filled["action_id"] = ids.short()
    if element.get("type") in {"mrkdwn", "plain_text"}:
        return _filled_text(element)
    for place in ("text", "placeholder"):
        if isinstance(element.get(place), dict):
            filled[place] = _filled_text(as_object(element[place]))
    return filled


def _filled_text(text: Json) -> Json:
    if text.get("type") == "plain_text":
        return {"type": "plain_text", "text": text.get("text"), "emoji": True, **text}
    if text.get("type") == "mrkdwn":
        return {"type": "mrkdwn", "text": text.get("text"), "verbatim": False, **text}
    return text


def filled_attachments(attachments: list[Json]) -> list[Json]:
    """Copies of `attachments` with the number and the plain text that Slack gives each."""
    filled: list[Json] = []
    for number, attachment in enumerate(attachments, start=1):
        fallback = as_text(attachment.get("fallback")) or as_text(attachment.get("text")) or "[no preview available]"
        filled.append({"id": number, **attachment, "fallback": fallback})
    return filled


def interactive_element(blocks: list[Json], action_id: str, block_id: str = "") -> tuple[Json, Json] | None:
    """The block and the element in it that has this action_id."""
    for block in blocks:
        if block_id and block.get("block_id") != block_id:
            continue
        inside = as_objects(block.get("elements"))
        inside += [as_object(block[place]) for place in ("accessory", "element") if place in block]
        for element in inside:
            if element.get("action_id") == action_id:
                return block, element
    return None
