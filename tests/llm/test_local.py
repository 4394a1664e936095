"""SmolLM2 under llama.cpp: its prose is poor, its protocol is the real one."""

import asyncio
import json
import os
import select
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from app.domain.errors import Unavailable, UserError
from app.domain.tokens import estimated_tokens
from app.llm.asking import Format
from app.llm.chat_completions import ChatCompletions
from app.llm.heard import Heard
from app.llm.local import local_card, local_model, local_weights
from app.ports import TooLong
from tests.llm.asked import MATERIAL, prompt

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("local model")]
SHORT = {
    "type": "object",
    "properties": {"text": {"type": "string", "maxLength": 60}, "is_over": {"type": "boolean"}},
    "required": ["text", "is_over"],
    "additionalProperties": False,
}


def installed() -> bool:
    try:
        local_weights()
    except UserError:
        return False
    return True


needs_the_model = pytest.mark.skipif(not installed(), reason="the local model is not installed: make local")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def smollm2() -> AsyncIterator[ChatCompletions]:
    async with local_model(local_card(context_tokens=2048)) as model:
        yield model


def servers() -> set[int]:
    """The llama.cpp servers that this process started."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return {int(pid) for pid in children if b"llama_server" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@needs_the_model
async def test_the_schema_is_honoured(smollm2):
    completion = await smollm2.complete(prompt(schema=SHORT, most_output_tokens=120), 60)
    Draft202012Validator(SHORT).validate(json.loads(completion.text))
    assert smollm2.format is Format.SCHEMA
    assert (completion.is_whole, completion.is_estimated, completion.model) == (True, False, "local")
    assert smollm2.card.endpoint.is_local


@needs_the_model
async def test_tokens_are_estimated_on_the_safe_side(smollm2):
    completion = await smollm2.complete(prompt(schema=SHORT, most_output_tokens=60), 60)
    estimated = estimated_tokens(MATERIAL) + estimated_tokens("Write a summary as JSON.")
    frame = 20  # what the chat template puts around the two messages
    assert completion.input_tokens - frame <= estimated <= 1.4 * completion.input_tokens


@needs_the_model
async def test_a_prompt_that_does_not_fit_is_refused_by_the_server_too(smollm2):
    with pytest.raises(TooLong):
        await smollm2.complete(prompt(material=MATERIAL * 16), 60)
    async with local_model(local_card(context_tokens=256)) as small:
        object.__setattr__(small.card, "context_tokens", 100_000)
        with pytest.raises(TooLong) as refused:
            await small.complete(prompt(material=MATERIAL * 4, most_output_tokens=50), 60)
    assert refused.value.most_tokens == 256 - 50


@needs_the_model
async def test_the_time_limit_is_kept_and_the_server_goes_on(smollm2):
    endless = prompt(schema={"type": "object"}, instructions="Tell a long story.", most_output_tokens=1000)
    began_s = asyncio.get_running_loop().time()
    try:
        completion = await smollm2.complete(endless, 0.7)
    except Unavailable as error:
        assert "no answer within 0.7 seconds" in str(error)  # noqa: PT017 -- either may be
    else:
        assert completion.text
    assert asyncio.get_running_loop().time() - began_s < 2
    assert await smollm2.complete(prompt(schema=SHORT, most_output_tokens=60), 60)


@needs_the_model
async def test_killed_in_the_middle_of_an_answer(monkeypatch):
    begun = asyncio.Event()
    hear = Heard.hear

    def noting(heard: Heard, piece: str) -> None:
        hear(heard, piece)
        if not heard.is_empty:
            begun.set()

    monkeypatch.setattr(Heard, "hear", noting)
    others = servers()
    async with local_model(local_card(context_tokens=2048)) as model:
        [pid] = servers() - others
        story = prompt(schema={"type": "object"}, instructions="Tell a long story.", most_output_tokens=1500)
        asking = asyncio.ensure_future(model.complete(story, 60))
        await asyncio.wait_for(begun.wait(), 30)
        os.kill(pid, signal.SIGKILL)
        began_s = asyncio.get_running_loop().time()
        with pytest.raises(Unavailable, match="the model local: the connection was refused or broke off"):
            await asking
        assert asyncio.get_running_loop().time() - began_s < 4
    assert servers() == others


@needs_the_model
async def test_it_ends_with_us_even_if_we_are_killed():
    code = (
        "import asyncio\nfrom app.llm.local import local_card, local_model\nfrom tests.llm.test_local import servers\n"
        "async def main():\n"
        "    async with local_model(local_card(context_tokens=256)):\n"
        "        print(*servers(), flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    pid = int(await asyncio.wait_for(process.stdout.readline(), 60))
    watched = os.pidfd_open(pid)
    process.kill()
    await process.wait()
    ended, _, _ = await asyncio.to_thread(select.select, [watched], [], [], 10)
    os.close(watched)
    assert ended


async def test_not_installed_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr("app.llm.local.find_spec", lambda _: None)
    with pytest.raises(UserError, match="Type `make local`"):
        local_weights()
    with pytest.raises(UserError, match="There are no weights at"):
        await local_model(weights=tmp_path / "none.gguf").__aenter__()


@needs_the_model
async def test_a_file_that_holds_no_weights_is_a_sentence(tmp_path):
    path = tmp_path / "odd.gguf"
    path.write_bytes(b"nothing of the sort")
    with pytest.raises(UserError, match=r"does not start with odd\.gguf"):
        await local_model(weights=path).__aenter__()
