"""Reminds, each time once: of an update that is overdue for the severity, of a lead that nobody has claimed."""

from collections.abc import Iterator
from datetime import timedelta

from app.domain.incident import Incident
from app.domain.naming import duration, severity_name
from app.domain.post import Body, Button, Post, Style
from app.duties.tools import Manners, Tools
from app.jobs.worker import Lease

_DISMISS = Button("Dismiss", "dismiss")


async def remind(lease: Lease, tools: Tools) -> None:
    """Looks at every open incident; runs once a minute."""
    due = [
        post
        for incident in await tools.reader.active()
        if incident.is_open and incident.recording and incident.channel and not incident.quiet
        for post in _due(incident, lease, tools.manners)
    ]
    if not due:
        return
    async with lease.finish() as tx:
        for post in due:
            await tools.say(tx, lease, post)


def _due(incident: Incident, lease: Lease, manners: Manners) -> Iterator[Post]:
    """The key holds what the reminder is about, so that it is sent once."""
    updated_at = incident.updated_at or incident.declared_at
    silent = lease.now - updated_at
    every = timedelta(minutes=manners.update_every_min.get(incident.severity, manners.update_every_min[None]))
    if silent >= every:
        text = (
            f":bell: No update for {duration(silent)} ({severity_name(incident.severity)}). "
            f"`{manners.command} update` posts one from the record; words after it are posted instead."
        )
        yield _reminder(incident, f"update:{updated_at.timestamp():.0f}", text, Button("Update", "form", "update"))
    waited = lease.now - incident.declared_at
    if "lead" not in incident.roles and waited >= timedelta(minutes=manners.lead_within_min):
        text = f":bell: Nobody leads this incident yet. `{manners.command} lead me` takes it."
        yield _reminder(incident, "lead", text, Button("I lead", "call", "role lead me", Style.PRIMARY))


def _reminder(incident: Incident, what: str, text: str, button: Button) -> Post:
    return Post(
        key=f"reminder:{incident.id}:{what}",
        incident_id=incident.id,
        channel=incident.channel,
        body=Body(text=text, buttons=(button, _DISMISS)),
        brief="reminder",
        record=False,
    )
