"""Kingfisher, MongoDB's scanner, from the wheel `kingfisher-bin`: a program that reads texts and names the secrets in them.

It is told not to try secrets out and not to look for a newer version, so it talks to nobody. It reads from its standard
input: no text touches the disk.
"""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.json import Json, object_of, objects_of, text_of
from app.ports import FoundSecret

_OPTIONS = (
    *("--no-validate", "--no-update-check", "--format", "json", "--jobs", "1"),
    *("--no-ignore", "--no-ignore-if-contains", "--no-extract-archives"),
)
_NOTHING, _FINDINGS = 0, 200  # exit codes of a scan that came to its end
_NOT_IN_A_TYPE = re.compile("[^a-z]+")
_LONGEST_TYPE = 40


def installed() -> Path | None:
    """The program, or None where the wheel is not installed."""
    try:
        files = metadata.files("kingfisher-bin") or []
    except metadata.PackageNotFoundError:
        files = []
    found = [Path(str(file.locate())) for file in files if file.name in {"kingfisher", "kingfisher.exe"}]
    beside = shutil.which("kingfisher", path=str(Path(sys.executable).parent))
    return next((path.resolve() for path in found if path.exists()), Path(beside) if beside else None)


class Kingfisher:
    """Implements `ports.SecretScanner`. `cache` is a folder of its own, for its compiled rules."""

    def __init__(self, program: Path, cache: Path, time_limit_s: float = 120.0) -> None:
        self._program = program
        self._cache = cache
        self._time_limit_s = time_limit_s

    async def scan(self, texts: Sequence[str]) -> Sequence[FoundSecret]:
        """One run over all the texts. The first of an installation takes some seconds more, to compile the rules."""
        try:
            self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            output = await asyncio.wait_for(self._run("\n".join(texts).encode()), self._time_limit_s)
            loaded: Json
            loaded, _ = json.JSONDecoder().raw_decode(output.decode())  # what follows is about the run itself
        except TimeoutError as error:
            raise Unavailable("Kingfisher", f"no answer within {self._time_limit_s:.0f} s") from error
        except OSError as error:
            raise Unavailable("Kingfisher", f"it cannot be run ({error.strerror})") from error
        except ValueError:  # not JSON; the error would repeat what was scanned
            raise Unavailable("Kingfisher", "its answer cannot be read") from None
        return sorted(set(_found(loaded)), key=lambda one: (one.type, one.value))

    async def _run(self, texts: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            str(self._program),
            *("scan", *_OPTIONS, "--rule-cache-dir", str(self._cache), "-"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=self._cache,
            env={"HOME": str(self._cache), "PATH": "/usr/bin:/bin"},
        )
        try:
            output, _ = await process.communicate(texts)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode not in {_NOTHING, _FINDINGS}:
            raise Unavailable("Kingfisher", f"it ended with exit code {process.returncode}")
        return output


def _found(output: Json) -> Iterator[FoundSecret]:
    for one in objects_of(object_of(output).get("findings")):
        name = text_of(object_of(one.get("rule")).get("name"))
        finding = object_of(one.get("finding"))
        kind = _NOT_IN_A_TYPE.sub("-", name.lower())[:_LONGEST_TYPE].strip("-") or "other"
        captured = object_of(finding.get("dependent_captures")).values()
        for value in (text_of(finding.get("snippet")), *map(text_of, captured)):
            if value.strip():
                yield FoundSecret(kind, value.strip())
