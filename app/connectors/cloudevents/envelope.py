"""CloudEvents 1.0 over HTTP: one event in the body, many, or one whose attributes are in headers.

Source: the CloudEvents specification 1.0.2 with its HTTP binding and JSON format.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.connectors.parts.reading import line
from app.domain.connecting import Delivery, Unreadable
from app.domain.json import Json, JsonObject, object_of, text_of

MOST_EVENTS = 1000
_ONE, _MANY = "application/cloudevents+json", "application/cloudevents-batch+json"


@dataclass(frozen=True, slots=True)
class Event:
    """`source` and `id` name it for good. `time` is as written, empty if it is not said."""

    id: str
    source: str
    type: str
    subject: str = ""
    time: str = ""
    data: JsonObject = field(default_factory=dict)


def events_of(delivery: Delivery) -> list[Event]:
    """Raises Unreadable if one of them is no CloudEvent 1.x in JSON."""
    said = delivery.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said == _MANY:
        return [_event(one) for one in _list(_json(delivery.body))]
    if said.startswith("application/cloudevents") and said != _ONE:
        raise Unreadable("It is a CloudEvent in another format than JSON.")
    if said != _ONE and "ce-specversion" in delivery.headers:
        return [_from_headers(delivery)]
    body = object_of(_json(delivery.body))
    return [_bare(body) if "context" in body and "specversion" not in body else _event(body)]


def _event(given: Json) -> Event:
    event = object_of(given)
    data = event.get("data")
    if isinstance(packed := event.get("data_base64"), str):
        try:
            data = _json(base64.b64decode(packed, validate=True))
        except (ValueError, Unreadable):
            data = None
    return _checked(event, _parsed_text(data))


def _from_headers(delivery: Delivery) -> Event:
    attributes = {
        name.removeprefix("ce-"): unquote(value) for name, value in delivery.headers.items() if name.startswith("ce-")
    }
    is_json = "json" in (delivery.headers.get("content-type") or "json").lower()
    return _checked(attributes, object_of(_json(delivery.body)) if is_json and delivery.body.strip() else {})


def _bare(body: JsonObject) -> Event:
    """A CDEvent without an envelope: its context says the same."""
    context = object_of(body.get("context"))
    said = {**context, "specversion": "1.0", "time": context.get("timestamp")}
    return _checked(said, body)


def _checked(said: Mapping[str, Json], data: JsonObject) -> Event:
    if not text_of(said.get("specversion")).startswith("1."):
        raise Unreadable("It is no CloudEvent 1.0: it has no `specversion` that begins with `1.`.")
    missing = [name for name in ("id", "source", "type") if not line(said.get(name))]
    if missing:
        raise Unreadable(f"It has no `{missing[0]}`, which every CloudEvent has.")
    names = ("id", "source", "type", "subject", "time")
    ident, source, kind, subject, time = (line(said.get(name), 500) for name in names)
    return Event(ident, source, kind, subject, time, data)


def _parsed_text(data: Json) -> JsonObject:
    """Some senders put JSON into a text."""
    if isinstance(data, str) and data.lstrip().startswith("{"):
        try:
            return object_of(_json(data.encode()))
        except Unreadable:
            return {}
    return object_of(data)


def _json(body: bytes) -> Json:
    try:
        parsed: Json = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON.") from None
    return parsed


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise Unreadable("It is no list, though it says that it is many events.")
    if len(value) > MOST_EVENTS:
        raise Unreadable(f"It has more than {MOST_EVENTS} events.")
    return value
