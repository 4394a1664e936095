from app.sandbox.blocks import filled_attachments, filled_blocks, interactive_element
from app.sandbox.ids import Ids

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}


def test_ids_and_the_usual_are_filled_in():
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": BUTTON}
    [filled] = filled_blocks([section], Ids())
    assert filled["block_id"]
    assert filled["text"] == {"type": "mrkdwn", "text": "x", "verbatim": False}
    assert filled["accessory"]["action_id"]
    assert filled["accessory"]["text"]["emoji"] is True
    assert "block_id" not in section


def test_what_was_given_stays():
    block = {"type": "actions", "block_id": "b", "elements": [{**BUTTON, "action_id": "a"}]}
    [filled] = filled_blocks([block], Ids())
    assert (filled["block_id"], filled["elements"][0]["action_id"]) == ("b", "a")
    assert interactive_element([filled], "a") == (filled, filled["elements"][0])
    assert interactive_element([filled], "a", "other") is None
    assert interactive_element([filled], "x") is None


def test_attachments_are_numbered():
    filled = filled_attachments([{"text": "a"}, {"fallback": "b"}, {}])
    assert [(one["id"], one["fallback"]) for one in filled] == [(1, "a"), (2, "b"), (3, "[no preview available]")]
