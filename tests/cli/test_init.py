import pytest

from app.cli import COMMANDS


@pytest.mark.parametrize("name", ["", *(str(one.name) for one in COMMANDS)])
def test_every_command_has_help(run, name):
    ran = run(*([name] if name else []), "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage: watchkeeper")
    assert len(ran.out.splitlines()) >= 5


def test_the_version_is_told(run):
    assert run("--version").code == 0


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["verify"], ["replay", "x"], ["demo", "--log-level", "loud"], ["--x"]]
)
def test_wrong_usage_is_told_how_to_use_it(run, arguments):
    ran = run(*arguments)
    assert ran.code == 2
    assert "Try 'watchkeeper" in ran.err
