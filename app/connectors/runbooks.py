"""Runbooks as a team writes them: Markdown in a folder, or in a git repository."""

from collections.abc import Sequence

from app.connectors.kind import ConnectorKind
from app.connectors.parts.http import Reach
from app.connectors.parts.markdown.source import SourceSettings, source_of
from app.domain.connecting import Checked, Found, Guide


class RunbooksSettings(SourceSettings):
    """As for any Markdown."""


class Runbooks:
    """Implements `ports.Connector` and `ports.FindsGuides`: each file is a runbook."""

    def __init__(self, settings: RunbooksSettings, reach: Reach) -> None:
        self._name = reach.name
        self._source = source_of(settings, reach)

    async def check(self) -> Sequence[Checked]:
        return await self._source.check("read the runbooks")

    async def guides(self) -> Found[Guide]:
        read = await self._source.files()
        guides = (
            Guide(
                connector=self._name,
                ref=file.ref,
                title=file.title,
                markdown=file.text,
                url=self._source.link_to(file.ref),
                services=file.listed("services", "service"),
            )
            for file in read.files
        )
        return Found(tuple(guides), read.remark)


KIND = ConnectorKind(key="runbooks", title="Runbooks", settings=RunbooksSettings, build=Runbooks)
