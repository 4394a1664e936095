"""Reactions, pins, bookmarks, users, groups, views, files and canvases, as slack_sdk calls them."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture
def channel(place):
    place.add_bot(place.general)
    return place.general


async def refused(call, error):
    with pytest.raises(SlackApiError) as refusal:
        await call
    assert refusal.value.response["error"] == error


async def test_who_am_i(client, place, server):
    me = await client.auth_test()
    assert (me["user_id"], me["bot_id"], me["url"]) == (place.app.bot_user_id, place.app.bot_id, f"{server.base_url}/")
    assert me.headers["x-oauth-scopes"].startswith("app_mentions:read,")
    assert (await client.team_info())["team"]["id"] == me["team_id"]
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert (await client.api_test(foo="bar"))["args"]["foo"] == "bar"
    await refused(client.api_test(error="my_error"), "my_error")
    await refused(client.bots_info(bot="B404"), "bot_not_found")
    await refused(client.team_info(team="T404"), "team_not_found")


async def test_reactions_and_pins(client, channel):
    ts = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    item = {"channel": channel, "timestamp": ts}
    await client.reactions_add(**item, name="eyes")
    await refused(client.reactions_add(**item, name="eyes"), "already_reacted")
    assert (await client.reactions_get(**item))["message"]["reactions"][0]["name"] == "eyes"
    assert len((await client.reactions_list())["items"]) == 1
    await client.reactions_remove(**item, name="eyes")
    await refused(client.reactions_remove(**item, name="eyes"), "no_reaction")
    await refused(client.reactions_add(channel=channel, timestamp="5.000001", name="eyes"), "message_not_found")
    await client.pins_add(**item)
    assert (await client.pins_list(channel=channel))["items"][0]["message"]["ts"] == ts
    await client.pins_remove(**item)
    await refused(client.pins_remove(**item), "no_pin")
    await refused(client.pins_add(channel=channel), "no_item_specified")


async def test_bookmarks(client, channel):
    added = await client.bookmarks_add(channel_id=channel, title="Page", type="link", link="https://x.test")
    mark = added["bookmark"]
    await client.bookmarks_edit(channel_id=channel, bookmark_id=mark["id"], title="Status page")
    [listed] = (await client.bookmarks_list(channel_id=channel))["bookmarks"]
    assert (listed["title"], listed["link"]) == ("Status page", "https://x.test")
    await refused(client.bookmarks_add(channel_id=channel, title="x", type="link", link="javascript:x"), "invalid_link")
    await refused(
        client.bookmarks_add(channel_id=channel, title="x", type="app", link="https://x"), "invalid_bookmark_type"
    )
    await client.bookmarks_remove(channel_id=channel, bookmark_id=mark["id"])
    await refused(client.bookmarks_remove(channel_id=channel, bookmark_id=mark["id"]), "not_found")


async def test_people(client, place):
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
    from slack_sdk.web.async_client import AsyncWebClient

    from app.sandbox.server import SandboxServer

    other = make_place(scopes=["users:read"])
    async with SandboxServer(other.workspace) as server:
        client = AsyncWebClient(token=other.app.bot_token, base_url=server.api_url)
        assert "email" not in (await client.users_info(user=other.ann))["user"]["profile"]


async def test_groups(client, place):
    group = place.workspace.usergroups.add("sre", users=(place.ann,))
    [listed] = (await client.usergroups_list(include_users=True))["usergroups"]
    assert (listed["handle"], listed["users"]) == ("sre", [place.ann])
    assert (await client.usergroups_users_list(usergroup=group.id))["users"] == [place.ann]
    await refused(client.usergroups_users_list(usergroup="S404"), "no_such_subteam")


async def test_views(client, place):
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
    trigger = place.workspace.triggers.issue(place.app, place.ann)
    opened = (await client.views_open(trigger_id=trigger, view=view))["view"]
    await refused(client.views_open(trigger_id=trigger, view=view), "exchanged_trigger_id")
    updated = (await client.views_update(view_id=opened["id"], hash=opened["hash"], view=view))["view"]
    await refused(client.views_update(view_id=opened["id"], hash=opened["hash"], view=view), "hash_conflict")
    pushed = await client.views_push(trigger_id=place.workspace.triggers.issue(place.app, place.ann), view=view)
    assert pushed["view"]["previous_view_id"] == updated["id"]
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    assert (await client.views_publish(user_id=place.ann, view=home))["view"]["type"] == "home"
    too_long = view | {"title": {"type": "plain_text", "text": "x" * 25}}
    trigger = place.workspace.triggers.issue(place.app, place.ann)
    await refused(client.views_open(trigger_id=trigger, view=too_long), "invalid_arguments")


async def test_a_file_is_uploaded_shared_read_and_deleted(client, place, channel):
    uploaded = await client.files_upload_v2(
        content="graph", filename="graph.txt", title="A graph", channel=channel, initial_comment="see here"
    )
    file = uploaded["files"][0]
    assert (file["size"], file["mimetype"], file["user"]) == (5, "text/plain", place.app.bot_user_id)
    [message] = (await client.conversations_history(channel=channel, limit=1))["messages"]
    assert (message["text"], message["files"][0]["id"]) == ("see here", file["id"])
    headers = {"Authorization": f"Bearer {client.token}"}
    async with aiohttp.ClientSession() as session, session.get(file["url_private"], headers=headers) as response:
        assert await response.text() == "graph"
    assert (await client.files_info(file=file["id"]))["file"]["channels"] == [channel]
    assert (await client.files_list(channel=channel))["paging"]["total"] == 1
    await client.files_delete(file=file["id"])
    await refused(client.files_info(file=file["id"]), "file_not_found")
    [message] = (await client.conversations_history(channel=channel, limit=1))["messages"]
    assert message["files"][0]["mode"] == "tombstone"


async def test_an_upload_needs_content_and_a_channel_to_be_in(client, place, channel):
    begun = await client.files_getUploadURLExternal(filename="x.txt", length=3)
    await refused(client.files_completeUploadExternal(files=[{"id": begun["file_id"]}]), "file_not_found")
    other = place.workspace.membership.create(place.ann, "other").id
    files = [{"id": begun["file_id"]}]
    await refused(client.files_completeUploadExternal(files=files, channel_id=other), "not_in_channel")


async def test_canvases(client, channel, place):
    text = {"type": "markdown", "markdown": "# What\n\nIt broke."}
    made = await client.conversations_canvases_create(channel_id=channel, document_content=text)
    await refused(
        client.conversations_canvases_create(channel_id=channel, document_content=text), "channel_canvas_already_exists"
    )
    criteria = {"section_types": ["h1"], "contains_text": "What"}
    found = await client.canvases_sections_lookup(canvas_id=made["canvas_id"], criteria=criteria)
    change = {"operation": "insert_after", "section_id": found["sections"][0]["id"],
              "document_content": {"type": "markdown", "markdown": "At 14:02."}}  # fmt: skip
    await client.canvases_edit(canvas_id=made["canvas_id"], changes=[change])
    assert place.workspace.canvases.known(made["canvas_id"]).markdown == "# What\n\nAt 14:02.\n\nIt broke."
    alone = await client.canvases_create(title="Alone", document_content=text)
    await client.canvases_access_set(canvas_id=alone["canvas_id"], access_level="read", channel_ids=[channel])
    await refused(client.canvases_access_set(canvas_id=alone["canvas_id"], access_level="read"), "invalid_parameters")
    await client.canvases_access_delete(canvas_id=alone["canvas_id"], user_ids=[place.ann])
    await client.canvases_delete(canvas_id=alone["canvas_id"])
    await refused(client.canvases_edit(canvas_id=alone["canvas_id"], changes=[change]), "canvas_not_found")
