from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.server import SandboxServer


async def test_people(client, place, refused):
    ann = (await client.users_info(user=place.ann, include_locale=True))["user"]
    assert (ann["profile"]["email"], ann["locale"]) == ("ann@example.org", "en-US")
    assert (await client.users_lookupByEmail(email="ANN@example.org"))["user"]["id"] == place.ann
    listed = await client.users_list(limit=2)
    assert len(listed["members"]) == 2
    assert listed["response_metadata"]["next_cursor"]
    assert (await client.users_getPresence(user=place.ann))["presence"] == "active"
    await refused(client.users_info(user="U404"), "user_not_found")
    await refused(client.users_lookupByEmail(email="no@example.org"), "users_not_found")
    await refused(client.users_profile_get(user=place.ann), "missing_scope")


async def test_an_address_is_for_those_who_may_read_it(make_place):
    other = make_place(scopes=["users:read"])
    async with SandboxServer(other.workspace) as server:
        client = AsyncWebClient(token=other.app.bot_token, base_url=server.api_url)
        assert "email" not in (await client.users_info(user=other.ann))["user"]["profile"]
