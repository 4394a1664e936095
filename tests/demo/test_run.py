"""The demo on a page: it plays by itself, and ends when it is told to."""

import asyncio
import os
import signal

import aiohttp

from app.demo.run import serve_demo


async def test_it_plays_on_a_page_until_it_is_stopped():
    told: list[str] = []
    opened: list[str] = []
    ready = asyncio.Event()

    def tell(text: str) -> None:
        told.append(text)
        ready.set()

    showing = asyncio.create_task(serve_demo(1000, 0, opened.append, tell))
    await asyncio.wait_for(ready.wait(), 20)
    [said] = told
    assert said.startswith("Lantern Tickets is open at http://127.0.0.1:")
    async with aiohttp.ClientSession() as session, session.get(opened[0]) as page:
        assert page.status == 200
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(showing, 20)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)
