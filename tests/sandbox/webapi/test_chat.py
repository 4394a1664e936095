from app.sandbox.posting import Content

KEY = {"event_type": "delivery", "event_payload": {"key": "k1"}}


async def test_a_post_can_be_found_again_by_its_metadata(client, channel, place):
    posted = await client.chat_postMessage(channel=channel, text="a < b & <@U1>", metadata=KEY)
    message = posted["message"]
    assert message["text"] == "a &lt; b &amp; <@U1>"
    assert (message["bot_id"], message["app_id"]) == (place.app.bot_id, place.app.app_id)
    history = await client.conversations_history(channel=channel, include_all_metadata=True, limit=1)
    assert history["messages"][0]["metadata"] == KEY
    plain = await client.conversations_history(channel=channel, limit=1)
    assert "metadata" not in plain["messages"][0]


async def test_update_and_delete(client, channel, place, refused):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "one"}}]
    ts = (await client.chat_postMessage(channel=channel, text="one", blocks=blocks))["ts"]
    updated = await client.chat_update(channel=channel, ts=ts, text="two")
    assert (updated["ts"], updated["text"]) == (ts, "two")
    assert "blocks" not in updated["message"]
    await client.chat_delete(channel=channel, ts=ts)
    await refused(client.chat_update(channel=channel, ts=ts, text="three"), "message_not_found")
    said = place.workspace.posting.say
    theirs = said(place.workspace.channels[channel], place.ann, Content(text="mine")).ts
    await refused(client.chat_update(channel=channel, ts=theirs, text="no"), "cant_update_message")
    await refused(client.chat_delete(channel=channel, ts=theirs), "cant_delete_message")


async def test_where_a_bot_cannot_post(client, place, refused):
    await refused(client.chat_postMessage(channel="C404", text="x"), "channel_not_found")
    await refused(client.chat_postMessage(channel=place.general, text="x"), "not_in_channel")
    private = place.workspace.membership.create(place.ann, "private", private=True)
    await refused(client.chat_postMessage(channel=private.id, text="x"), "channel_not_found")
    place.add_bot(private.id)
    place.workspace.membership.archive(private, place.ann)
    await refused(client.chat_postMessage(channel=private.id, text="x"), "is_archived")


async def test_what_a_bot_cannot_post(client, channel, refused):
    await refused(client.api_call("chat.postMessage", json={"channel": channel}), "no_text")
    both = {"channel": channel, "text": "x", "markdown_text": "y"}
    await refused(client.api_call("chat.postMessage", json=both), "markdown_text_conflict")
    await refused(client.chat_postMessage(channel=channel, text="x", thread_ts="5.000001"), "thread_not_found")
    await refused(client.chat_postMessage(channel=channel, text="x", metadata={"a": 1}), "invalid_metadata_format")


async def test_by_name_to_a_person_and_in_a_thread(client, channel, place):
    first = await client.chat_postMessage(channel="#general", text="x")
    assert first["channel"] == channel
    reply = await client.chat_postMessage(channel=channel, text="y", thread_ts=first["ts"], reply_broadcast=True)
    assert reply["message"]["thread_ts"] == first["ts"]
    direct = await client.chat_postMessage(channel=place.ann, text="psst")
    assert place.workspace.channels[direct["channel"]].kind == "im"


async def test_an_ephemeral_message_is_for_one_who_is_there(client, channel, place, refused):
    sent = await client.chat_postEphemeral(channel=channel, user=place.ann, text="only you")
    assert place.workspace.posting.ephemeral[sent["message_ts"]].only_for == place.ann
    await refused(client.chat_postEphemeral(channel=channel, user="U404", text="x"), "user_not_in_channel")
    history = await client.conversations_history(channel=channel)
    assert "only you" not in str(history["messages"])


async def test_permalinks(client, channel, server, refused):
    first = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    reply = (await client.chat_postMessage(channel=channel, text="y", thread_ts=first))["ts"]
    link = await client.chat_getPermalink(channel=channel, message_ts=first)
    assert link["permalink"] == f"{server.base_url}/archives/{channel}/p{first.replace('.', '')}"
    link = await client.chat_getPermalink(channel=channel, message_ts=reply)
    assert link["permalink"].endswith(f"?thread_ts={first}&cid={channel}")
    await refused(client.chat_getPermalink(channel=channel, message_ts="5.000001"), "message_not_found")


async def test_the_other_ways_to_say_something(client, channel):
    markdown = await client.api_call("chat.postMessage", json={"channel": channel, "markdown_text": "**x**"})
    assert markdown["message"]["blocks"][0]["type"] == "markdown"
    me = await client.chat_meMessage(channel=channel, text="waves")
    history = await client.conversations_history(channel=channel, latest=me["ts"], inclusive=True, limit=1)
    assert history["messages"][0]["subtype"] == "me_message"
    red = {"channel": channel, "attachments": [{"text": "red", "color": "#f00"}]}
    attached = await client.api_call("chat.postMessage", json=red)
    assert attached["message"]["attachments"] == [{"id": 1, "text": "red", "color": "#f00", "fallback": "red"}]


async def test_what_is_too_long_is_cut_in_a_post_and_refused_elsewhere(client, channel, place, refused):
    posted = await client.chat_postMessage(channel=channel, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    await refused(client.chat_update(channel=channel, ts=posted["ts"], text="x" * 40_001), "msg_too_long")
    await refused(client.chat_postEphemeral(channel=channel, user=place.ann, text="x" * 40_001), "msg_too_long")
    many = {"channel": channel, "text": "x", "attachments": [{"fallback": "x"}] * 101}
    await refused(client.chat_postMessage(**many), "too_many_attachments")
