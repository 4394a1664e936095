"""Reports of past incidents as a team writes them: Markdown in a folder, or in a git repository."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from app.connectors.kind import ConnectorKind
from app.connectors.parts.http import Reach
from app.connectors.parts.markdown.files import MarkdownFile
from app.connectors.parts.markdown.source import SourceSettings, source_of
from app.domain.connecting import Checked, Found, PastIncident

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NO_REPORTS = frozenset({"readme", "index", "template", "source", "contributing", "license"})


class PostmortemsSettings(SourceSettings):
    """As for any Markdown."""


class Postmortems:
    """Implements `ports.Connector` and `ports.FindsPastIncidents`: each file is a report."""

    def __init__(self, settings: PostmortemsSettings, reach: Reach) -> None:
        self._name = reach.name
        self._source = source_of(settings, reach)

    async def check(self) -> Sequence[Checked]:
        return await self._source.check("read the reports")

    async def past_incidents(self) -> Found[PastIncident]:
        read = await self._source.files()
        reports = (
            report_of(file, self._name, self._source.link_to(file.ref)) for file in read.files if is_report(file)
        )
        return Found(tuple(reports), read.remark)


def report_of(file: MarkdownFile, connector: str, url: str = "") -> PastIncident:
    return PastIncident(
        connector=connector,
        ref=file.ref,
        title=file.title,
        markdown=file.text,
        url=url,
        at=day_of(file),
        services=file.listed("services", "service"),
    )


def is_report(file: MarkdownFile) -> bool:
    """What folders of reports have besides."""
    return file.ref.rpartition("/")[2].rpartition(".")[0].lower() not in _NO_REPORTS


def day_of(file: MarkdownFile) -> datetime | None:
    """The day that the front matter, the file's name or the title names (midnight, UTC)."""
    for text in (*file.listed("date"), file.ref, file.title):
        for match in _DAY.finditer(text):
            try:
                return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
            except ValueError:
                continue
    return None


KIND = ConnectorKind(key="postmortems", title="Postmortems", settings=PostmortemsSettings, build=Postmortems)
