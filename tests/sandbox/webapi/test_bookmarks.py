async def test_bookmarks(client, channel, refused):
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
