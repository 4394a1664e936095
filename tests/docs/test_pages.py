"""What the pages say is true: links resolve, and what they tell people to type is there."""

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from app.cli import COMMANDS
from app.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
MAKE = re.compile(r"(?:`|^|\s|\()make ((?:[a-z]+ ?)+?)(?=`|$|\s+#|\s+[A-Z]|[,.)]|\s{2})", re.MULTILINE)
TYPED = re.compile(r"(?:`|^|\s|/)watchkeeper ((?:serve|[a-z]+)[^`\n#]*)", re.MULTILINE)
VARIABLE = re.compile(r"\bWATCHKEEPER_[A-Z_]+\b")
ANCHOR = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Words that follow the name in what the commands print.
NO_COMMANDS = frozenset({"in", "is"})

ids = {"ids": lambda path: str(path.relative_to(ROOT))}


@pytest.mark.parametrize("page", PAGES, **ids)
def test_every_link_leads_somewhere(page: Path):
    for link in LINK.findall(page.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name} links to {link}"
        assert target.is_relative_to(ROOT), f"{page.name} links out of the repository: {link}"
        if anchor:
            assert anchor in {_anchor(title) for title in ANCHOR.findall(target.read_text())}, link


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, **ids)
def test_every_target_of_make_is_there(page: Path):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    named = {word for words in MAKE.findall(_code(page)) for word in words.split()}
    assert named <= targets, f"{page.name} names make {named - targets}"


@pytest.mark.parametrize("page", PAGES, **ids)
def test_every_command_of_ours_is_there_with_its_options(page: Path):
    known = {str(one.name): one for one in COMMANDS}
    for line in TYPED.findall(_code(page)):
        words = shlex.split(line.split(";")[0], comments=True, posix=True)
        if words[0] in NO_COMMANDS or not words[0].isalpha():
            continue
        assert words[0] in known, f"{page.name} says watchkeeper {line}"
        options = {
            name
            for one in known[words[0]].params
            if isinstance(one, click.Option)
            for name in (*one.opts, *one.secondary_opts)
        }
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= options | {"--help"}, f"{page.name} says watchkeeper {line}"


def _code(page: Path) -> str:
    """What stands in backticks, fences or indented; prose may speak of making things."""
    text = page.read_text()
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return "\n".join(
        [
            *fenced,
            *(f"`{one}`" for one in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)),
            *re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE),
        ]
    )


def test_every_setting_of_the_readme_is_one_and_each_is_told():
    told = set(VARIABLE.findall((ROOT / "README.md").read_text()))
    known = {f"WATCHKEEPER_{name.upper()}" for name in Settings.model_fields}
    assert told <= known, told - known
    untold = (
        known
        - told
        - {f"WATCHKEEPER_{name}" for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")}
    )
    assert untold <= {"WATCHKEEPER_SLACK_API_URL", "WATCHKEEPER_COMMAND"}, untold


def test_the_architecture_page_names_every_folder():
    page = (ROOT / "docs" / "architecture.md").read_text()
    for path in sorted((ROOT / "app").iterdir()):
        if path.name.startswith("_") and path.name != "__main__.py":
            continue
        name = f"{path.name}/" if path.is_dir() else path.name
        assert re.search(rf"^\s*{re.escape(name)}\s", page, re.MULTILINE), f"{name} is not in docs/architecture.md"


def test_make_help_tells_every_target():
    makefile = (ROOT / "Makefile").read_text()
    for target in TARGET.findall(makefile):
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE), f"make {target} has no help"


def test_the_command_is_installed_under_its_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"watchkeeper": "app.__main__:main"}
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()
