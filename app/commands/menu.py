"""The menu that a bare `/inc` opens: what one most likely wants in this channel, as buttons."""

from app.domain.incident import Audience, Incident
from app.domain.markup import escape
from app.domain.post import Body, Button, Style


def menu(incident: Incident | None, slash: str) -> Body:
    """`incident` is that of this channel, if it is one."""
    if incident is None:
        return Body(
            text="What do you want to do?",
            buttons=(
                Button("Declare an incident", "form", "new", Style.DANGER),
                Button("List incidents", "call", "list"),
                Button("Adopt this channel", "call", "adopt"),
            ),
            footnote=f"`{slash} help` lists all commands.",
        )
    severity = f" · SEV{incident.severity}" if incident.severity else ""
    private = " · private" if incident.audience is Audience.CHANNEL else ""
    return Body(
        text=f"*{incident.key}* {escape(incident.title)}\n{incident.status.value}{severity}{private}",
        buttons=_buttons(incident),
        footnote=f"`{slash} help` lists all commands.",
    )


def _buttons(incident: Incident) -> tuple[Button, ...]:
    reading = (
        Button("Status", "form", "status"),
        Button("Summary", "call", "summary"),
        Button("Catch-up", "call", "catchup"),
        Button("Timeline", "call", "timeline"),
    )
    if not incident.recording:
        return (*reading, Button("Record again", "call", "adopt"))
    writing = (
        Button("Decision", "form", "decision"),
        Button("Note", "form", "note"),
        Button("Follow-up", "form", "followup"),
        Button("Handover", "form", "handover"),
    )
    last = Button("Resolve", "form", "resolve") if incident.is_open else Button("Postmortem", "call", "postmortem")
    return (*reading, *writing, last)
