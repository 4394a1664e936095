"""Bodies of posts and documents as JSON and back, so that a post can be shown again or redone later."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum

from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of
from app.domain.post import Body, Button, Style

_REDONE = "Redone after a message was deleted."


def to_json(value: object) -> Json:
    """A tree of dataclasses, mappings, tuples, enumerations, times and plain values as JSON; keys are the field names."""
    if isinstance(value, Enum):
        return text_of(value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no JSON for {type(value).__name__}")


def without(body: Body, gone: Collection[int]) -> Body:
    """The body without the statements that rest on any of these entries."""
    if body.document is None:
        return body
    sections = tuple(
        replace(section, statements=tuple(one for one in section.statements if not set(one.citations) & set(gone)))
        for section in body.document.sections
    )
    return replace(body, document=replace(body.document, sections=sections, headline=""), footnote=_REDONE)


def body_of(data: JsonObject) -> Body:
    return Body(
        text=text_of(data.get("text")),
        document=document_of(object_of(data["document"])) if data.get("document") else None,
        buttons=tuple(_button(item) for item in objects_of(data.get("buttons"))),
        footnote=text_of(data.get("footnote")),
    )


def document_of(data: JsonObject) -> Document:
    read = data.get("entries_read")
    return Document(
        kind=BriefKind(text_of(data["kind"])),
        title=text_of(data["title"]),
        headline=text_of(data["headline"]),
        sections=tuple(_section(item) for item in objects_of(data["sections"])),
        written_at=datetime.fromisoformat(text_of(data["written_at"])),
        written_by=text_of(data["written_by"]),
        entries_read=read if isinstance(read, int) else 0,
        remark=text_of(data.get("remark")),
        trace=text_of(data.get("trace")),
    )


def _section(data: JsonObject) -> Section:
    statements = tuple(statement_of(item) for item in objects_of(data["statements"]))
    return Section(text_of(data["key"]), text_of(data["title"]), statements, text_of(data["empty"]))


def statement_of(data: JsonObject) -> Statement:
    citations = data["citations"]
    numbers = tuple(item for item in citations if isinstance(item, int)) if isinstance(citations, list) else ()
    at = text_of(data.get("at"))
    return Statement(
        text=text_of(data["text"]),
        citations=numbers,
        standing=Standing(text_of(data["standing"])),
        at=datetime.fromisoformat(at) if at else None,
        who=tuple(texts_of(data.get("who"))),
    )


def _button(data: JsonObject) -> Button:
    return Button(
        label=text_of(data["label"]),
        act=text_of(data["act"]),
        value=text_of(data.get("value")),
        style=Style(text_of(data.get("style"))),
        confirm=text_of(data.get("confirm")),
    )
