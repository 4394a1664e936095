"""Channels and people come and go: an invitation, a new name that matches a pattern, a changed profile."""

from fnmatch import fnmatchcase

import structlog

from app.domain.json import JsonObject, object_of, text_of
from app.jobs.job import NewJob
from app.slack.arrivals import NOTHING, Arrival, Here, adopt_job, call_lane, meet_job

log = structlog.get_logger(__name__)

HOME = "home"
"""The job that writes somebody's Home tab."""


def of_member_joined(event: JsonObject, here: Here) -> Arrival:
    """Somebody invited the bot: record that channel. (People's joining comes as a message.) Joining on its own has no inviter."""
    channel, inviter = text_of(event.get("channel")), text_of(event.get("inviter"))
    if event.get("user") != here.me.user or not channel or not inviter or inviter == here.me.user:
        return NOTHING
    change, _ = here.at(event, "event_ts")
    return Arrival(jobs=[adopt_job(f"invited:{channel}:{change}", channel, inviter, here.now)], people=[inviter])


def of_channel_named(event: JsonObject, here: Here) -> Arrival:
    """`channel_created`, `channel_rename`: a name that matches a pattern makes the channel an incident's."""
    data = object_of(event.get("channel"))
    channel, name, creator = (text_of(data.get(key)) for key in ("id", "name", "creator"))
    if not channel or creator in {here.me.user, here.me.bot}:
        return NOTHING
    if not any(fnmatchcase(name, pattern) for pattern in here.patterns):
        return NOTHING
    job = adopt_job(f"named:{channel}", channel, creator, here.now, name)
    return Arrival(jobs=[job], people=[creator] if creator else [])


def of_person(event: JsonObject, here: Here) -> Arrival:
    """`team_join`, `user_change`: keep the newest name."""
    person = text_of(object_of(event.get("user")).get("id"))
    change, _ = here.at(event, "event_ts")
    return Arrival(jobs=[meet_job(person, here.now, change)]) if person else NOTHING


def of_home_opened(event: JsonObject, here: Here) -> Arrival:
    person = text_of(event.get("user"))
    if not person or event.get("tab") != "home":
        return NOTHING
    change, _ = here.at(event, "event_ts")
    return Arrival(jobs=[home_job(person, change, here)], people=[person])


def home_job(person: str, change: str, here: Here) -> NewJob:
    """Write the tab anew. In the lane of the calls made there, so that it shows what they did."""
    return NewJob(
        key=f"{HOME}:{person}:{change}",
        kind=HOME,
        lane=call_lane(person),
        run_at=here.now,
        payload={"person": person},
    )


def of_removal(event: JsonObject, here: Here) -> Arrival:
    """`app_uninstalled`, `tokens_revoked`: nothing works any more until somebody installs the app again."""
    del here
    log.error(
        "slack_access_removed",
        event_type=text_of(event.get("type")),
        what_to_do="reinstall the app to the workspace and give Watchkeeper the new bot token",
    )
    return NOTHING
