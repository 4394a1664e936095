from datetime import UTC, datetime

from app.domain.incident import Incident
from app.exporters.folder import FolderExporter

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
INCIDENT = Incident(
    id=1, key="INC-1", title="x", channel="C1", channel_name="c", declared_at=NOW, declared_by="U1"
)  # fmt: skip


async def test_markdown_and_html_stand_side_by_side_and_are_replaced(tmp_path):
    folder = tmp_path / "not" / "there" / "yet"
    exporter = FolderExporter(folder)
    reference = await exporter.publish(INCIDENT, "T", "# Löschung", "<h1>Löschung</h1>", "")
    assert reference == "INC-1-postmortem.md"
    assert (folder / "INC-1-postmortem.md").read_bytes() == "# Löschung".encode()
    assert (folder / "INC-1-postmortem.html").read_bytes() == "<h1>Löschung</h1>".encode()
    assert await exporter.publish(INCIDENT, "T", "# Two", "<h1>Two</h1>", reference) == reference
    assert (folder / "INC-1-postmortem.md").read_text() == "# Two"
    assert len(list(folder.iterdir())) == 2
