"""How long and how many: the maxima of Block Kit that its schemas leave out.

The figures are those of Slack's reference pages for blocks, elements and views. A path leads from a block, element or
view (named by its `type`) to the field: `.` steps into an object, `[]` into each item of a list.
"""

from collections.abc import Iterator, Mapping

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_BLOCK_TEXT = 13_200  # over all blocks of a message; observed, not documented
MARKDOWN_TEXT = 12_000  # over all `markdown` blocks of a message
MESSAGE_ONLY = frozenset({"context_actions", "data_table", "file", "markdown", "plan", "table", "task_card"})

_EVERYWHERE: Mapping[str, int] = {
    "action_id": 255,
    "block_id": 255,
    "placeholder.text": 150,
    "confirm.title.text": 100,
    "confirm.text.text": 300,
    "confirm.confirm.text": 30,
    "confirm.deny.text": 30,
}
_OPTION = {
    "options[].text.text": 75,
    "options[].value": 150,
    "options[].description.text": 75,
    "options[].url": 3000,
}
_OPTION_GROUP = {
    "option_groups[].label.text": 75,
    "option_groups[].options[].text.text": 75,
    "option_groups[].options[].value": 150,
    "option_groups[].options[].description.text": 75,
}
_BUTTON = {"text.text": 75, "accessibility_label": 75}
_IMAGE = {"alt_text": 2000, "image_url": 3000}
_VIEW = {"callback_id": 255, "external_id": 255, "private_metadata": 3000}

CHARACTERS: Mapping[str, Mapping[str, int]] = {
    "section": {"text.text": 3000, "fields[].text": 2000},
    "header": {"text.text": 150},
    "image": {**_IMAGE, "title.text": 2000},
    "input": {"label.text": 2000, "hint.text": 2000},
    "video": {"alt_text": 2000, "author_name": 50, "title.text": 200, "description.text": 200},
    "card": {"title.text": 150, "subtitle.text": 150, "body.text": 200},
    "container": {"title.text": 150, "subtitle.text": 150},
    "button": {**_BUTTON, "value": 2000, "url": 3000},
    "workflow_button": _BUTTON,
    "icon_button": {"accessibility_label": 75, "value": 2000},
    "checkboxes": _OPTION,
    "radio_buttons": _OPTION,
    "overflow": _OPTION,
    "static_select": {**_OPTION, **_OPTION_GROUP},
    "multi_static_select": {**_OPTION, **_OPTION_GROUP},
    "plain_text_input": {"initial_value": 3000},
    "modal": {**_VIEW, "title.text": 24, "submit.text": 24, "close.text": 24},
    "home": _VIEW,
}
ITEMS: Mapping[str, Mapping[str, int]] = {
    "section": {"fields": 10},
    "context": {"elements": 10},
    "actions": {"elements": 25},
    "context_actions": {"elements": 5},
    "carousel": {"elements": 10},
    "container": {"child_blocks": 10},
    "checkboxes": {"options": 10},
    "radio_buttons": {"options": 10},
    "overflow": {"options": 5},
    "static_select": {"options": 100, "option_groups": 100, "option_groups[].options": 100},
    "multi_static_select": {"options": 100, "option_groups": 100, "option_groups[].options": 100},
    "table": {"rows": 100, "rows[]": 20, "column_settings": 20},
    "data_table": {"rows": 101, "rows[]": 20},
    "modal": {"blocks": VIEW_BLOCKS},
    "home": {"blocks": VIEW_BLOCKS},
}
AT_LEAST_ONE: Mapping[str, tuple[str, ...]] = {
    "context": ("elements",),
    "actions": ("elements",),
    "context_actions": ("elements",),
    "carousel": ("elements",),
    "checkboxes": ("options",),
    "radio_buttons": ("options",),
    "overflow": ("options",),
    "static_select": ("options",),
    "multi_static_select": ("options",),
    "table": ("rows",),
    "data_table": ("rows",),
}
NUMBERS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "plain_text_input": {"min_length": (0, 3000), "max_length": (1, 3000)},
    "file_input": {"max_files": (1, 10)},
    "data_table": {"page_size": (1, 100)},
}
_TEXT_OBJECTS = frozenset({"plain_text", "mrkdwn", "raw_text", "raw_number"})


def length_errors(value: object, pointer: str) -> Iterator[str]:
    """Every field too long, list too full or too empty, and number out of range, in `value` and in all within it."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from length_errors(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        kind = value.get("type")
        if isinstance(kind, str):
            yield from _own_errors(kind, value, pointer)
        for key, item in value.items():
            if isinstance(item, dict | list):
                yield from length_errors(item, f"{pointer}/{key}")


def _own_errors(kind: str, value: Mapping[str, object], pointer: str) -> Iterator[str]:
    if kind in _TEXT_OBJECTS and value.get("text") == "":
        yield f"must be more than 0 characters [json-pointer:{pointer}/text]"
    for path, most in {**_EVERYWHERE, **CHARACTERS.get(kind, {})}.items():
        for place, found in _at(value, path, pointer):
            if isinstance(found, str) and len(found) > most:
                yield f"must be less than {most + 1} characters [json-pointer:{place}]"
    yield from _count_errors(kind, value, pointer)
    for path, (least, most) in NUMBERS.get(kind, {}).items():
        number = value.get(path)
        if isinstance(number, int | float) and not least <= number <= most:
            yield f"must be between {least} and {most} [json-pointer:{pointer}/{path}]"


def _count_errors(kind: str, value: Mapping[str, object], pointer: str) -> Iterator[str]:
    for path, most in ITEMS.get(kind, {}).items():
        for place, found in _at(value, path, pointer):
            if isinstance(found, list) and len(found) > most:
                yield f"no more than {most} items allowed [json-pointer:{place}]"
    for path in AT_LEAST_ONE.get(kind, ()):
        if value.get(path) == []:
            yield f"no less than 1 items allowed [json-pointer:{pointer}/{path}]"


def _at(value: object, path: str, pointer: str) -> Iterator[tuple[str, object]]:
    """The values at `path`, each with its JSON pointer."""
    step, _, rest = path.partition(".")
    name, brackets, _ = step.partition("[]")
    if not isinstance(value, dict) or name not in value:
        return
    found = [(f"{pointer}/{name}", value[name])]
    if brackets and isinstance(value[name], list):
        found = [(f"{pointer}/{name}/{index}", item) for index, item in enumerate(value[name])]
    for place, item in found:
        if rest:
            yield from _at(item, rest, place)
        else:
            yield place, item


def text_length(value: object) -> int:
    """Characters of all text that a reader sees in blocks: text objects, rich text, tables, links' labels."""
    if isinstance(value, list):
        return sum(map(text_length, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(
        text_length(item) for item in value.values() if isinstance(item, dict | list)
    )
