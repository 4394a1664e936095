"""The page that lists the connectors says of each what it can do."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.connectors import CONNECTORS
from app.connectors.docs import ABILITIES, abilities, page, summary
from app.connectors.http_json import KIND as HTTP_JSON
from app.connectors.http_json import JsonHook
from app.connectors.pagerduty import KIND as PAGERDUTY

README = Path(__file__).parents[2] / "docs" / "connectors" / "README.md"


@pytest.mark.parametrize("kind", CONNECTORS, ids=lambda kind: kind.key)
def test_each_is_told_with_what_it_can_do(kind):
    text = README.read_text()
    assert f"[{kind.title}]({kind.key}.md) (`{kind.key}`) — {summary(kind)}" in text
    (row,) = (one for one in text.splitlines() if one.startswith(f"| [{kind.title}]({kind.key}.md) |"))
    ticks = [cell.strip() for cell in row.strip("|").split("|")][1:]
    said = [name for (name, _), tick in zip(ABILITIES, ticks, strict=True) if tick == "✓"]
    assert said == abilities(kind)
    assert said, "a connector that can do nothing"


def test_the_page_is_made_from_the_connectors():
    assert README.read_text() == page(CONNECTORS)


def test_what_depends_on_the_settings_counts_all():
    assert abilities(PAGERDUTY) == ["Signals", "On call", "Webhook"]
    assert abilities(HTTP_JSON) == ["Signals", "Changes", "Webhook"]

    def build(settings, reach) -> JsonHook:
        return JsonHook(settings, reach)

    assert abilities(replace(HTTP_JSON, build=build)) == ["Webhook"]


def test_the_program_prints_the_page():
    printed = subprocess.run([sys.executable, "-m", "app.connectors"], capture_output=True, text=True, check=True)
    assert printed.stdout == page(CONNECTORS)
