import pytest
from slack_sdk.errors import SlackApiError


async def test_the_life_of_a_channel(client, place, refused):
    channel = (await client.conversations_create(name="inc-1"))["channel"]
    where = {"channel": channel["id"]}
    await refused(client.conversations_create(name="inc-1"), "name_taken")
    invited = await client.conversations_invite(**where, users=[place.ann, place.bob])
    assert invited["channel"]["id"] == channel["id"]
    await refused(client.conversations_invite(**where, users=place.ann), "already_in_channel")
    members = await client.conversations_members(**where)
    assert members["members"] == [place.app.bot_user_id, place.ann, place.bob]
    await client.conversations_setTopic(**where, topic="sev2")
    await client.conversations_setPurpose(**where, purpose="checkout")
    await client.conversations_rename(**where, name="inc-1-checkout")
    info = (await client.conversations_info(**where, include_num_members=True))["channel"]
    assert (info["name"], info["previous_names"]) == ("inc-1-checkout", ["inc-1"])
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("sev2", "checkout")
    assert (info["is_member"], info["num_members"]) == (True, 3)
    await client.conversations_kick(**where, user=place.bob)
    await client.conversations_archive(**where)
    await refused(client.conversations_setTopic(**where, topic="x"), "is_archived")
    await client.conversations_unarchive(**where)
    await client.conversations_leave(**where)
    assert (await client.conversations_leave(**where))["not_in_channel"]


async def test_lists_are_paged_and_chosen(client, place, refused):
    for number in range(5):
        place.workspace.membership.create(place.ann, f"room-{number}")
    hidden = place.workspace.membership.create(place.ann, "hidden", private=True)
    place.workspace.membership.archive(place.workspace.channels.named("room-0"), place.ann)
    names, cursor = [], ""
    while True:
        page = await client.conversations_list(limit=2, cursor=cursor, exclude_archived=True)
        names += [channel["name"] for channel in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["general", "room-1", "room-2", "room-3", "room-4"]
    assert (await client.conversations_list(types="private_channel"))["channels"] == []
    place.add_bot(hidden.id)
    private = await client.conversations_list(types="private_channel,im")
    assert [channel["name"] for channel in private["channels"]] == ["hidden"]
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert [channel["name"] for channel in mine["channels"]] == ["hidden"]
    await refused(client.conversations_list(types="public"), "invalid_types")
    await refused(client.conversations_list(cursor="bm9wZQ=="), "invalid_cursor")


async def test_joining(client, place, refused):
    joined = await client.conversations_join(channel=place.general)
    assert joined["channel"]["is_member"]
    again = await client.conversations_join(channel=place.general)
    assert again["warning"] == "already_in_channel"
    hidden = place.workspace.membership.create(place.ann, "hidden", private=True)
    await refused(client.conversations_join(channel=hidden.id), "channel_not_found")
    await refused(client.conversations_info(channel=hidden.id), "channel_not_found")


async def test_direct_messages(client, place, refused):
    opened = await client.conversations_open(users=place.ann)
    again = await client.conversations_open(users=[place.ann], return_im=True)
    assert again["already_open"]
    assert again["channel"]["id"] == opened["channel"]["id"]
    assert again["channel"]["user"] == place.ann
    group = await client.conversations_open(users=[place.ann, place.bob])
    info = await client.conversations_info(channel=group["channel"]["id"])
    assert info["channel"]["is_mpim"]
    await refused(client.conversations_open(users="U404"), "user_not_found")
    await refused(
        client.conversations_archive(channel=opened["channel"]["id"]), "method_not_supported_for_channel_type"
    )
    await client.conversations_close(channel=opened["channel"]["id"])


async def test_some_of_the_invited(client, place):
    channel = (await client.conversations_create(name="inc-1"))["channel"]["id"]
    with pytest.raises(SlackApiError) as refusal:
        await client.conversations_invite(channel=channel, users=[place.ann, "U404"])
    assert refusal.value.response["errors"] == [{"user": "U404", "ok": False, "error": "user_not_found"}]
    await client.conversations_invite(channel=channel, users=["U404", place.bob], force=True)
