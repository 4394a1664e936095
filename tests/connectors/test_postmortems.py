"""Reports of past incidents from a folder."""

from datetime import UTC, datetime

import pytest

from app.connectors.parts.markdown.files import MarkdownFile
from app.connectors.postmortems import KIND, day_of
from tests.connectors.standin import connected


async def test_each_file_is_a_report_but_for_what_folders_have_besides(tmp_path):
    (tmp_path / "2025-03-04-disk.md").write_text("---\nservice: db\n---\n# Disk was full\n")
    for name in ("README.md", "template.md", "INDEX.md"):
        (tmp_path / name).write_text("# No report")
    async with connected(KIND, path=str(tmp_path), link="https://wiki.example.com/pm") as one:
        (report,) = (await one.connector.past_incidents()).items
        assert all(each.ok for each in await one.connector.check())
    assert (report.ref, report.title, report.services) == ("2025-03-04-disk.md", "Disk was full", ("db",))
    assert (report.url, report.at) == (
        "https://wiki.example.com/pm/2025-03-04-disk.md",
        datetime(2025, 3, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("ref", "text", "day"),
    [
        ("a.md", "# 2024-01-02, it broke", datetime(2024, 1, 2, tzinfo=UTC)),
        ("2024-13-02.md", "---\ndate: 2024-05-06T10:00\n---", datetime(2024, 5, 6, tzinfo=UTC)),
        ("2024-13-02.md", "# no day", None),
    ],
)
def test_the_day(ref, text, day):
    assert day_of(MarkdownFile(ref, text)) == day
