"""Tells whoever posted a secret, privately and once, and reminds them to rotate it if they want that."""

from collections.abc import Sequence
from datetime import timedelta

from app.domain.entry import Entry, Voice
from app.domain.incident import Incident
from app.domain.json import text_of
from app.domain.post import Body, Button, Post, Style
from app.duties.tools import Tools, text_in
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import entries, warnings
from app.record.consequences import ROTATE

REMIND, ROTATED, NOT_A_SECRET = "remind", "rotated", "false alarm"
_REMIND_AFTER = (timedelta(hours=1), timedelta(hours=24))
_NAMES = {
    "assigned-secret": "password or key",
    "spoken-password": "password",
    "url-credentials": "password in an address",
    "connection-string": "password in a connection string",
}
_VOWELS = frozenset("aeio")
_SPELLED = {
    word.casefold(): word
    for word in (
        *(
            "AWS",
            "API",
            "JWT",
            "SSH",
            "GitHub",
            "GitLab",
            "OpenAI",
            "OAuth",
            "PyPI",
            "SendGrid",
            "DigitalOcean",
            "Slack",
        ),
        *(
            "Stripe",
            "Google",
            "Vault",
            "Grafana",
            "Shopify",
            "Twilio",
            "Databricks",
            "Linear",
            "Docker",
            "Telegram",
            "Azure",
        ),
    )
}


async def warn(lease: Lease, tools: Tools) -> None:
    """For a machine's message the lead is told, if there is one."""
    incident = await tools.incident(lease)
    async with tools.database.reading() as connection:
        found = await entries.with_corrections(connection, incident.id, [text_in(lease, "entry")])
    entry = next((one for one in found if one.key == text_in(lease, "entry")), None)
    if entry is None:
        return
    by_person = entry.author.voice is Voice.PERSON
    reader = entry.author.id if by_person else incident.roles.get("lead", "")
    if not reader:
        return
    post = Post(
        key=lease.job.key,
        incident_id=incident.id,
        channel=_channel(incident, entry) if by_person else incident.channel,
        body=Body(
            text=_told(entry, warnings.types_of(lease.job.key), by_person=by_person),
            buttons=_buttons(lease.job.key, REMIND, NOT_A_SECRET),
        ),
        brief=warnings.BRIEF,
        reader=reader,
        record=False,
    )
    async with lease.finish() as tx:
        await tools.say(tx, lease, post)


async def answered(lease: Lease, tools: Tools) -> None:
    """Somebody pressed a button of a warning or of a reminder."""
    key, person, choice = (text_in(lease, name) for name in ("post", "person", "choice"))
    async with tools.database.reading() as connection:
        warning = await warnings.load(connection, key, person)
    if warning is None:  # somebody else's, or too old
        return
    said = {
        REMIND: "I will remind you in an hour and tomorrow, until it is rotated.",
        ROTATED: "Thank you. I will not ask again.",
        NOT_A_SECRET: "Good to know. It stays masked in the record, and I will not ask again.",
    }
    reply = Post(
        key=f"answered:{lease.job.key}",
        incident_id=warning.incident_id,
        channel=text_in(lease, "channel"),
        body=Body(text=said[choice]),
        brief="told",
        reader=person,
        reply_to=text_in(lease, "reply_to"),
        record=False,
    )
    async with lease.finish() as tx:
        if choice == REMIND:
            await enqueue(tx, [_reminder(lease, key, person, number) for number in range(len(_REMIND_AFTER))])
        else:
            await warnings.settle(tx, warning, choice, lease.now)
        await tools.say(tx, lease, reply)


async def remind_to_rotate(lease: Lease, tools: Tools) -> None:
    """In direct messages, unless it was rotated or turned out to be none."""
    key, person = text_in(lease, "post"), text_in(lease, "person")
    async with tools.database.reading() as connection:
        warning = await warnings.load(connection, key, person)
    if warning is None or warning.verdict:
        return
    incident = await tools.reader.incident_by_id(warning.incident_id)
    text = f":bell: You asked to be reminded: rotate {called(warning.types, 'the')} from {incident.key}."
    post = Post(
        key=lease.job.key,
        incident_id=warning.incident_id,
        channel=person,
        body=Body(text=text, buttons=_buttons(key, ROTATED, NOT_A_SECRET)),
        brief="reminder",
        record=False,
    )
    async with lease.finish() as tx:
        await tools.say(tx, lease, post)


def _reminder(lease: Lease, key: str, person: str, number: int) -> NewJob:
    return NewJob(
        key=f"{ROTATE}:{key}:{number}"[:250],
        kind=ROTATE,
        lane=ROTATE,
        run_at=lease.now + _REMIND_AFTER[number],
        payload={"post": key, "person": person},
    )


def _buttons(key: str, *choices: str) -> tuple[Button, ...]:
    labels = {REMIND: "Remind me to rotate it", ROTATED: "Rotated", NOT_A_SECRET: "Not a secret"}
    styles = {REMIND: Style.PRIMARY, ROTATED: Style.PRIMARY, NOT_A_SECRET: Style.PLAIN}
    return tuple(Button(labels[one], "warned", f"{one}:{key}", styles[one]) for one in choices)


def _told(entry: Entry, types: Sequence[str], *, by_person: bool) -> str:
    whose = "Your message" if by_person else "A machine's message"
    if entry.source.url:
        whose = f"<{entry.source.url}|{whose}>"
    return (
        f":lock: {whose} of {entry.happened_at:%H:%M} UTC had what looks like {called(types)}. I stored it masked, "
        "but Slack still shows it: delete the message and rotate what was in it."
    )


def called(types: Sequence[str], article: str = "") -> str:
    """`an AWS key`, `a GitHub token and password`; what rules are called is said in words. `article` replaces the a."""
    names = dict.fromkeys(_NAMES.get(one) or " ".join(map(_spelled, one.split("-"))) for one in types)
    said = " and ".join(names)
    return f"{article or ('an' if said[:1].casefold() in _VOWELS else 'a')} {said}"


def _spelled(word: str) -> str:
    return _SPELLED.get(word, word)


def _channel(incident: Incident, entry: Entry) -> str:
    """Where it was said: only there an answer can be shown to them alone."""
    channel, slash, _ = text_of(entry.source.ref).partition("/")
    return channel if slash else incident.channel
