"""`/inc write`: a person's words in the postmortem."""

import re
from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.values import SectionKey, Text
from app.domain.markup import unescape
from app.domain.post import Body
from app.record.consequences import POSTMORTEM

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")


@command(where=Where.INCIDENT)
async def write(
    call: Call, section: Annotated[SectionKey, "Section"], text: Annotated[Text, "What it should say"]
) -> Reply:
    """Write a section of the postmortem yourself.

    Your words (Markdown) replace the draft's in that section, and no redraft overwrites them.
    > write well the rollback took four minutes
    > write factors the retry had no limit
    """
    incident = call.incident
    names = await call.desk.reader.names()
    words = unescape(_MENTION.sub(lambda match: f"@{names.get(match[1]) or match[2] or match[1]}", text))
    # In the lane of the drafts, so that a draft under way cannot overwrite what is written here.
    lane = f"document:{incident.id}"
    job = call.job(POSTMORTEM, incident, lane, section=section, text=words, person=call.person)
    return Reply(
        body=Body(text=f"Your words become the section “{section}” of the postmortem of {incident.key}."), jobs=(job,)
    )
