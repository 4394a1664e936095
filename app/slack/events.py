"""Events: parsed, made durable, and only then acknowledged. If they cannot be made durable, Slack sends them again."""

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_bolt.async_app import AsyncApp

from app.domain.json import JsonObject
from app.ports import Identity
from app.record.recorder import Recorder
from app.slack.arrivals import Arrival, Here, Parser, meet_job
from app.slack.assistant import of_assistant_thread
from app.slack.marks import of_pin_added, of_pin_removed, of_reaction_added, of_reaction_removed
from app.slack.messages import of_mention, of_message
from app.slack.places import of_channel_named, of_home_opened, of_member_joined, of_person, of_removal

EVENTS: tuple[tuple[str, Parser], ...] = (
    ("message", of_message),
    ("reaction_added", of_reaction_added),
    ("reaction_removed", of_reaction_removed),
    ("app_mention", of_mention),
    ("pin_added", of_pin_added),
    ("pin_removed", of_pin_removed),
    ("member_joined_channel", of_member_joined),
    ("channel_created", of_channel_named),
    ("channel_rename", of_channel_named),
    ("app_home_opened", of_home_opened),
    ("assistant_thread_started", of_assistant_thread),
    ("assistant_thread_context_changed", of_assistant_thread),
    ("team_join", of_person),
    ("user_change", of_person),
    ("app_uninstalled", of_removal),
    ("tokens_revoked", of_removal),
)
"""Every event that Watchkeeper listens to. The manifest subscribes to exactly these."""

_MOST_REMEMBERED = 20_000
_PERSON = ("U", "W")


class Listener:
    """Takes arrivals to the recorder. Remembers whom it has met, so that each id is asked about once."""

    def __init__(
        self, recorder: Recorder, me: Identity, clock: Callable[[], datetime], patterns: Sequence[str] = ()
    ) -> None:
        self._recorder = recorder
        self._me = me
        self._clock = clock
        self._patterns = patterns
        self._met: set[str] = {me.user, me.bot}

    def here(self) -> Here:
        return Here(me=self._me, now=self._clock(), patterns=self._patterns)

    async def keep(self, arrival: Arrival) -> bool:
        """Returns once it is durable: whether its channel is being recorded."""
        new = [one for one in dict.fromkeys(arrival.people) if one.startswith(_PERSON) and one not in self._met]
        jobs = [*arrival.jobs, *(meet_job(person, self._clock()) for person in new)]
        if not arrival.drafts and not jobs:
            return False
        recorded = await self._recorder.capture(arrival.channel, arrival.drafts, jobs)
        if len(self._met) > _MOST_REMEMBERED:
            self._met.clear()
        self._met.update(new)
        return recorded

    def listen(self, app: AsyncApp) -> None:
        for name, parse in EVENTS:
            app.event(name)(self._on(parse))

    def _on(self, parse: Parser) -> Callable[..., object]:
        async def heard(event: JsonObject) -> None:
            await self.keep(parse(event, self.here()))

        return heard
