from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.web.health import health_routes


async def answered(reason: str) -> tuple[int, object]:
    async def ailing() -> str:
        return reason

    site = web.Application()
    site.add_routes(health_routes(ailing))
    async with TestClient(TestServer(site)) as client:
        response = await client.get("/healthz")
        return response.status, await response.json()


async def test_all_is_well():
    assert await answered("") == (200, {"ok": True, "reason": ""})


async def test_what_is_wrong_is_said():
    assert await answered("The database does not answer.") == (
        503,
        {"ok": False, "reason": "The database does not answer."},
    )
