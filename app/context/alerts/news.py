"""What is worth telling people in the channel of alerts that came since they were told last: little. Pure."""

from collections.abc import Sequence

from app.domain.attributes import SERVICE
from app.domain.entry import Entry, Kind
from app.domain.json import object_of, text_of
from app.domain.markup import escape
from app.domain.signal import SignalKind, SignalState

_MOST_NAMED = 3
_OF_OTHERS = frozenset({SignalKind.TICKET, SignalKind.STATUS})
_TITLE_CHARACTERS = 120


def signal_entries(entries: Sequence[Entry]) -> list[Entry]:
    """What connectors noticed of our own services, as it was recorded; bots of the chat are not among it."""
    return [
        one
        for one in entries
        if one.kind is Kind.SIGNAL
        and "connector" in one.details
        and one.details.get("kind") not in _OF_OTHERS
        and not one.erased
    ]


def news(before: Sequence[Entry], since: Sequence[Entry]) -> str:
    """One line in Slack's markup, or nothing: a first alert of a service that had none, that all have ended, and that
    something fires after all had ended are worth a word; a second alert of the same service is not.

    `before` are the signals that people were told of, `since` those recorded after that, both in order.
    """
    ended = [one for one in since if not _fires(one)]
    known = {_service(one) for one in before}
    still_before, still = _still_firing(before), _still_firing([*before, *since])
    started = [one for one in since if _fires(one) and _thing(one) in still]
    all_ended = bool(ended) and not still
    anew = bool(before) and not still_before and bool(still)
    if not (all_ended or anew or any(_service(one) not in known for one in started)):
        return ""
    parts = []
    if started:
        parts.append(f":bell: *{_number(len(started), 'new alert')}*: {_named(started)}")
    if all_ended:
        last = max(one.happened_at for one in ended)
        parts.append(f":white_check_mark: All alerts have ended, the last at {last:%H:%M} UTC")
    elif ended:
        parts.append(f"{len(ended)} ended")
    return " · ".join(parts)


def _still_firing(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The alerts whose newest entry says that they fire."""
    last = {_thing(one): one for one in sorted(entries, key=lambda one: (one.happened_at, one.seq))}
    return {thing for thing, one in last.items() if _fires(one)}


def _thing(entry: Entry) -> tuple[str, str]:
    return text_of(entry.details.get("connector")), text_of(entry.details.get("fingerprint"))


def _fires(entry: Entry) -> bool:
    return entry.details.get("state") == SignalState.FIRING.value


def _service(entry: Entry) -> str:
    return text_of(object_of(entry.details.get("attributes")).get(SERVICE))


def _named(started: Sequence[Entry]) -> str:
    titles = list(dict.fromkeys(_title(one) for one in started))
    more = len(titles) - _MOST_NAMED
    return ", ".join(titles[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _title(entry: Entry) -> str:
    title, service = text_of(entry.details.get("title")), _service(entry)
    named = title if not service or service.casefold() in title.casefold() else f"{title} ({service})"
    return escape(named[:_TITLE_CHARACTERS])


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
