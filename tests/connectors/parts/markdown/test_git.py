"""Reading a real repository with git: the newest commit only, nothing of it run, every failure in a sentence."""

import asyncio
import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.connectors.parts.markdown.git import Repository, checked_address, checked_branch
from app.domain.errors import Unavailable
from tests.connectors.standin import standing_in

ENV = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **{f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=folder, env=ENV, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.fixture
def there(tmp_path) -> Path:
    """A repository with two files, a link, and a branch."""
    folder = tmp_path / "there"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "a.md").write_text("# A\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "b ü.md").write_text("# B\nwith\0zero\n")
    (folder / "link.md").symlink_to("/etc/passwd")
    commit(folder, "first")
    git(folder, "branch", "old")
    return folder


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", message)


def repository(there: Path | str, cache: Path, **given: object) -> Repository:
    address = there if isinstance(there, str) else f"file://{there}"
    settings = {"branch": "", "time_limit_s": 10.0, **given}
    return Repository(system="Runbooks", address=address, cache=cache, **settings)


async def read(one: Repository) -> dict[str, str]:
    return {blob.path: content.decode() for blob, content in await one.read(lambda blobs: blobs)}


async def test_regular_files_of_the_newest_commit(there, tmp_path):
    one = repository(there, tmp_path / "cache")
    assert await read(one) == {"a.md": "# A\n", "sub/b ü.md": "# B\nwith\0zero\n"}
    (there / "a.md").write_text("# A, newer\n")
    commit(there, "second")
    assert (await read(one))["a.md"] == "# A, newer\n"
    assert (await read(repository(there, tmp_path / "cache", branch="old")))["a.md"] == "# A\n"


async def test_only_what_is_wanted_is_read(there, tmp_path):
    chosen = await repository(there, tmp_path / "cache").read(
        lambda blobs: [one for one in blobs if one.path == "a.md"]
    )
    assert [content for _, content in chosen] == [b"# A\n"]
    assert await repository(there, tmp_path / "cache").read(lambda _: []) == []


async def test_a_rewritten_history_is_followed(there, tmp_path):
    one = repository(there, tmp_path / "cache")
    await read(one)
    (there / "a.md").write_text("# Other\n")
    git(there, "add", "-A")
    git(there, "commit", "--quiet", "--amend", "-m", "other")
    assert (await read(one))["a.md"] == "# Other\n"


async def test_no_branch_and_no_repository_are_told_apart(there, tmp_path):
    with pytest.raises(Unavailable, match="no such branch"):
        await read(repository(there, tmp_path / "cache", branch="gone"))
    with pytest.raises(Unavailable, match="no such repository"):
        await read(repository(tmp_path / "nowhere", tmp_path / "cache"))


async def test_after_a_failure_it_starts_afresh(there, tmp_path):
    one = repository(there, tmp_path / "cache")
    await read(one)
    git_folder = next((tmp_path / "cache").iterdir())
    (git_folder / "HEAD").write_text("nonsense")
    with pytest.raises(Unavailable):
        await read(one)
    assert await read(one)


async def test_nothing_of_ours_or_theirs_is_run(there, tmp_path):
    (there / ".gitattributes").write_text("*.md filter=evil\n")
    (there / ".gitmodules").write_text('[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch /nowhere"\n')
    commit(there, "evil")
    ran = tmp_path / "ran"
    hook = there / ".git" / "hooks"
    hook.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "post-merge", "post-receive"):
        (hook / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (hook / name).chmod(0o755)
    await read(repository(there, tmp_path / "cache"))
    assert not ran.exists()


@pytest.mark.parametrize("fault", [401, 403, 404, 500, "garbage", "empty", "half", "shut"], ids=str)
async def test_a_server_that_fails_is_told_in_a_sentence(tmp_path, fault):
    async with standing_in(fault=fault) as server:
        one = repository(f"{server.url}/team/runbooks.git", tmp_path / "cache", token=SecretStr("s3cret"))
        with pytest.raises(Unavailable) as raised:
            await read(one)
        assert raised.value.reason
        assert "s3cret" not in str(raised.value)


async def test_a_server_that_hangs_is_left_in_time_and_git_is_ended(tmp_path):
    async with standing_in(fault="hang") as server:
        one = repository(f"{server.url}/team/runbooks.git", tmp_path / "cache", time_limit_s=0.5)
        with pytest.raises(Unavailable, match=r"no answer within 0\.5 s"):
            await asyncio.wait_for(read(one), 5)
        assert server.asked
        assert server.url not in await asyncio.to_thread(_running)


def _running() -> str:
    """What runs on this machine, by its arguments (nothing where /proc does not tell)."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # ended meanwhile
            found.append(file.read_bytes().decode(errors="replace"))
    return "\n".join(found)


async def test_the_token_goes_in_a_header_and_not_to_where_a_redirect_leads(tmp_path):
    async with standing_in() as other, standing_in() as server:
        server.answers["GET /team/runbooks.git/info/refs"] = lambda _: _redirect(
            f"{other.url}/team/runbooks.git/info/refs"
        )
        one = repository(f"{server.url}/team/runbooks.git", tmp_path / "cache", token=SecretStr("s3cret"))
        with pytest.raises(Unavailable):
            await read(one)
        assert server.asked[0].headers["Authorization"].startswith("Basic ")
        assert not other.asked


def _redirect(place: str):
    from aiohttp import web

    return web.Response(status=302, headers={"Location": place})


@pytest.mark.parametrize(
    "address",
    [
        *("--upload-pack=touch /tmp/x", "ext::sh -c id", "git@host:team/x", "https://me:pw@host/x", "ftp://host/x"),
        *(
            "https://host/x;id",
            "https://host/$(id)",
            "https://host/x\n",
            "file://host/x",
            "-x",
            "ssh://-oProxyCommand=id/x",
        ),
    ],
)
def test_addresses_that_are_none(address):
    with pytest.raises(ValueError, match="must be an address"):
        checked_address(address)


def test_addresses_and_branches_that_are_some():
    for address in (
        "https://host/team/x.git",
        "ssh://git@host:2222/team/x",
        "file:///srv/git/x",
        "http://localhost:3000/a/b",
    ):
        assert checked_address(address) == address
    assert checked_branch("release/1.x") == "release/1.x"
    for branch in ("-x", "a..b", "a b", "a:b", "+a"):
        with pytest.raises(ValueError):
            checked_branch(branch)
