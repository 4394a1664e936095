"""Documents as files in a folder: Markdown to go on with, HTML to read and print."""

import asyncio
from pathlib import Path

from app.domain.incident import Incident


class FolderExporter:
    """Writes `INC-1-postmortem.md` and `.html`. The files belong to Watchkeeper: a redraft replaces them."""

    place = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def publish(self, incident: Incident, title: str, markdown: str, html: str, reference: str) -> str:
        del title, reference
        return await asyncio.to_thread(self._write, incident, markdown, html)

    def _write(self, incident: Incident, markdown: str, html: str) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{incident.key}-postmortem"
        (self._folder / f"{name}.md").write_text(markdown, encoding="utf-8")
        (self._folder / f"{name}.html").write_text(html, encoding="utf-8")
        return f"{name}.md"
