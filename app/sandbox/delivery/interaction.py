"""Commands, clicks and forms: sent to the app, and its answer carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.sandbox.blocks import interactive_element
from app.sandbox.channels import Channel
from app.sandbox.checks import Checks
from app.sandbox.delivery import payloads
from app.sandbox.delivery.answer import Courier, NoAnswerError
from app.sandbox.delivery.response_url import ResponseUrls
from app.sandbox.errors import SlackError
from app.sandbox.formstate import chosen, form_values, missing_inputs
from app.sandbox.install import App, Shortcut
from app.sandbox.jsonvalue import Json, as_object, as_objects, as_text
from app.sandbox.messages import Message
from app.sandbox.views import View
from app.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an interaction. `error` is the sentence that Slack shows when the app did not answer.

    `payload` is the body of the app's answer, `errors` what is wrong with a form, by block_id.
    """

    payload: Json = field(default_factory=dict)
    error: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.error and not self.errors


class Interactions:
    """Brings what people do to apps through their couriers."""

    def __init__(
        self, workspace: Workspace, hooks: ResponseUrls, checks: Checks, courier: Callable[[App], Courier]
    ) -> None:
        self._workspace = workspace
        self._hooks = hooks
        self._checks = checks
        self._courier = courier

    async def command(self, user_id: str, channel: Channel, name: str, text: str) -> Outcome:
        """Somebody types a slash command. Raises `unknown_command`, `is_archived`."""
        app = next((one for one in self._workspace.apps.values() if one.command(name)), None)
        command = app.command(name) if app else None
        if app is None or command is None:
            raise SlackError("unknown_command")
        if channel.archived:
            raise SlackError("is_archived")
        payload = payloads.slash_command(
            self._workspace,
            app,
            user_id,
            channel,
            command=name,
            text=text,
            response_url=self._hooks.issue(app, channel, user_id),
        )
        try:
            answer = await self._courier(app).ask("slash_commands", payload, command.url)
        except NoAnswerError:
            return Outcome(error=f"{name} failed because the app did not respond")
        if any(answer.get(part) for part in ("text", "blocks", "attachments")):
            try:
                self._hooks.apply(app, channel, user_id, answer)
            except SlackError as error:
                return Outcome(answer, error=f"{name} failed with the error {error.code}")
        return Outcome(answer)

    async def click(
        self, user_id: str, channel: Channel, message: Message, action_id: str, *, choice: object, block_id: str,
        typed: Mapping[str, object],
    ) -> Outcome:  # fmt: skip
        """Somebody uses an element of a message. Raises `action_not_found`."""
        app = self._workspace.apps.get(as_text(message.body.get("app_id")))
        blocks = as_objects(message.body.get("blocks"))
        found = interactive_element(blocks, action_id, block_id)
        if app is None or found is None:
            raise SlackError("action_not_found")
        payload = payloads.message_actions(
            self._workspace, app, user_id, channel, message, actions=[self._action(*found, choice)],
            values=form_values(blocks, typed), response_url=self._hooks.issue(app, channel, user_id, message),
        )  # fmt: skip
        return await self._interact(app, payload)

    async def click_in_view(
        self, view: View, action_id: str, choice: object, block_id: str, *, typed: Mapping[str, object]
    ) -> Outcome:
        """Somebody uses an element of a modal or a Home tab. Raises `action_not_found`."""
        found = interactive_element(view.blocks, action_id, block_id)
        if found is None:
            raise SlackError("action_not_found")
        if typed:
            view.values = form_values(view.blocks, typed)
        payload = payloads.view_actions(self._workspace, view, view.user_id, [self._action(*found, choice)])
        return await self._interact(view.app, payload)

    async def submit(self, view: View, typed: Mapping[str, object]) -> Outcome:
        """Somebody submits a form; the app's answer closes, changes or keeps it."""
        view.values = form_values(view.blocks, typed)
        missing = missing_inputs(view.blocks, view.values)
        if missing:
            return Outcome(errors=dict.fromkeys(missing, "Please complete this required field."))
        outcome = await self._interact(view.app, payloads.view_submission(self._workspace, view))
        return self._follow(view, outcome) if outcome.ok else outcome

    async def close(self, view: View, *, all_of_them: bool = False) -> Outcome:
        """Somebody closes a form without submitting; told to the app where it asked to know."""
        views = self._workspace.views
        closed = views.clear(view.user_id) if all_of_them or view.body.get("clear_on_close") is True else [view]
        views.close(view)
        outcome = Outcome()
        for one in reversed(closed):
            if one.body.get("notify_on_close") is True:
                payload = payloads.view_closed(self._workspace, one, is_cleared=len(closed) > 1)
                outcome = await self._interact(one.app, payload)
        return outcome

    async def global_shortcut(self, user_id: str, callback_id: str) -> Outcome:
        """Somebody uses a shortcut from anywhere. Raises `unknown_shortcut`."""
        app, shortcut = self._shortcut(callback_id, "global")
        ts = self._workspace.stamps.new()
        return await self._interact(app, payloads.global_shortcut(self._workspace, app, user_id, shortcut, ts))

    async def message_shortcut(self, user_id: str, callback_id: str, channel: Channel, message: Message) -> Outcome:
        """Somebody uses a shortcut from a message's menu. Raises `unknown_shortcut`."""
        app, shortcut = self._shortcut(callback_id, "message")
        payload = payloads.message_shortcut(
            self._workspace, app, user_id, channel, message, shortcut=shortcut, action_ts=self._workspace.stamps.new(),
            response_url=self._hooks.issue(app, channel, user_id, message),
        )  # fmt: skip
        return await self._interact(app, payload)

    async def _interact(self, app: App, payload: Json) -> Outcome:
        try:
            return Outcome(await self._courier(app).ask("interactive", payload, app.interactivity_url))
        except NoAnswerError:
            return Outcome(error=f"{app.name} is not responding. Please try again.")

    def _follow(self, view: View, outcome: Outcome) -> Outcome:
        views, answer = self._workspace.views, outcome.payload
        action = answer.get("response_action")
        if action == "errors":
            errors = {key: as_text(value) for key, value in as_object(answer.get("errors")).items()}
            return Outcome(answer, errors=errors)
        if action in {"update", "push"}:
            return self._show(view, action == "push", answer)
        if action == "clear":
            views.clear(view.user_id)
        elif view in views.stack(view.user_id):
            views.close(view)
        return outcome

    def _show(self, view: View, pushed: bool, answer: Json) -> Outcome:  # noqa: FBT001 - only called here
        new = as_object(answer.get("view"))
        try:
            self._checks.view(new)
            if pushed:
                self._workspace.views.push(view.app, view.user_id, new)
            else:
                self._workspace.views.update(view.app, new, view_id=view.id)
        except SlackError:
            return Outcome(answer, error="We had some trouble connecting. Try again?")
        return Outcome(answer)

    def _action(self, block: Json, element: Json, choice: object) -> Json:
        action: Json = {"action_id": element.get("action_id"), "block_id": block.get("block_id")}
        if "text" in element:
            action["text"] = element["text"]
        return action | chosen(element, choice) | {"action_ts": self._workspace.stamps.new()}

    def _shortcut(self, callback_id: str, kind: str) -> tuple[App, Shortcut]:
        for app in self._workspace.apps.values():
            for shortcut in app.shortcuts:
                if shortcut.callback_id == callback_id and shortcut.type == kind:
                    return app, shortcut
        raise SlackError("unknown_shortcut")
