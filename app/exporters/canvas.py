"""Documents as a canvas of the incident's channel, where people go on writing. What they touched is left alone."""

from app.domain.incident import Incident
from app.ports import Chat


class CanvasExporter:
    place = "canvas"

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def publish(self, incident: Incident, title: str, markdown: str, html: str, reference: str) -> str:
        del html
        if reference and await self._chat.edited_by_people(reference):
            return reference
        return await self._chat.write_canvas(incident.channel, title, markdown, reference)
