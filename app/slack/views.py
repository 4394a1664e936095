"""Modals: opened while Slack still accepts the click, and read when they are sent."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from app.domain.json import JsonObject, object_of, text_of
from app.slack.arrivals import Arrival, call_job
from app.slack.clicks import Click
from app.slack.client import Web
from app.slack.events import Listener
from app.slack.forms import FORM, Place, Submission, form, submission_of, wanted
from app.slack.places import home_job


async def open_form(web: Web, click: Click, value: str, *, message: str = "", **initial: str) -> None:
    """Open the form of the command that `value` names. Raises UserError once the click is too old."""
    asked = wanted(value)
    place = Place(
        verb=asked.command.verb,
        channel=click.channel,
        channel_name=click.channel_name,
        reply_to=click.reply_to,
        message=message,
        before=asked.before,
        fixed=asked.fixed,
    )
    view = form(asked.command, place, {**asked.initial, **initial})
    await web.call("views.open", trigger_id=click.id, view=view)


def listen(app: AsyncApp, listener: Listener) -> None:
    async def sent(body: JsonObject, view: JsonObject, ack: AsyncAck) -> None:
        submission = submission_of(view)
        if submission.errors:
            await ack(response_action="errors", errors=dict(submission.errors))
            return
        await listener.keep(_called(submission, body, view, listener))
        await ack()

    app.view(FORM)(sent)


def _called(submission: Submission, body: JsonObject, view: JsonObject, listener: Listener) -> Arrival:
    """A form is sent once: its id is the call's key, so that sending it again by accident changes nothing."""
    person = text_of(object_of(body.get("user")).get("id"))
    place, here, key = submission.place, listener.here(), f"form:{text_of(view.get('id'))}"
    job = call_job(
        key=key,
        text=submission.words,
        person=person,
        channel=place.channel,
        channel_name=place.channel_name,
        at=here.now,
        reply_to=place.reply_to,
        message=place.message,
    )
    shown = [home_job(person, key, here)] if place.channel == person else []
    return Arrival(jobs=[job, *shown], people=[person])
