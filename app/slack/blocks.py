"""What Watchkeeper says as Block Kit, within every limit of Slack, so that a post is never refused for its form.

Limits: 50 blocks, 3,000 characters a section, 25 elements a row of buttons, 75 a label, 2,000 a value, and about
13,200 for all text of a message together (observed; we stop at 12,000).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.json import Json, JsonObject
from app.domain.markup import escape
from app.domain.post import Body, Button, Style
from app.slack.document import Sources, document_blocks, size
from app.slack.texts import cut, one_line, split

_ALL_TEXT = 12_000
_TEXT_AND_DOCUMENT = 4_000
"""How much of a long text is shown where a document follows it."""
_SECTION = 3_000
_FOOTNOTE = 2_000
_ROW = 25
_LABEL, _VALUE, _CONFIRM = 75, 2_000, 300
_NOTIFICATION = 1_000
_NOTHING = "…"
_BARE_ADDRESS = re.compile(r"(?<![<\w])(?:https?://|www\.)", re.IGNORECASE)
"""What Slack makes a link of wherever it stands, but in a verbatim block."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`text` is what notifications say, and all there is where `blocks` is empty."""

    text: str
    blocks: Sequence[JsonObject]


def shown(body: Body, sources: Sources | None = None) -> Shown:
    """A body as a message's text and blocks."""
    is_plain = not (body.document or body.buttons or body.footnote or _BARE_ADDRESS.search(body.text))
    if is_plain and len(body.text) <= _SECTION:
        return Shown(body.text.strip() or _NOTHING, ())
    tail = [*button_rows(body.buttons), *_footnote(body.footnote)]
    room = _ALL_TEXT - size(tail)
    text = cut(body.text, _TEXT_AND_DOCUMENT if body.document else room)
    blocks: list[JsonObject] = [section(piece) for piece in split(text, _SECTION)]
    if body.document:
        titled = not body.text.strip()
        blocks += document_blocks(body.document, sources or {}, room - size(blocks), titled=titled)
    return Shown(_notification(body), [*blocks, *tail])


def section(markup: str) -> JsonObject:
    """A paragraph in Slack's markup. `verbatim` keeps Slack from making links and mentions out of bare words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def button_rows(buttons: Sequence[Button], first: int = 0) -> list[JsonObject]:
    """Rows of buttons. Their ids are `act:number`, numbered from `first`, for an id may not repeat in a message."""
    elements = [_button(button, f"{button.act}:{first + number}") for number, button in enumerate(buttons)]
    return [{"type": "actions", "elements": elements[at : at + _ROW]} for at in range(0, len(elements), _ROW)]


def _button(button: Button, action_id: str) -> JsonObject:
    element: dict[str, Json] = {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(button.label, _LABEL),
        "value": button.value[:_VALUE],
    }
    if button.style is not Style.PLAIN:
        element["style"] = button.style.value
    if button.confirm:
        element["confirm"] = {
            "title": plain_text("Are you sure?", 100),
            "text": plain_text(button.confirm, _CONFIRM),
            "confirm": plain_text("Yes", 30),
            "deny": plain_text("No", 30),
        }
    return element


def plain_text(text: str, limit: int) -> JsonObject:
    return {"type": "plain_text", "text": one_line(text, limit) or _NOTHING, "emoji": True}


def _footnote(text: str) -> list[JsonObject]:
    if not text.strip():
        return []
    return [{"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, _FOOTNOTE), "verbatim": True}]}]


def _notification(body: Body) -> str:
    """The fallback text: notifications and screen readers have only this."""
    said = [body.text.strip()]
    if body.document:
        said += [escape(body.document.title) if not said[0] else "", escape(body.document.headline)]
    return cut("\n".join(part for part in said if part), _NOTIFICATION) or _NOTHING
