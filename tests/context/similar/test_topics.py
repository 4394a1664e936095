"""What the parts of a postmortem are called."""

import pytest

from app.context.similar.topics import Topic, bare_title, topic_of
from app.context.texts.markdown import Passage


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Summary", Topic.SUMMARY), ("TL;DR", Topic.SUMMARY), ("What happened", Topic.SUMMARY), ("Detection", Topic.SUMMARY),
        ("Impact", Topic.IMPACT), ("Customer impact", Topic.IMPACT),
        ("Root cause", Topic.CAUSE), ("Contributing factors", Topic.CAUSE), ("Context", Topic.CAUSE),
        ("Resolution", Topic.FIX), ("How it was fixed", Topic.FIX), ("Mitigation and recovery", Topic.FIX),
        ("Time to resolve", Topic.DURATION), ("Duration", Topic.DURATION), ("MTTR", Topic.DURATION),
        ("Timeline", Topic.EVENTS), ("Key events", Topic.EVENTS),
        ("Lessons learned", Topic.AFTER), ("Action items", Topic.AFTER), ("What went wrong", Topic.AFTER), ("Actions following review", Topic.AFTER),
        ("Weather", None),
    ],
)  # fmt: skip
def test_names(name, topic):
    assert topic_of(Passage(text="x", headings=("Title", name))) is topic
    assert topic_of(Passage(text="x", headings=("Title", "Weather"), label=name)) is topic


def test_the_nearest_name_that_says_something_counts():
    assert topic_of(Passage(text="x", headings=("Title", "Timeline", "10:40"))) is Topic.EVENTS
    assert topic_of(Passage(text="x", headings=("Title", "Timeline"), label="Impact")) is Topic.IMPACT
    assert topic_of(Passage(text="x", headings=("Title",))) is Topic.SUMMARY


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("2025-03-04, Queue stuck", "Queue stuck"),
        ("Incident on 2025-03-04 - Queue stuck", "Queue stuck"),
        ('2025-03-04, "no space"', '"no space"'),
        ("Incident on 2025-03-04", "Incident on 2025-03-04"),
        ("Queue stuck", "Queue stuck"),
    ],
)
def test_titles(title, bare):
    assert bare_title(title) == bare
