"""What the parts of a postmortem are about, going by the names that people give them."""

import re
from enum import Enum

from app.context.texts.markdown import Passage


class Topic(Enum):
    SUMMARY = "what it was, and how it was noticed"
    IMPACT = "who or what was affected"
    CAUSE = "why it happened, and what was going on"
    FIX = "what ended it"
    DURATION = "how long it took"
    EVENTS = "what happened when"
    AFTER = "what was learned, and is to be done"


_NAMES = (
    (
        Topic.DURATION,
        (
            r"duration|(?:total )?(?:time|mean time) to (?:resol\w+|repair|recover\w*|restor\w+|mitigat\w+|fix)"
            r"|mtt[rm]|ttr|(?:outage|incident) (?:length|duration|time)|length|down ?time"
        ),
    ),
    (
        Topic.AFTER,
        (
            r"(?:.*\b)?(?:lessons?|learn\w*|action items?|follow[- ]?ups?|next steps|improvements?|prevent\w*|went (?:well|wrong|badly)"
            r"|got lucky|review actions?|actions? (?:following|after|items?).*|to ?dos?|recommendations?|references?|links?)\b.*"
        ),
    ),
    (
        Topic.FIX,
        (
            r"(?:.*\b)?(?:resolutions?|fix(?:es)?|mitigations?|remed\w+|recovery|repair|solutions?|workarounds?|how (?:it|this|we) (?:was |were )?"
            r"(?:fixed|resolved)|what we did|actions? taken|response|rollback)\b.*"
        ),
    ),
    (
        Topic.SUMMARY,
        (
            r"(?:.*\b)?(?:summary|overview|abstract|tl;?dr|description|what happened|identified|symptoms?|problem|detect\w+|how .*(?:noticed|detected)"
            r"|issue|alerts?)\b.*"
        ),
    ),
    (Topic.IMPACT, r"(?:.*\b)?(?:impact|affected|severity|blast radius|consequences?)\b.*"),
    (Topic.EVENTS, r"(?:.*\b)?(?:timeline|time line|key events|chronology|events|history|log)\b.*"),
    (
        Topic.CAUSE,
        (
            r"(?:.*\b)?(?:causes?|reasons?|why|trigger|contributing|factors?|context|background|analysis|diagnosis|investigation"
            r"|findings|details)\b.*"
        ),
    ),
)
_TOPICS = tuple((topic, re.compile(names, re.IGNORECASE)) for topic, names in _NAMES)
_MOST_NAME_CHARS = 100
_DATE = re.compile(r"^[\W_]*(?:incident (?:on|report:?) )?[\W_]*\d{4}-\d{2}-\d{2}[\s,:–—-]*", re.IGNORECASE)


def topic_of(passage: Passage) -> Topic | None:
    """By its label, else by the nearest heading that says something; text right under the title is the summary."""
    for name in (passage.label, *reversed(passage.headings[1:])):
        for topic, names in _TOPICS:
            if names.fullmatch(name[:_MOST_NAME_CHARS]):
                return topic
    return Topic.SUMMARY if len(passage.headings) <= 1 and not passage.label else None


def bare_title(title: str) -> str:
    """A title without the day with which many begin."""
    return _DATE.sub("", title).strip(" ,:-–") or title
