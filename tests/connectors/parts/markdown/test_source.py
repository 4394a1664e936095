"""Where Markdown is, as settings say it; and where people read it."""

import re
from pathlib import Path

import pytest
import yaml

from app.connectors.configured import describe
from app.connectors.runbooks import KIND
from app.domain.errors import UserError
from tests.connectors.standin import connected

ROOT = Path(__file__).parents[4]


async def links(**given: object) -> str:
    async with connected(KIND, **given) as one:
        return one.connector._source.link_to("a b/c.md")


async def test_links_to_a_file(tmp_path):
    assert await links(path=str(tmp_path)) == ""
    assert (
        await links(path=str(tmp_path), link="https://wiki.example.com/x/") == "https://wiki.example.com/x/a%20b/c.md"
    )
    there = "https://github.com/team/runbooks"
    assert await links(repository=f"{there}.git") == f"{there}/blob/HEAD/a%20b/c.md"
    assert await links(repository=there, folder="docs/") == f"{there}/blob/HEAD/docs/a%20b/c.md"
    assert await links(repository="https://gitlab.com/t/x.git") == "https://gitlab.com/t/x/-/blob/HEAD/a%20b/c.md"
    assert await links(repository="https://git.example.com/t/x.git") == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "give either `path` or `repository`"),
        ({"path": "a", "repository": "https://host/x"}, "give either"),
        ({"repository": "ext::id"}, "must be an address"),
        ({"repository": "https://host/x", "branch": "--x"}, "must be the name of a branch"),
    ],
)
def test_settings_that_are_wrong_are_refused_in_a_sentence(given, said):
    with pytest.raises(UserError, match=said):
        KIND.described("runbooks", given)


async def test_the_check_says_whether_there_is_anything(tmp_path):
    async with connected(KIND, path=str(tmp_path)) as one:
        assert [(each.ok, bool(each.advice)) for each in await one.connector.check()] == [(True, False), (False, True)]
        (tmp_path / "a.md").write_text("# A")
        assert all(each.ok for each in await one.connector.check())
    async with connected(KIND, path=str(tmp_path / "gone")) as one:
        (checked,) = await one.connector.check()
        assert not checked.ok
        assert "there is no folder" in checked.advice.lower()


@pytest.mark.parametrize("page", ["runbooks", "postmortems"])
def test_every_example_of_the_pages_is_valid(page):
    text = (ROOT / "docs" / "connectors" / f"{page}.md").read_text()
    examples = re.findall(r"```yaml\n(connectors:.*?)```", text, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        given = yaml.safe_load(example)["connectors"]
        filled = {name: {key.removesuffix("_env"): value for key, value in one.items()} for name, one in given.items()}
        assert [one.kind for one in describe(filled)] == [page]
