import pytest

from app.sandbox.canvases import LARGEST_BYTES
from app.sandbox.errors import SlackError


def document(markdown):
    return {"type": "markdown", "markdown": markdown}


@pytest.fixture
def canvas(place):
    return place.workspace.canvases.create(place.ann, "Review", document("# What\n\nIt broke.\n\n## Why\n\nUnknown."))


def change(place, canvas, operation, **more):
    place.workspace.canvases.edit("U0BEN", canvas, [{"operation": operation, **more}])


def test_a_canvas_is_cut_into_sections_and_found_by_them(place, canvas):
    found = place.workspace.canvases.lookup(canvas, {"section_types": ["any_header"], "contains_text": "Why"})
    assert [section.markdown for section in found] == ["## Why"]
    assert canvas.markdown == "# What\n\nIt broke.\n\n## Why\n\nUnknown."


def test_every_change(place, canvas):
    change(place, canvas, "insert_at_start", document_content=document("first"))
    change(place, canvas, "insert_at_end", document_content=document("last"))
    [why] = place.workspace.canvases.lookup(canvas, {"contains_text": "Why"})
    change(place, canvas, "insert_after", section_id=why.id, document_content=document("after"))
    change(place, canvas, "insert_before", section_id=why.id, document_content=document("before"))
    change(place, canvas, "replace", section_id=why.id, document_content=document("## Because"))
    texts = [section.markdown for section in canvas.sections]
    assert texts == ["first", "# What", "It broke.", "before", "## Because", "after", "Unknown.", "last"]
    change(place, canvas, "delete", section_id=canvas.sections[0].id)
    change(place, canvas, "rename", title_content=document("Postmortem"))
    change(place, canvas, "replace", document_content=document("all new"))
    assert (canvas.title, canvas.markdown) == ("Postmortem", "all new")


def test_changes_that_slack_refuses(place, canvas):
    for operation, more in (
        ("replace", {"section_id": "nowhere", "document_content": document("x")}),
        ("paint", {}),
        ("insert_at_end", {"document_content": {"type": "html", "markdown": "x"}}),
        ("insert_at_end", {"document_content": document("x" * (LARGEST_BYTES + 1))}),
    ):
        with pytest.raises(SlackError, match="canvas_editing_failed"):
            change(place, canvas, operation, **more)
    with pytest.raises(SlackError, match="canvas_too_large"):
        change(place, canvas, "insert_at_end", document_content=document("x" * LARGEST_BYTES))


def test_a_channel_has_one_canvas(place):
    channel, canvases = place.workspace.channels[place.general], place.workspace.canvases
    first = canvases.create(place.ann, "", document("x"), channel)
    with pytest.raises(SlackError, match="channel_canvas_already_exists"):
        canvases.create(place.ann, "", document("y"), channel)
    canvases.delete(first)
    canvases.create(place.ann, "", document("y"), channel)
    with pytest.raises(SlackError, match="canvas_not_found"):
        canvases.known(first.id)
