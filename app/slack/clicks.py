"""What a click, a form or a shortcut says about itself: who, where, and how to answer."""

from dataclasses import dataclass

from app.domain.json import JsonObject, object_of, objects_of, text_of
from app.slack.reading import timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """`channel` is the person's own id where there is no channel (Home tab, global shortcut): answers go to them.

    `id` is new for each use. `act` and `value` are a button's. `ts` is the message that was clicked in, or acted on.
    """

    id: str
    person: str
    channel: str
    channel_name: str = ""
    reply_to: str = ""
    act: str = ""
    value: str = ""
    ts: str = ""
    is_ephemeral: bool = False

    @property
    def is_home(self) -> bool:
        return self.channel == self.person


def click_of(body: JsonObject) -> Click:
    """A `block_actions`, `shortcut` or `message_action` payload."""
    person = text_of(object_of(body.get("user")).get("id"))
    container, channel = object_of(body.get("container")), object_of(body.get("channel"))
    action = next(iter(objects_of(body.get("actions"))), {})
    place = text_of(channel.get("id")) or text_of(container.get("channel_id"))
    return Click(
        id=text_of(body.get("trigger_id")),
        person=person,
        channel=place or person,
        channel_name=text_of(channel.get("name")),
        reply_to=text_of(body.get("response_url")),
        act=text_of(action.get("action_id")).partition(":")[0],
        value=text_of(action.get("value")),
        ts=timestamp(container.get("message_ts")) or timestamp(body.get("message_ts")),
        is_ephemeral=container.get("is_ephemeral") is True,
    )
