from pathlib import Path

import yaml

from app.commands import COMMANDS
from app.commands.docs import description, page, usage_hint

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_manual_page_is_up_to_date():
    assert PAGE.read_text() == page(COMMANDS), "write it again: python -m app.commands > docs/commands.md"


def test_every_command_is_in_the_manual_but_what_only_buttons_say():
    text = page(COMMANDS)
    for one in COMMANDS:
        assert (f"### {one.verb}\n" in text) is not one.hidden


def test_the_hint_for_the_manifest_fits():
    hint = usage_hint(COMMANDS)
    assert hint.startswith("new | adopt | status")
    assert len(hint) <= 250
    assert 0 < len(description("Watchkeeper")) <= 100


def test_the_manifest_says_the_same_as_the_commands():
    loaded = yaml.safe_load((PAGE.parents[1] / "manifest.yml").read_text(encoding="utf-8"))
    told = loaded["features"]["slash_commands"]
    assert {one["usage_hint"] for one in told} == {usage_hint(COMMANDS)}
    assert told[0]["description"] == description("Watchkeeper")
