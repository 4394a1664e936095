"""Slash commands: the words become a job, and Slack is told nothing but that they arrived. The answer is a post."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from app.domain.json import JsonObject, text_of
from app.slack.arrivals import Arrival, Here, call_job
from app.slack.events import Listener

COMMANDS = ("/inc", "/incident")


def of_command(body: JsonObject, here: Here) -> Arrival:
    """What was typed after `/inc`. `trigger_id` is new for each use, and the same when Slack asks again."""
    person = text_of(body.get("user_id"))
    job = call_job(
        key=text_of(body.get("trigger_id")),
        text=text_of(body.get("text")).strip(),
        person=person,
        channel=text_of(body.get("channel_id")),
        channel_name=text_of(body.get("channel_name")),
        at=here.now,
        reply_to=text_of(body.get("response_url")),
    )
    return Arrival(jobs=[job], people=[person])


def listen(app: AsyncApp, listener: Listener, own: str) -> None:
    """`own` is the name that the commands have here, if the manifest was changed."""

    async def typed(body: JsonObject, ack: AsyncAck) -> None:
        await listener.keep(of_command(body, listener.here()))
        await ack()

    for name in dict.fromkeys((*COMMANDS, own)):
        app.command(name)(typed)
