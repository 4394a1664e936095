"""`watchkeeper redact`: shows what would be masked, in any text, line by line."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import click

from app.redaction.lines import Lines
from app.redaction.mask import replaced

_FLUSH_EVERY_BYTES = 64 * 1024


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object a line: the masked text, and what was found where.")
def redact(*, as_json: bool) -> None:
    """Mask the secrets in the text on standard input; one line in, one line out."""
    try:
        for block in _blocks(_masked(sys.stdin.buffer, as_json=as_json)):
            sys.stdout.buffer.write(block)
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _masked(raw_lines: Iterable[bytes], *, as_json: bool) -> Iterator[bytes]:
    """Each line masked, with the ending it came with; bytes that are no UTF-8 stay (in JSON: U+FFFD for each)."""
    lines = Lines()
    for raw in raw_lines:
        line = raw.decode("utf-8", "surrogateescape")
        text = line.rstrip("\r\n")
        found = lines.find(text)
        masked = replaced(text, found)
        if as_json:
            printable = masked.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            yield json.dumps({"text": printable, "found": [asdict(one) for one in found]}).encode() + b"\n"
        else:
            yield (masked + line[len(text) :]).encode("utf-8", "surrogateescape")


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines gathered into blocks worth a write, unless somebody is typing them."""
    limit = 0 if sys.stdin.isatty() else _FLUSH_EVERY_BYTES
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size > limit:
            yield b"".join(block)
            block, size = [], 0
    yield b"".join(block)
