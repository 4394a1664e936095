"""Promising: work for later, with an owner only where somebody took it and a date only where somebody named one."""

import re

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

_LATER = r"(?:create|write|file|open|add|document|follow up|schedule|raise|draft|prepare|note|make sure|reach out|send|book|organi[sz]e|put together|look into|investigate|tune|review|rework|improve|adjust|set up|handle|own|take care|backport|clean ?up|post|update|talk|fix)"
_PAPER = r"\b(?:tickets?|issues?|tasks?|jira|bugs?|post-?mortems?|retro(?:spective)?|review|docs?|documentation|runbooks?|wiki|report|alert(?:s|ing)?|alarms?|monitors?|monitoring|tests?|safeguards?|guardrails?|dashboards?|limits?|thresholds?|follow.?ups?|write.?up|rfc|pr|reconciliation|playbook|checklist)\b"

OWNED = Rules(
    Act.PROMISING,
    any_of(
        r"\bi(?:'ll| will|'m going to|'m gonna| can) (?:also |then |just |go |go and |try to |make sure to )*"
        + _LATER
        + r"\b[^.]*"
        + _PAPER,
        r"\b(?:i'm|i am) (?:creating|filing|opening|writing|raising|drafting|scheduling|putting together|adding)\b[^.]*"
        + _PAPER,
        r"\bi(?:'ll| will) (?:\w+ )*?"
        + _LATER
        + r"\b[^.]*\b(?:tomorrow|later|on monday|next week|after (?:the |this |standup|lunch|we)|by (?:eod|monday|tuesday|wednesday|thursday|friday|end of)|in the morning|afterwards?|this (?:week|afternoon))\b",
        r"^(?:will|i'll|gonna) (?:check|look|do|handle|fix|review|follow up|file|write|create|document)\b[^.]*\b(?:tomorrow|later|monday|next week|after \w+|by (?:eod|monday|tuesday|wednesday|thursday|friday)|in the morning)\b",
        r"\bi(?:'ll| will) (?:add|put) (?:that|this|it)\b[^.]*"
        + _PAPER
        + r"|\bi(?:'ll| will) (?:write|document)\b[^.]*\b(?:up|wiki\w*|down)\b|\bi'll document\b",
        r"\bi(?:'ll| will) own\b|\b(?:assign|give) (?:it|that|this) to me\b|\bi(?:'ll| will) take (?:the )?(?:action|follow.?up|ticket|post-?mortem)\b",
    ),
)
UNOWNED = Rules(
    Act.PROMISING,
    any_of(
        r"^(?:we |also |and )?(?:still )?needs? (?:an? |some |better |more |to add |to write )(?:\w+ ){0,3}?" + _PAPER,
        r"^(?:todo|to do|follow.?ups?|action items?|next steps?)\b[: -]",
        r"\b(?:we|someone|somebody) (?:should|need to|needs to|must|ought to|have to|want to|might want to) (?:really |also |probably |definitely |maybe )*"
        + _LATER
        + r"\b[^.]*"
        + _PAPER,
        r"\bwe (?:should|need to|must|have to) (?:really |also |probably |definitely )*(?:alert|monitor|page|test|document|automate|pin|guard|review|lint|add|write)\b (?:on |for |the |a |an |when |if |our |all |module )",
        r"\b(?:we'll|we will) (?:make sure|follow up|need to|have to|schedule|write|add|fix)\b[^.]*(?:"
        + _PAPER
        + r"|\bagain\b)|\b(?:maybe|perhaps|also) (?:we )?(?:should |could )?"
        + _LATER
        + r"\b[^.]*"
        + _PAPER,
        r"\bwe (?:should|need to) [^.]*\b(?:after(?:wards?| this)|later|long.?term|so (?:that )?this (?:doesn't|can't|won't))\b|\b(?:long|longer).term (?:fix|solution)\b|\b(?:needs?|need) (?:a )?(?:follow.?up|ticket|post-?mortem)\b",
    ),
)
TAKEN = re.compile(
    r"^(?:me\b|mine\b|i can (?:take|do)|i'll (?:take|do|own)|i will (?:take|do|own)|i got it|on me|assign it to me)"
)
"""Answers "who can take it?"."""
OFFERED = re.compile(
    r"\bwho(?:'s| is| can| will| wants to| could|'ll)? (?:going to )?(?:take|own|do|pick|write|handle|follow|file|add|create)"
)
"""Asks who will do something."""
DUE = re.compile(
    r"\b(?:by|before|until|on) (?:eod|eow|end of (?:day|week|month|sprint|quarter)|(?:next )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tomorrow(?: morning| night)?|tonight|noon|\d{4}-\d\d-\d\d|\w+ \d{1,2}(?:st|nd|rd|th)?)\b|\b(?:tomorrow(?: morning)?|next (?:week|sprint|monday|month)|later today|this (?:week|afternoon)|first thing|in the morning|after standup)\b"
)
