"""Forms: a command's parameters as a modal, and what was filled in as the words one would have typed."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.commands import COMMANDS
from app.commands.grammar import Command, Parameter, parse, spoken
from app.commands.kinds import Mismatch
from app.commands.verbs import find
from app.domain.errors import UserError
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of
from app.slack.blocks import plain_text
from app.slack.texts import one_line

FORM = "command"
"""The callback id of every form."""

_TITLE, _BUTTON, _LABEL, _PLACEHOLDER, _SUMMARY, _INITIAL = 24, 24, 100, 150, 300, 3000
_OPTION = 75
_KEY = re.compile(r"\s*(inc-\d+)\s+", re.IGNORECASE)
_YES = "yes"
_ONE_LINE = frozenset({"title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a form was opened, kept in it, for a submission does not say. `before` (an incident's key) opens the words,
    and `fixed` is what the first parameter is.
    """

    verb: str
    channel: str
    channel_name: str = ""
    reply_to: str = ""
    message: str = ""
    before: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a button's value asks for: a command, an incident's key before it or nothing, what its first parameter is
    (`fixed`, where the form does not ask for it), and what its text starts with.
    """

    command: Command
    before: str = ""
    fixed: str = ""
    initial: Mapping[str, str]


def wanted(value: str) -> Wanted:
    """Reads `note`, `INC-3 note`, or `fix KEY`, and after a line break the text to start with.

    Raises UserError for a command that there is not.
    """
    line, _, text = value.partition("\n")
    match = _KEY.match(line)
    command, rest = find(COMMANDS, line[match.end() :] if match else line)
    names = [one.name for one in command.parameters if one.kind == "text"]
    return Wanted(
        command=command,
        before=match[1] if match else "",
        fixed=rest.strip() if _is_fixed(command) else "",
        initial={names[-1]: text} if names and text else {},
    )


def _is_fixed(command: Command) -> bool:
    """Whether the first thing to be said is a key that no person would type."""
    return command.hidden and bool(command.parameters) and command.parameters[0].kind == "word"


def form(command: Command, place: Place, initial: Mapping[str, str] | None = None) -> JsonObject:
    """The modal. `initial` maps a parameter's name to what it starts with."""
    given = initial or {}
    summary: JsonObject = {"type": "context", "elements": [plain_text(command.summary, _SUMMARY)]}
    asked = command.parameters[1:] if place.fixed else command.parameters
    ordered = sorted(asked, key=lambda one: (one.loose, not one.required))
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain_text(f"/inc {command.verb}", _TITLE),
        "submit": plain_text("Save", _BUTTON),
        "close": plain_text("Cancel", _BUTTON),
        "private_metadata": json.dumps(asdict(place)),
        "blocks": [summary, *(_input(one, given.get(one.name, "")) for one in ordered)],
    }


def _input(parameter: Parameter, initial: str) -> JsonObject:
    return {
        "type": "input",
        "block_id": parameter.name,
        "label": plain_text(parameter.prompt or parameter.name.capitalize(), _LABEL),
        "optional": not parameter.required,
        "element": {"action_id": parameter.name, **_element(parameter, initial)},
    }


def _element(parameter: Parameter, initial: str) -> dict[str, Json]:
    if parameter.choices:
        chosen = {"initial_option": _option(initial)} if initial in parameter.choices else {}
        return {"type": "static_select", "options": [_option(choice) for choice in parameter.choices], **chosen}
    if parameter.kind == "person":
        return {"type": "users_select", **({"initial_user": initial} if initial else {})}
    if parameter.kind == "flag":
        return {"type": "checkboxes", "options": [{"text": plain_text("Yes", _OPTION), "value": _YES}]}
    element: dict[str, Json] = {"type": "plain_text_input"}
    if parameter.kind == "text":
        element["multiline"] = parameter.name not in _ONE_LINE
    else:
        element["placeholder"] = plain_text(parameter.reading.example, _PLACEHOLDER)
    if initial:
        element["initial_value"] = one_line(initial, _INITIAL) if parameter.name in _ONE_LINE else initial[:_INITIAL]
    return element


def _option(value: str) -> JsonObject:
    return {"text": plain_text(value, _OPTION), "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was filled in: the `words` of the command, or what is wrong by parameter name."""

    place: Place
    words: str = ""
    errors: Mapping[str, str]


def submission_of(view: JsonObject) -> Submission:
    """Reads a submitted form. Raises UserError if it is of a command that there is no more."""
    place = _place(text_of(view.get("private_metadata")))
    command = wanted(place.verb).command
    state = object_of(object_of(view.get("state")).get("values"))
    values = {one.name: _value(object_of(object_of(state.get(one.name)).get(one.name))) for one in command.parameters}
    if place.fixed:
        values[command.parameters[0].name] = place.fixed
    errors = _errors(command, values)
    words = f"{place.before} {spoken(command, values)}".strip()
    return Submission(place=place, words=words, errors=errors)


def _errors(command: Command, values: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each field that cannot be read, or for the first one where only the whole cannot."""
    errors = {}
    for one in command.parameters:
        value = one.reading.typed(values[one.name]) if values[one.name].strip() else ""
        if not value:
            continue
        try:
            _, rest = one.reading.take(value)
        except Mismatch as mismatch:
            errors[one.name] = _sentence(f"{mismatch}.")
        else:
            if rest.strip():
                errors[one.name] = f"I did not understand “{one_line(rest, 60)}”."
    if not errors and command.parameters:
        try:
            parse(command, spoken(command, values).partition(" ")[2])
        except UserError as error:
            errors[command.parameters[0].name] = _sentence(str(error))
    return errors


def _sentence(text: str) -> str:
    """Slack shows a field's error as it is, without markup."""
    return text.replace("`", "")


def _value(state: JsonObject) -> str:
    """What is in one field, whatever its kind; empty if nothing is."""
    option = object_of(state.get("selected_option"))
    options = objects_of(state.get("selected_options"))
    return (
        text_of(state.get("value"))
        or text_of(option.get("value"))
        or text_of(state.get("selected_user"))
        or (text_of(options[0].get("value")) if options else "")
    )


def _place(metadata: str) -> Place:
    try:
        data = object_of(json.loads(metadata))
    except ValueError:
        data = {}
    names = ("verb", "channel", "channel_name", "reply_to", "message", "before", "fixed")
    return Place(**{name: text_of(data.get(name)) for name in names})
