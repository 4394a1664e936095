async def test_reactions_and_pins(client, channel, refused):
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
