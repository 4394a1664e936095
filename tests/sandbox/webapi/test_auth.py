async def test_who_am_i(client, place, server, refused):
    me = await client.auth_test()
    assert (me["user_id"], me["bot_id"], me["url"]) == (place.app.bot_user_id, place.app.bot_id, f"{server.base_url}/")
    assert me.headers["x-oauth-scopes"].startswith("app_mentions:read,")
    assert (await client.team_info())["team"]["id"] == me["team_id"]
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert (await client.api_test(foo="bar"))["args"]["foo"] == "bar"
    await refused(client.api_test(error="my_error"), "my_error")
    await refused(client.bots_info(bot="B404"), "bot_not_found")
    await refused(client.team_info(team="T404"), "team_not_found")
