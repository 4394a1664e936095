"""What was seen around an incident, in Slack's markup: the card, the list of changes, and news for the thread.

Everything that came from outside is escaped here, and cut to what fits a phone.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from app.context.around.view import UNDONE, Duty, Responsible, Seen, Suspect, View
from app.domain.markup import escape, web_address
from app.domain.post import Body, Button
from app.domain.speech.plain import one_line
from app.record.timeline import shortened

_TITLE_CHARS = 90
_WORDS_CHARS = 160
_REASONS = 3
_ENDED = 2
_GROUPS, _PEOPLE, _PRECEDENTS, _STATUSES, _SERVICES, _OUT = 3, 3, 2, 2, 6, 10
_STATES = {"undone": "*undone*", "failed": "failed", "running": "still running"}
LOOK_AGAIN = Button("Look again", "call", "context again")


def card(view: View, *, invites: bool = True, there: Collection[str] = (), slash: str = "/inc") -> Body:
    """Everything on one screen of a phone; sections that would be empty are left out. `invites` offers to ask people in,
    but for those who are `there` already; `slash` is what our command is called here.
    """
    buttons = (*([button] if invites and (button := invitation(view.people, there)) else []), LOOK_AGAIN)
    return Body(text="\n".join([_headline(view), *_lines(view, slash)]), buttons=buttons, footnote=_footnote(view))


def all_changes(view: View) -> Body:
    """The candidates with every reason, and those that cannot be it."""
    lines = [*_suspects(view, reasons=20), *_undone(view)]
    if view.out:
        lines += ["*Ruled out*", *(f"• {_change(one)} · {_reasons(one, 2)}" for one in view.out[:_OUT])]
        lines += [f"…and {len(view.out) - _OUT} more"] if len(view.out) > _OUT else []
    nothing = (
        "No system could be asked for changes." if view.changes_missing else "No connected system tells of changes."
    )
    lines = lines or [nothing]
    return Body(text="\n".join([*lines, *_gaps(view)]), buttons=(LOOK_AGAIN,), footnote=_footnote(view))


def news(view: View, keys: Sequence[str]) -> str:
    """What is new, a line each, for the card's thread."""
    suspects = {one.key: one for one in (*view.suspects, *view.undone)}
    lines = []
    for sort, _, key in (one.partition(":") for one in keys):
        if key not in suspects:
            continue
        one = suspects[key]
        if sort == UNDONE:
            lines.append(f":leftwards_arrow_with_hook: Undone: {_label(one)} · from {moment(one.at, view.looked_at)}")
        else:
            lines.append(f":mag: New candidate: {_change(one)} · {_reasons(one, _REASONS)}")
    return "\n".join(lines)


def troubles(view: View) -> str:
    """What could not be looked at, in one line; empty if everything could."""
    return "\n".join(_gaps(view))


def linked(label: str, url: str) -> str:
    """The label, escaped; a link where the address is one of the web."""
    shown = escape(label)
    address = web_address(url)
    return f"<{escape(address)}|{shown.replace('|', '/')}>" if address else shown


def moment(at: datetime, now: datetime) -> str:
    return f"{at:%H:%M} UTC" if at.date() == now.date() else f"{at:%d %b %H:%M} UTC"


def on_call(duty: Duty) -> str:
    """Who is on call, and whose word that is."""
    source = f" ({linked(duty.system, duty.url)})" if duty.system else ""
    return f"on call {_short(duty.person)}{source}"


def responsible(one: Responsible) -> str:
    """Who has to do with a service, in one line."""
    facts = [
        _short(one.owner) if one.owner else "",
        *(on_call(duty) for duty in one.on_call if duty.level == min(each.level for each in one.on_call)),
        f"#{_short(one.channel)}" if one.channel else "",
        _short(one.contact) if one.contact else "",
    ]
    said = " · ".join(fact for fact in facts if fact) or "nobody is named for it"
    return f"*{linked(shortened(one_line(one.service), _TITLE_CHARS), one.url)}*: {said}"


def invitation(people: Sequence[Responsible], there: Collection[str] = ()) -> Button | None:
    """The button that invites the first of those on call whom chat knows and who is not `there` yet."""
    for one in people:
        for duty in one.on_call:
            if duty.user and duty.user not in there:
                label = f"Invite {shortened(one_line(duty.person), 40)}"
                value = f"owner --invite {one.service}"
                return Button(label, "call", value, confirm=f"Invite {duty.person} to this channel?")
    return None


def _headline(view: View) -> str:
    named = [_short(one) for one in view.services[:_SERVICES]]
    more = [f"{len(view.services) - _SERVICES} more"] if len(view.services) > _SERVICES else []
    return f":telescope: *Context* · {', '.join([*named, *more])}" if named else ":telescope: *Context*"


def _lines(view: View, slash: str) -> Iterator[str]:
    yield from _signals(view)
    yield from _suspects(view, _REASONS)
    yield from _undone(view)
    if people := [one for one in view.people if one.owner or one.on_call or one.channel or one.contact]:
        yield "*Who to ask*"
        yield from (f"• {responsible(one)}" for one in people[:_PEOPLE])
    if view.similar:
        yield "*Like it before*"
        yield from _precedents(view)
    if view.runbook:
        book = view.runbook
        label = f"{book.title}: {book.section}" if book.section and book.section != book.title else book.title
        quoted = f"\n> {_short(book.text, _WORDS_CHARS)}" if book.text else ""
        yield f"*Runbook* {linked(shortened(one_line(label), _TITLE_CHARS), book.url)}{quoted}"
    if view.tickets:
        since = f" since {moment(view.tickets_since, view.looked_at)}" if view.tickets_since else ""
        yield f"*Customers* {linked(_number(view.tickets, 'ticket'), view.ticket_url)}{since}"
    if view.statuses:
        yield f"*Third parties* {'; '.join(_signal(view, one) for one in view.statuses[:_STATUSES])}"
    if not view.has_something and not view.troubles and not view.late:
        yield _nothing(view)
    if view.asked and not view.services:
        yield f"I do not know which services it is about: `{slash} services checkout, ledger` tells me."
    yield from _gaps(view)


def _nothing(view: View) -> str:
    if not view.asked:
        return "No outside system is connected: `docs/connectors` says how."
    if not view.tellers:
        return "No connected system tells of alerts or changes: `docs/connectors` says which do."
    return "The connected systems have nothing unusual to tell."


def _signals(view: View) -> Iterator[str]:
    if view.firing:
        yield f"*Firing* ({len(view.firing)})" if len(view.firing) > 1 else "*Firing*"
        yield from (f"• {_signal(view, one)}" for one in view.firing[:_GROUPS])
        if len(view.firing) > _GROUPS:
            yield f"…and {len(view.firing) - _GROUPS} more"
        first = view.firing[0]
        if first.first and len(first.services) > 1:
            yield f"Likely first: {_short(first.first)} ({_short(first.why, _WORDS_CHARS)})"
        if view.at_risk:
            yield f"Depend on it: {', '.join(map(_short, view.at_risk[:_SERVICES]))}"
    if view.ended:
        told = view.ended[:_ENDED]
        left = len(view.ended) - len(told)
        more = f"; and {left} more" if left else ""
        yield f"*Ended* {'; '.join(_over(view, one) for one in told)}{more}"


def _signal(view: View, one: Seen) -> str:
    since = f"since {moment(one.since, view.looked_at)}"
    facts = [
        _named(one),
        since,
        f"{one.count} times" if one.count > 1 else "",
        f"and {one.others} more ({', '.join(map(_short, one.services[:_SERVICES]))})" if one.others else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _over(view: View, one: Seen) -> str:
    more, last = (f" and {one.others} more", "the last at ") if one.others else ("", "")
    at = f" · {last}{moment(one.ended_at, view.looked_at)}" if one.ended_at else ""
    return f"{_named(one)}{more}{at}"


def _named(one: Seen) -> str:
    """The title with its service, where that does not say it."""
    service = one.services[0] if len(one.services) == 1 else ""
    about = f" ({service})" if service and service.casefold() not in one.title.casefold() else ""
    return linked(shortened(one_line(one.title), _TITLE_CHARS) + about, one.url)


def _suspects(view: View, reasons: int) -> Iterator[str]:
    if view.suspects:
        yield "*Candidate changes* (none is proven)"
        for number, one in enumerate(view.suspects, 1):
            yield f"{number}. {_change(one)} · {moment(one.at, view.looked_at)} · {_reasons(one, reasons)}"
    elif view.change_systems or view.considered:
        since = moment(view.window.start, view.looked_at)
        among = f"*No likely change* among {_number(view.considered, 'change')}" if view.considered else "*No change*"
        instead = "".join(f" · {_short(words, _WORDS_CHARS)}" for words in view.instead[:2])
        unsure = " · not everything could be looked at" if view.changes_missing else ""
        yield f"{among} since {since}{unsure}{instead}"


def _undone(view: View) -> Iterator[str]:
    if view.undone:
        yield f"*Taken back* {', '.join(_change(one) for one in view.undone[:_PRECEDENTS])}"


def _change(one: Suspect) -> str:
    facts = [_label(one), _STATES.get(one.state, ""), _short(one.reach, 40)]
    return " · ".join(fact for fact in facts if fact)


def _label(one: Suspect) -> str:
    kind = "" if one.kind in one.title.casefold() else f"{one.kind.capitalize()} "
    return linked(shortened(one_line(f"{kind}{one.title}"), _TITLE_CHARS), one.url)


def _reasons(one: Suspect, most: int) -> str:
    return " · ".join(_short(words, _WORDS_CHARS) for words in one.reasons[:most]) or "nothing more is known"


def _precedents(view: View) -> Iterator[str]:
    for one in view.similar[:_PRECEDENTS]:
        source = one.fix_url if one.fix_url != one.url else ""
        fix = f" · fixed by: {linked(f'“{_cut(one.fix, _WORDS_CHARS)}”', source)}" if one.fix else ""
        took = f" · {_short(one.took, 40)}" if one.took else ""
        yield f"• {linked(' '.join(filter(None, [one.name, _cut(one.title)])), one.url)}{took}{fix}"


def _gaps(view: View) -> Iterator[str]:
    if view.troubles:
        yield f":warning: Could not look: {' · '.join(_short(one, _WORDS_CHARS) for one in view.troubles)}"
    if view.late:
        yield f":hourglass_flowing_sand: Still looking, no answer yet: {', '.join(map(_short, view.late))}"


def _footnote(view: View) -> str:
    back = f", looked back to {moment(view.window.start, view.looked_at)}" if view.tellers else ""
    remarks = "".join(f" {_short(one, _WORDS_CHARS)}." for one in view.remarks)
    return f"As of {moment(view.looked_at, view.looked_at)}{back}.{remarks}"


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _cut(text: str, limit_chars: int = _TITLE_CHARS) -> str:
    return shortened(one_line(text), limit_chars)


def _short(text: str, limit_chars: int = _TITLE_CHARS) -> str:
    return escape(_cut(text, limit_chars))
