"""Reads files from a git repository with the program `git`: fetched into a folder of ours, never checked out.

Nothing of the repository is run: there is no working tree, so no hook, filter, link or submodule of it comes into play.
"""

import asyncio
import base64
import contextlib
import hashlib
import os
import re
import shlex
import shutil
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from app.connectors.kind import NO_SECRET
from app.domain.errors import Unavailable

MOST_FETCHED_BYTES = 512 * 2**20
_MOST_OUTPUT_BYTES = 32 * 2**20
_HEAD = "refs/watchkeeper/head"
_SCHEMES = ("https", "http", "ssh", "file")
_ADDRESS = re.compile(r"(?:https?|ssh)://(?:[\w.-]+@)?[\w.-]+(?::\d{1,5})?/[\w./~+-]+|file:///[\w./~+ -]+")
_BRANCH = re.compile(r"(?!-)(?!.*\.\.)[\w][\w./-]{0,200}")
_PASSED_ON = (
    *("PATH", "HOME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
)
_CONFIG = (
    ("core.hooksPath", "/dev/null"),
    ("credential.helper", ""),
    ("fetch.recurseSubmodules", "false"),
    ("gc.auto", "200"),
    ("gc.autoDetach", "false"),
    ("http.followRedirects", "false"),  # a redirect would take the credentials along
    ("maintenance.autoDetach", "false"),
    ("protocol.ext.allow", "never"),
)
_REASONS = (
    (re.compile(r"couldn't find remote ref", re.IGNORECASE), "it has no such branch"),
    (
        re.compile(r"authentication failed|could not read username|permission denied|error: 40[13]\b", re.IGNORECASE),
        "it does not accept the credentials, or has no such repository",
    ),
    (re.compile(r"not found|does not exist|does not appear|not a git rep", re.IGNORECASE), "it has no such repository"),
    (
        re.compile(r"could not resolve|failed to connect|unable to access|connection", re.IGNORECASE),
        "it cannot be reached",
    ),
    (re.compile(r"host key", re.IGNORECASE), "its host key is not the one that is known"),
)
_NO_PROGRAM = 127


def checked_address(text: str) -> str:
    """Raises ValueError for what is no address of a repository, or has a password in it."""
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError(
            "must be an address like https://host/team/repository or ssh://git@host/team/repository, without a password"
        )
    return text


def checked_branch(text: str) -> str:
    if text and not _BRANCH.fullmatch(text):
        raise ValueError("must be the name of a branch")
    return text


@dataclass(frozen=True, slots=True)
class Blob:
    """A regular file of the newest commit."""

    path: str
    id: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """`address` and `branch` have been checked (an empty branch is the default one); `cache` is a folder of ours.

    When the time limit is over, or whoever waits gives up, git is ended with all that it started.
    """

    system: str
    address: str
    branch: str
    cache: Path
    time_limit_s: float
    user: str = "x-access-token"
    token: SecretStr = NO_SECRET
    ssh_key: Path | None = None
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, compare=False)

    @property
    def _folder(self) -> Path:
        return self.cache / hashlib.sha256(f"{self.address} {self.branch}".encode()).hexdigest()[:20]

    async def read(self, wanted: Callable[[Sequence[Blob]], Sequence[Blob]]) -> list[tuple[Blob, bytes]]:
        """The newest commit's files, those that `wanted` chooses among all. Raises Unavailable that names no secret."""
        try:
            async with asyncio.timeout(self.time_limit_s), self.one_at_a_time:
                return await self._read(wanted)
        except TimeoutError:
            raise Unavailable(self.system, f"no answer within {self.time_limit_s:g} s") from None

    async def _read(self, wanted: Callable[[Sequence[Blob]], Sequence[Blob]]) -> list[tuple[Blob, bytes]]:
        try:
            await self._fetch()
        except BaseException:  # what a fetch left that was ended half-way would be in the way of the next one
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
            raise
        listed = await self._git("ls-tree", "-r", "-z", "-l", "--full-tree", _HEAD)
        chosen = list(wanted(_blobs(listed)))
        asked = "".join(f"{one.id}\n" for one in chosen).encode()
        return _contents(chosen, await self._git("cat-file", "--batch", given=asked))

    async def _fetch(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Unavailable(self.system, f"the folder {self.cache} cannot be written ({error.strerror})") from None
        await self._git("init", "--quiet", "--bare", "--template=", ".")
        ref = f"refs/heads/{self.branch}" if self.branch else "HEAD"
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--force")
        await self._git("fetch", *options, "--", self.address, f"+{ref}:{_HEAD}")

    async def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        limited = f'ulimit -f {MOST_FETCHED_BYTES // 512}; exec git "$@"'
        process = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", limited, "git", "--no-pager", *arguments),
            cwd=self._folder,
            env=self._environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            output, errors = await _talk(process, given)
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # git starts others; none outlives it
                await process.wait()
        if len(output) > _MOST_OUTPUT_BYTES:
            raise Unavailable(self.system, f"it has more than {_MOST_OUTPUT_BYTES // 2**20} MB to list or read")
        if process.returncode:
            raise Unavailable(self.system, _reason(process.returncode, errors.decode(errors="replace")))
        return output

    def _environment(self) -> dict[str, str]:
        """Passed on to git: what it needs of ours, and settings that nobody else can read (unlike arguments)."""
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        config = [*_CONFIG, *self._credentials()]
        settings = {f"GIT_CONFIG_KEY_{at}": name for at, (name, _) in enumerate(config)}
        values = {f"GIT_CONFIG_VALUE_{at}": value for at, (_, value) in enumerate(config)}
        return {
            **passed_on,
            **settings,
            **values,
            "GIT_CONFIG_COUNT": str(len(config)),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CEILING_DIRECTORIES": str(self.cache.resolve()),
            "GIT_ALLOW_PROTOCOL": ":".join(_SCHEMES),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "true",
            "GIT_SSH_COMMAND": self._ssh(),
            "LC_ALL": "C",
        }

    def _credentials(self) -> list[tuple[str, str]]:
        """The token as a header, for this host alone."""
        token = self.token.get_secret_value()
        if not token:
            return []
        parts = urlsplit(self.address)
        basic = base64.b64encode(f"{self.user}:{token}".encode()).decode()
        return [(f"http.{parts.scheme}://{parts.netloc}/.extraHeader", f"Authorization: Basic {basic}")]

    def _ssh(self) -> str:
        known = shlex.quote(str((self.cache / "known_hosts").resolve()))
        options = f"-o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={known}"
        key = f" -o IdentitiesOnly=yes -i {shlex.quote(str(self.ssh_key.resolve()))}" if self.ssh_key else ""
        return f"ssh {options}{key}"


async def _talk(process: asyncio.subprocess.Process, given: bytes) -> tuple[bytes, bytes]:
    """Give it all of its input, and take what it says, up to a little more than the most that is wanted."""
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(given)
    process.stdin.close()
    async with asyncio.TaskGroup() as group:
        errors = group.create_task(_read(process.stderr, 65536))
        output = group.create_task(_read(process.stdout, _MOST_OUTPUT_BYTES))
    if len(output.result()) <= _MOST_OUTPUT_BYTES:
        await process.wait()
    return output.result(), errors.result()


async def _read(stream: asyncio.StreamReader, most_bytes: int) -> bytes:
    got = bytearray()
    while len(got) <= most_bytes and (chunk := await stream.read(65536)):
        got += chunk
    return bytes(got)


def _reason(code: int, said: str) -> str:
    if code == _NO_PROGRAM:
        return "the program git is not installed"
    found = next((reason for pattern, reason in _REASONS if pattern.search(said)), "")
    return found or f"git could not read it (exit code {code})"


def _blobs(listed: bytes) -> list[Blob]:
    """Regular files only: no links (120000), no submodules (160000). Source: the format of `git ls-tree -l -z`."""
    found = []
    for line in listed.decode("utf-8", "replace").split("\0"):
        facts, _, path = line.partition("\t")
        parts = facts.split()
        if len(parts) == 4 and parts[0] in {"100644", "100755"} and parts[3].isdigit():
            found.append(Blob(path, parts[2], int(parts[3])))
    return found


def _contents(chosen: Sequence[Blob], output: bytes) -> list[tuple[Blob, bytes]]:
    """What `git cat-file --batch` answers: for each a line with its id, kind and size, then its content and a line end."""
    read, at = [], 0
    for one in chosen:
        start = output.index(b"\n", at) + 1
        read.append((one, output[start : start + one.size_bytes]))
        at = start + one.size_bytes + 1
    return read
