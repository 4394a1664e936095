"""Canvases: documents in Markdown, on their own or one to a channel."""

import re
from dataclasses import dataclass, field

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_object, as_text, as_texts
from app.sandbox.state import State

LARGEST_BYTES = 1024 * 1024
_HEADING = re.compile(r"(#{1,6}) ")


@dataclass(slots=True)
class Section:
    """One block of a canvas: a heading, a paragraph, a list."""

    id: str
    markdown: str

    @property
    def kind(self) -> str:
        """`h1` to `h3` for a heading, otherwise nothing."""
        heading = _HEADING.match(self.markdown)
        return f"h{min(len(heading.group(1)), 3)}" if heading else ""


@dataclass(slots=True)
class Canvas:
    """A canvas as it stands now. `channel_id` is empty for one on its own; `editors` names the last one last."""

    id: str
    title: str
    owner_id: str
    channel_id: str
    sections: list[Section]
    created_s: int
    updated_s: int
    editors: list[str] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return "\n\n".join(section.markdown for section in self.sections)


class Canvases:
    """The rules of canvases."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._canvases: dict[str, Canvas] = {}

    def all(self) -> list[Canvas]:
        return list(self._canvases.values())

    def known(self, canvas_id: str) -> Canvas:
        """Raises `canvas_not_found`."""
        if canvas_id not in self._canvases:
            raise SlackError("canvas_not_found")
        return self._canvases[canvas_id]

    def create(self, user_id: str, title: str, document: Json, channel: Channel | None = None) -> Canvas:
        """A new canvas. Raises `channel_canvas_already_exists`, `canvas_creation_failed`."""
        if channel is not None and channel.canvas_id:
            raise SlackError("channel_canvas_already_exists")
        now_s = self._state.now_s()
        sections = self._sections(document, "canvas_creation_failed")
        canvas_id = self._state.ids.new("F")
        canvas = Canvas(canvas_id, title, user_id, channel.id if channel else "", sections, now_s, now_s, [user_id])
        self._canvases[canvas.id] = canvas
        if channel is not None:
            channel.canvas_id = canvas.id
        self._changed(canvas)
        return canvas

    def edit(self, user_id: str, canvas: Canvas, changes: list[Json]) -> None:
        """Makes the one change that Slack takes at a time. Raises `canvas_editing_failed`, `canvas_too_large`."""
        if len(changes) != 1:
            raise SlackError("canvas_editing_failed", detail="only one change at a time")
        [change] = changes
        operation, section_id = as_text(change.get("operation")), as_text(change.get("section_id"))
        if operation == "rename":
            canvas.title = as_text(as_object(change.get("title_content")).get("markdown"))
        elif operation == "delete":
            del canvas.sections[self._place(canvas, section_id)]
        else:
            sections = self._sections(as_object(change.get("document_content")), "canvas_editing_failed")
            self._put(canvas, operation, section_id, sections)
        canvas.editors = [*(one for one in canvas.editors if one != user_id), user_id]
        canvas.updated_s = self._state.now_s()
        self._changed(canvas)

    def delete(self, canvas: Canvas) -> None:
        del self._canvases[canvas.id]
        if canvas.channel_id:
            self._state.channels[canvas.channel_id].canvas_id = ""
        self._state.show("canvas_deleted", "", self._state.channels.get(canvas.channel_id), canvas_id=canvas.id)

    def lookup(self, canvas: Canvas, criteria: Json) -> list[Section]:
        """The sections of these types (`h1`, `h2`, `h3`, `any_header`) that contain this text."""
        kinds, text = as_texts(criteria.get("section_types")), as_text(criteria.get("contains_text"))
        return [
            section
            for section in canvas.sections
            if text in section.markdown
            and (not kinds or section.kind in kinds or ("any_header" in kinds and section.kind))
        ]

    def as_json(self, canvas: Canvas) -> Json:
        """A canvas for the chat page."""
        return {
            "id": canvas.id, "title": canvas.title, "markdown": canvas.markdown, "channel": canvas.channel_id,
            "updated": canvas.updated_s,
        }  # fmt: skip

    def as_file(self, canvas: Canvas) -> Json:
        """A canvas as files.info answers it: to Slack it is a file of its own kind."""
        where = self._state.channels.get(canvas.channel_id)
        return {
            "id": canvas.id, "created": canvas.created_s, "timestamp": canvas.created_s, "name": canvas.title,
            "title": canvas.title, "mimetype": "application/vnd.slack-docs", "filetype": "quip", "pretty_type": "Canvas",
            "user": canvas.owner_id, "updated": canvas.updated_s, "editors": list(canvas.editors),
            "last_editor": canvas.editors[-1], "size": len(canvas.markdown.encode()), "is_external": False,
            "linked_channel_id": canvas.channel_id, "channels": [where.id] if where and where.is_public else [],
            "groups": [where.id] if where and not where.is_public else [], "ims": [],
        }  # fmt: skip

    def _put(self, canvas: Canvas, operation: str, section_id: str, new: list[Section]) -> None:
        if operation == "insert_at_start":
            canvas.sections[:0] = new
        elif operation == "insert_at_end":
            canvas.sections += new
        elif operation == "insert_before":
            place = self._place(canvas, section_id)
            canvas.sections[place:place] = new
        elif operation == "insert_after":
            place = self._place(canvas, section_id) + 1
            canvas.sections[place:place] = new
        elif operation == "replace":
            first = self._place(canvas, section_id) if section_id else 0
            last = first + 1 if section_id else len(canvas.sections)
            canvas.sections[first:last] = new
        else:
            raise SlackError("canvas_editing_failed", detail=f"unknown operation {operation}")
        if len(canvas.markdown.encode()) > LARGEST_BYTES:
            raise SlackError("canvas_too_large")

    def _place(self, canvas: Canvas, section_id: str) -> int:
        for place, section in enumerate(canvas.sections):
            if section.id == section_id:
                return place
        raise SlackError("canvas_editing_failed", detail=f"no section {section_id}")

    def _sections(self, document: Json, otherwise: str) -> list[Section]:
        if not document:
            return []
        markdown = document.get("markdown")
        if document.get("type") != "markdown" or not isinstance(markdown, str):
            raise SlackError(otherwise, detail="document_content must be of type markdown")
        if len(markdown.encode()) > LARGEST_BYTES:
            raise SlackError(otherwise, detail="document_content is too large")
        parts = (part.strip("\n") for part in re.split(r"\n\s*\n", markdown))
        return [Section(self._state.ids.new("temp:C:"), part) for part in parts if part]

    def _changed(self, canvas: Canvas) -> None:
        channel = self._state.channels.get(canvas.channel_id)
        self._state.show("canvas", "", channel, canvas=self.as_json(canvas))
