import pytest

from app.domain.speech.vocabulary import COMMAND, IDENTIFIER, NUMBER, THING, TROUBLE


@pytest.mark.parametrize("text", ["the pods", "jobrunners", "p99", "502s", "oomkilled", "feature flags"])
def test_things(text):
    assert THING.search(text)


@pytest.mark.parametrize("text", ["zoom", "room", "my cat"])
def test_not_things(text):
    assert not THING.search(text)


@pytest.mark.parametrize("text", ["mw2153", "`x`", "a.b.example.net", "max_pool", "jobrunner.service"])
def test_identifiers(text):
    assert IDENTIFIER.search(text)


@pytest.mark.parametrize("text", ["7k", "98%", "340", "$3,500", "~50", "2ms"])
def test_numbers(text):
    assert NUMBER.search(text)


@pytest.mark.parametrize(
    "line",
    ["`$ kubectl set resources x`", "`sudo systemctl restart nginx`", "`helm rollback api 3`", "`flagctl set x off`"],
)
def test_commands_that_change(line):
    assert COMMAND.search(line)


@pytest.mark.parametrize("line", ["`kubectl get pods`", "`tail -f log`", "`git status`", "`restarting`"])
def test_commands_that_only_look(line):
    assert not COMMAND.search(line)


def test_trouble():
    assert TROUBLE.search("requests are timing out")
    assert not TROUBLE.search("jobrunner is deployed using scap")
