import aiohttp


async def test_a_file_is_uploaded_shared_read_and_deleted(client, place, channel, refused):
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


async def test_an_upload_needs_content_and_a_channel_to_be_in(client, place, channel, refused):
    begun = await client.files_getUploadURLExternal(filename="x.txt", length=3)
    await refused(client.files_completeUploadExternal(files=[{"id": begun["file_id"]}]), "file_not_found")
    other = place.workspace.membership.create(place.ann, "other").id
    files = [{"id": begun["file_id"]}]
    await refused(client.files_completeUploadExternal(files=files, channel_id=other), "not_in_channel")
