"""An endpoint that begins an answer and goes no further, until it is killed: `python -m tests.bench.dying PORT CHARS`.

It says `ready` when it can be asked, and `begun` once CHARS characters of the answer are on their way (-1: nothing at all).
Standard library only, so that it starts in no time.
"""

import asyncio
import json
import sys

_STATEMENT = '{"text": "Ben restarted api-%d and it helped", "entries": [%d]}'
ANSWER = (
    '{"sections": [{"key": "tried", "statements": [' + ", ".join(_STATEMENT % (n, n) for n in range(2, 40)) + "]}]}"
)


async def serve(port: int, chars: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        await reader.readexactly(length)
        if chars >= 0:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            for at in range(0, chars, 50):
                writer.write(_chunk(ANSWER[at : min(at + 50, chars)]))
            await writer.drain()
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        await asyncio.Event().wait()

    server = await asyncio.start_server(answer, "127.0.0.1", port, reuse_address=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


def _chunk(text: str) -> bytes:
    data = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": text}}]}
    event = f"data: {json.dumps(data)}\n\n".encode()
    return f"{len(event):x}\r\n".encode() + event + b"\r\n"


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
