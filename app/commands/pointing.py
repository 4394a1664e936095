"""Where nobody said what was asked: the command that shows what other systems know of it."""

import re

from app.commands.call import Call
from app.domain.brief import Document
from app.domain.incident import Incident
from app.ports import FindsChanges, FindsOnCall, FindsServices, Hears

_PLACES = (
    (
        "changes",
        "what other systems know",
        re.compile(r"\b(?:changed?|changes|deploy(?:s|ed|ments?)?|releas(?:e|es|ed)|merged|feature flags?)\b"),
        (FindsChanges, Hears),
    ),
    (
        "owner",
        "what other systems know",
        re.compile(r"\b(?:owns?|owned|owners?|responsible|maintains?|on[ -]?call)\b"),
        (FindsServices, FindsOnCall),
    ),
    (
        "similar",
        "past incidents that are like it",
        re.compile(
            r"\b(?:happened|happen|seen|had|occurred)\b.*\b(?:before|earlier|already|past)\b|\b(?:similar|first time)\b"
        ),
        (object,),
    ),
)
"""The command, what it shows, questions about that, and which systems know it."""


def elsewhere(call: Call, incident: Incident, question: str, document: Document) -> str:
    """A footnote; empty where the record answers, no connected system could, or the incident is not this channel's."""
    is_answered = not document.sections or bool(document.sections[0].statements)
    if is_answered or incident.channel != call.channel:
        return ""
    connectors = [one.connector for one in call.desk.surroundings.connected]
    for name, what, asked, able in _PLACES:
        if asked.search(question.casefold()) and any(isinstance(one, able) for one in connectors):
            return f"`{call.desk.command} {name}` shows {what}."
    return ""
