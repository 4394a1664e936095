"""Whether Watchkeeper is alive, for whoever runs it: `GET /healthz` answers 200 or 503 and says why."""

from collections.abc import Awaitable, Callable

from aiohttp import web


def health_routes(ailing: Callable[[], Awaitable[str]]) -> list[web.RouteDef]:
    """`ailing` says in a sentence what is wrong; empty when all is well."""

    async def healthz(request: web.Request) -> web.Response:
        del request
        reason = await ailing()
        return web.json_response({"ok": not reason, "reason": reason}, status=503 if reason else 200)

    return [web.get("/healthz", healthz)]
