"""assistant.threads.*: what the assistant pane shows around a talk."""

from app.sandbox.assistants import AssistantThread
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call, Method


def _thread(call: Call) -> AssistantThread:
    return call.workspace.assistants.known(call.channel("channel_id").id, call.args.text("thread_ts"))


def set_status(call: Call) -> Json:
    _thread(call).status = call.args.text("status")
    return {}


def set_suggested_prompts(call: Call) -> Json:
    _thread(call).prompts = call.args.objects("prompts") or []
    return {}


def set_title(call: Call) -> Json:
    _thread(call).title = call.args.text("title")
    return {}


METHODS = (
    Method("assistant.threads.setStatus", set_status),
    Method("assistant.threads.setSuggestedPrompts", set_suggested_prompts),
    Method("assistant.threads.setTitle", set_title),
)
