"""What the commands that give a brief share: reading the record and having it written."""

from datetime import datetime

from app.commands.call import Call, Reply
from app.domain.brief import BriefKind, Document
from app.domain.incident import Incident
from app.domain.post import Body


async def written(
    call: Call, kind: BriefKind, incident: Incident, *, since: datetime | None = None, reader: str = ""
) -> Document:
    """A brief of the incident as it stands now. Long records take a while, so the event loop is left free."""
    context = await call.desk.reader.context(incident, call.desk.clock(), since, reader)
    return await call.desk.writers.write(kind, context)


def given(call: Call, incident: Incident, document: Document, text: str = "", footnote: str = "") -> Reply:
    """The brief, for whoever asked."""
    return Reply(
        body=Body(text=text, document=document, footnote=footnote),
        keep=True,
        secret=call.is_told_elsewhere(incident),
        brief=document.kind.value,
        about=incident,
    )
