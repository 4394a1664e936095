"""Assistant threads: talks with an app in Slack's assistant pane, which knows what channel the person is looking at."""

from dataclasses import dataclass, field

from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.posting import Content, Posting
from app.sandbox.state import State


@dataclass(slots=True, eq=False)
class AssistantThread:
    """`viewing` is the channel that the person looks at beside the pane; `prompts` are `{title, message}`."""

    channel_id: str
    thread_ts: str
    user_id: str
    viewing: str = ""
    status: str = ""
    title: str = ""
    prompts: list[Json] = field(default_factory=list)


class Assistants:
    """The assistant threads of a workspace."""

    def __init__(self, state: State, posting: Posting) -> None:
        self._state = state
        self._posting = posting
        self._threads: dict[tuple[str, str], AssistantThread] = {}

    def open(self, user_id: str, app: App, channel_id: str, viewing: str = "") -> AssistantThread:
        """A person opens the pane: a new thread in their direct messages with the app."""
        channel = self._state.channels.known(channel_id)
        said = self._posting.say(
            channel, app.bot_user_id, Content(text="New Assistant Thread"), subtype="assistant_app_thread"
        )
        thread = AssistantThread(channel_id, said.ts, user_id, viewing)
        self._threads[channel_id, said.ts] = thread
        self._tell(app, thread, "assistant_thread_started")
        return thread

    def look_at(self, app: App, thread: AssistantThread, viewing: str) -> None:
        """The person goes to another channel, with the pane open."""
        thread.viewing = viewing
        self._tell(app, thread, "assistant_thread_context_changed")

    def known(self, channel_id: str, thread_ts: str) -> AssistantThread:
        """Raises `invalid_thread_ts`."""
        thread = self._threads.get((channel_id, thread_ts))
        if thread is None:
            raise SlackError("invalid_thread_ts")
        return thread

    def _tell(self, app: App, thread: AssistantThread, kind: str) -> None:
        context: Json = {}
        if thread.viewing:
            context = {"channel_id": thread.viewing, "team_id": self._state.team_id, "enterprise_id": None}
        self._state.publish_to(
            app.app_id,
            {
                "type": kind,
                "assistant_thread": {
                    "user_id": thread.user_id,
                    "context": context,
                    "channel_id": thread.channel_id,
                    "thread_ts": thread.thread_ts,
                },
                "event_ts": self._state.stamps.new(),
            },
        )
