"""Where Markdown files are: a folder of this machine, or a git repository."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Protocol
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, SecretStr, model_validator

from app.connectors.kind import NO_SECRET, ConnectorSettings, Url
from app.connectors.parts.http import Reach
from app.connectors.parts.markdown.files import (
    MOST_BYTES,
    MOST_FILE_BYTES,
    MOST_FILES,
    MarkdownFile,
    MarkdownFiles,
    is_markdown,
    read_folder,
    remark,
)
from app.connectors.parts.markdown.git import Blob, Repository, checked_address, checked_branch
from app.connectors.parts.trying import tried
from app.domain.connecting import Checked
from app.domain.errors import Unavailable

_PAGES = {"github.com": "blob/HEAD", "gitlab.com": "-/blob/HEAD"}
"""How public hosts show a file of the default branch."""


class SourceSettings(ConnectorSettings):
    """Either `path`, a folder of this machine, or `repository`. `folder` is the part of the repository to read.

    `link` is the address below which people read the files in a browser.
    """

    path: Path | None = None
    repository: Annotated[str, AfterValidator(checked_address)] = ""
    branch: Annotated[str, AfterValidator(checked_branch)] = ""
    folder: str = ""
    user: str = "x-access-token"
    token: SecretStr = NO_SECRET
    ssh_key: Path | None = None
    cache: Path = Path("data/repositories")
    link: Url | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "SourceSettings":
        if (self.path is None) == (not self.repository):
            raise ValueError("give either `path` or `repository`")
        return self


class _Source(Protocol):
    """Raises Unavailable where it cannot be read."""

    async def files(self) -> MarkdownFiles: ...


@dataclass(frozen=True, slots=True)
class _Folder:
    system: str
    path: Path

    async def files(self) -> MarkdownFiles:
        return await asyncio.to_thread(read_folder, self.system, self.path)


@dataclass(frozen=True, slots=True)
class _InRepository:
    repository: Repository
    folder: str

    async def files(self) -> MarkdownFiles:
        listed: list[Blob] = []

        def choose(blobs: Sequence[Blob]) -> Sequence[Blob]:
            listed.extend(blob for blob in blobs if self._is_below(blob.path) and is_markdown(blob.path))
            return _within_limits(listed)

        read = await self.repository.read(choose)
        if not listed and self.folder:
            raise Unavailable(self.repository.system, f"the repository has no Markdown in {self.folder}")
        files = (MarkdownFile(self._below(blob.path), text.decode("utf-8", "replace")) for blob, text in read)
        return MarkdownFiles(tuple(files), remark(len(listed) - len(read)))

    def _is_below(self, path: str) -> bool:
        return not self.folder or PurePosixPath(path).is_relative_to(self.folder)

    def _below(self, path: str) -> str:
        return PurePosixPath(path).relative_to(self.folder).as_posix()


def _within_limits(blobs: Sequence[Blob]) -> list[Blob]:
    chosen, taken_bytes = list[Blob](), 0
    for blob in blobs:
        fits = blob.size_bytes <= MOST_FILE_BYTES and taken_bytes + blob.size_bytes <= MOST_BYTES
        if fits and len(chosen) < MOST_FILES:
            chosen.append(blob)
            taken_bytes += blob.size_bytes
    return chosen


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """`link_to` gives the address at which a file is read in a browser, or the empty string."""

    source: _Source
    link_to: Callable[[str], str]

    async def files(self) -> MarkdownFiles:
        return await self.source.files()

    async def check(self, what: str) -> Sequence[Checked]:
        """Whether the files can be read, and whether there are any."""
        found: list[MarkdownFile] = []

        async def look() -> None:
            found.extend((await self.source.files()).files)

        read = await tried(what, look(), "Look at `path`, or at `repository`, `branch` and `token`.")
        if not read.ok:
            return [read]
        advice = "" if found else "There is no Markdown file (*.md) there. Look at `path` or `folder`."
        return [read, Checked("find Markdown files there", ok=bool(found), advice=advice)]


def source_of(settings: SourceSettings, reach: Reach) -> MarkdownSource:
    folder = settings.folder.strip("/")
    if settings.path is not None:
        path = settings.path / folder
        return MarkdownSource(_Folder(reach.title, path), _linking(settings.link, "", folder))
    repository = Repository(
        system=reach.title,
        address=settings.repository,
        branch=settings.branch,
        cache=settings.cache,
        time_limit_s=reach.time_limit_s,
        user=settings.user,
        token=settings.token,
        ssh_key=settings.ssh_key,
    )
    return MarkdownSource(_InRepository(repository, folder), _linking(settings.link, settings.repository, folder))


def _linking(link: str | None, repository: str, folder: str) -> Callable[[str], str]:
    parts = urlsplit(repository)
    if link is None and (shown := _PAGES.get(parts.hostname or "")):
        link = f"https://{parts.hostname}{parts.path.removesuffix('/').removesuffix('.git')}/{shown}"
        link = f"{link}/{quote(folder)}" if folder else link
    return lambda ref: f"{link}/{quote(ref)}" if link else ""
