from pathlib import Path

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
