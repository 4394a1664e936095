"""`watchkeeper redact`: shows what would be masked, in any text, line by line."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import BinaryIO, Protocol, cast

import click

from app.redaction.lines import Lines
from app.redaction.mask import replaced

_READ_BYTES = 64 * 1024


class _Source(Protocol):
    """A stream that gives what has arrived, without waiting for more."""

    def read1(self, size: int, /) -> bytes: ...


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object a line: the masked text, and what was found where.")
def redact(*, as_json: bool) -> None:
    """Mask the secrets in the text on standard input; one line in, one line out.

    Nothing is stored or sent, and no setting is needed.

    Example: watchkeeper redact < app.log
    """
    lines = Lines()
    try:
        _run(lines, cast("_Source", sys.stdin.buffer), sys.stdout.buffer, as_json=as_json)
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(lines: Lines, source: _Source, target: BinaryIO, *, as_json: bool) -> None:
    one = _as_json if as_json else _as_text
    for raws in _arriving(source):
        left = b"".join([one(lines, raw) for raw in raws])
        while left:
            left = left[target.write(left) :]  # all at once, unless the stream is unbuffered
        target.flush()


def _arriving(source: _Source) -> Iterator[Iterable[bytes]]:
    """The lines with their endings, in batches as they arrive, so that `tail -f` is shown at once."""
    begun: list[bytes] = []
    while chunk := source.read1(_READ_BYTES):
        *ended, rest = chunk.split(b"\n")
        if ended:
            ended[0] = b"".join([*begun, ended[0]])
            begun = []
            yield [line + b"\n" for line in ended]
        if rest:
            begun.append(rest)
    if begun:
        yield [b"".join(begun)]


def _as_text(lines: Lines, raw: bytes) -> bytes:
    """The line masked, with the ending it came with; bytes that are no UTF-8 stay as they are."""
    line = raw.decode("utf-8", "surrogateescape")
    text = line.rstrip("\r\n")
    masked = replaced(text, lines.find(text))
    return (masked + line[len(text) :]).encode("utf-8", "surrogateescape")


def _as_json(lines: Lines, raw: bytes) -> bytes:
    """The masked text and what was found, with offsets in characters; a byte that is no UTF-8 counts as one, U+FFFD."""
    text = raw.decode("utf-8", "surrogateescape").rstrip("\r\n")
    found = lines.find(text)
    masked = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in replaced(text, found))
    return json.dumps({"text": masked, "found": [asdict(one) for one in found]}).encode() + b"\n"
