"""conversations.history and conversations.replies: reading what was said, page by page."""

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.timestamps import microseconds
from app.sandbox.webapi.call import Call, Method
from app.sandbox.webapi.paging import decode_cursor, encode_cursor

_END_US = 10**18
_MOST = 999
_USUAL = 100


def history(call: Call) -> Json:
    channel = call.joined_channel()
    oldest_us, latest_us, inclusive = _span(call)
    place = decode_cursor(call.args.text("cursor"))
    if place:
        latest_us, inclusive_end = _cursor_us(place), False
    else:
        inclusive_end = inclusive
    if inclusive != inclusive_end:
        oldest_us -= 1
    messages, more = channel.log.shown(oldest_us, latest_us, _limit(call), inclusive=inclusive_end)
    answer = _messages_json(call, messages, more)
    answer |= {"pin_count": len(channel.log.pinned), "channel_actions_ts": None,
               "channel_actions_count": 0}  # fmt: skip
    return answer | _next(messages, more)


def replies(call: Call) -> Json:
    channel = call.channel()
    if call.actor not in channel.members:
        raise SlackError("not_in_channel")
    parent = _thread(channel, call.args.ts("ts", "thread_not_found"))
    oldest_us, latest_us, inclusive = _span(call)
    place = decode_cursor(call.args.text("cursor"))
    if place:
        oldest_us, inclusive = _cursor_us(place), False
    margin = 0 if inclusive else 1
    wanted = [reply for reply in parent.replies if oldest_us + margin <= microseconds(reply.ts) <= latest_us - margin]
    room = max(_limit(call) - (0 if place else 1), 1)
    shown = wanted[:room]
    answer = _messages_json(call, shown if place else [parent, *shown], len(wanted) > room)
    return answer | _next(shown, len(wanted) > room)


def _thread(channel: Channel, ts: str) -> Message:
    message = channel.log.find(ts)
    if message is not None and message.is_reply:
        message = channel.log.find(message.thread_ts)
    if message is None:
        raise SlackError("thread_not_found")
    return message


def _messages_json(call: Call, messages: list[Message], more: bool) -> Json:  # noqa: FBT001 - only called here
    metadata = call.args.flag("include_all_metadata")
    return {"messages": [message.as_json(metadata=metadata) for message in messages], "has_more": more}


def _next(shown: list[Message], more: bool) -> Json:  # noqa: FBT001 - only called here
    if not more:
        return {}
    return {"response_metadata": {"next_cursor": encode_cursor(str(microseconds(shown[-1].ts)))}}


def _span(call: Call) -> tuple[int, int, bool]:
    oldest = call.args.ts("oldest", "invalid_ts_oldest", "0") or "0"
    latest = call.args.ts("latest", "invalid_ts_latest")
    latest_us = microseconds(latest) if latest else _END_US
    return microseconds(oldest), latest_us, call.args.flag("inclusive")


def _limit(call: Call) -> int:
    most = call.page_limit or _MOST
    return min(max(call.args.number("limit", min(_USUAL, most)), 1), most)


def _cursor_us(place: str) -> int:
    if not place.isdecimal():
        raise SlackError("invalid_cursor")
    return int(place)


METHODS = (Method("conversations.history", history), Method("conversations.replies", replies))
