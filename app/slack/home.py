"""The Home tab: what goes on, what one has promised, what was closed last. Private incidents only for their members."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.commands.call import Desk
from app.domain.entry import Entry, Kind
from app.domain.errors import Unavailable, UserError
from app.domain.incident import Audience, Incident
from app.domain.json import JsonObject, text_of
from app.domain.lines import lines
from app.domain.markup import escape
from app.domain.naming import severity_name
from app.domain.post import Button, Style
from app.domain.speech.plain import plain
from app.record.reading import open_follow_ups
from app.slack.blocks import button_rows, plain_text, section
from app.slack.texts import one_line

_MOST_ACTIVE, _MOST_CLOSED, _MOST_FOLLOW_UPS = 15, 5, 15
_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A follow-up that is still open; `number` is what `/inc done` takes."""

    incident: Incident
    number: int
    text: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What one person sees. `unsure` if chat did not say who is in some channels."""

    active: Sequence[Incident]
    closed: Sequence[Incident]
    promised: Sequence[Promise]
    unsure: bool


async def overview(desk: Desk, person: str) -> Overview:
    active, unsure = await _visible(desk, person, await desk.reader.active())
    closed, unsure_too = await _visible(desk, person, await desk.reader.closed(_MOST_CLOSED))
    promised = [one for incident in [*active, *closed] for one in await _promised(desk, person, incident)]
    return Overview(active=active, closed=closed, promised=promised, unsure=unsure or unsure_too)


def home_view(seen: Overview, slash: str) -> JsonObject:
    blocks: list[JsonObject] = [_header("Active incidents")]
    buttons = 0
    for incident in seen.active[:_MOST_ACTIVE]:
        choices = _choices(incident)
        blocks += [section(_row(incident)), *button_rows(choices, buttons)]
        buttons += len(choices)
    if not seen.active:
        blocks.append(section("Nothing is going on."))
    declare = [Button("Declare an incident", "form", "new", Style.DANGER)]
    blocks += [*button_rows(declare, buttons), _header("My follow-ups")]
    for number, one in enumerate(seen.promised[:_MOST_FOLLOW_UPS], buttons + 1):
        done = Button("Done", "call", f"{one.incident.key} done {one.number}")
        blocks += [section(_promise(one)), *button_rows([done], number)]
    if not seen.promised:
        blocks.append(section("None that you own."))
    blocks.append(_header("Recently closed"))
    blocks.append(section("\n".join(map(_row, seen.closed)) or "None yet."))
    return {"type": "home", "blocks": [*blocks, _small(_last_line(seen, slash))]}


async def _visible(desk: Desk, person: str, incidents: Sequence[Incident]) -> tuple[list[Incident], bool]:
    """Those that the person may know of, and whether that could not be told of some."""
    visible, unsure = [], False
    for incident in incidents:
        try:
            if await _may_see(desk, person, incident):
                visible.append(incident)
        except Unavailable:
            unsure = True
        except UserError:  # its channel is gone or closed to us: nobody can be shown to be in it
            continue
    return visible, unsure


async def _may_see(desk: Desk, person: str, incident: Incident) -> bool:
    if incident.audience is Audience.WORKSPACE:
        return True
    return bool(incident.channel) and person in await desk.chat.members(incident.channel)


async def _promised(desk: Desk, person: str, incident: Incident) -> list[Promise]:
    recorded: list[Entry] = await desk.reader.entries(incident)
    numbers = {one.key: number for number, one in enumerate((e for e in recorded if e.kind is Kind.FOLLOW_UP), 1)}
    names = await desk.reader.names()
    return [
        Promise(
            incident=incident,
            number=numbers[line.entry.key],
            text=plain(line.text, names, {}),
            due=text_of(line.entry.details.get("due")),
        )
        for line in open_follow_ups(lines(recorded))
        if line.entry.details.get("owner") == person
    ]


def _choices(incident: Incident) -> list[Button]:
    key = incident.key
    return [
        Button("Catch me up", "call", f"{key} catchup"),
        Button("Timeline", "call", f"{key} timeline"),
        Button("Status", "form", f"{key} status"),
        Button("Note", "form", f"{key} note"),
    ]


def _row(incident: Incident) -> str:
    where = f" · <#{incident.channel}>" if incident.channel else ""
    private = " · private" if incident.audience is Audience.CHANNEL else ""
    facts = f"{incident.status.value} · {severity_name(incident.severity)}{private}{where}"
    return f"*{incident.key}* {escape(one_line(incident.title, _TITLE))}\n{facts}"


def _promise(one: Promise) -> str:
    due = f" · due {one.due}" if one.due else ""
    return f"{escape(one_line(one.text, _TITLE))}\n{one.incident.key}{due}"


def _last_line(seen: Overview, slash: str) -> str:
    hidden = max(0, len(seen.active) - _MOST_ACTIVE) + max(0, len(seen.promised) - _MOST_FOLLOW_UPS)
    parts = [f"{hidden} more are not shown." if hidden else "", f"{slash} help in any channel lists what you can say."]
    if seen.unsure:
        parts.insert(0, "Could not look who is in some channels, so private incidents may be missing.")
    return " ".join(part for part in parts if part)


def _header(text: str) -> JsonObject:
    return {"type": "header", "text": plain_text(text, 150)}


def _small(text: str) -> JsonObject:
    return {"type": "context", "elements": [plain_text(text, 300)]}
