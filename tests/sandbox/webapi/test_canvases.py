from app.sandbox.acts import Acts


async def test_canvases(client, channel, place, refused):
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


async def test_a_canvas_is_a_file_that_says_who_wrote_in_it(client, channel, place):
    text = {"type": "markdown", "markdown": "# What"}
    made = await client.conversations_canvases_create(channel_id=channel, document_content=text, title="Review")
    file = (await client.files_info(file=made["canvas_id"]))["file"]
    assert (file["editors"], file["last_editor"]) == ([place.app.bot_user_id], place.app.bot_user_id)
    Acts(place.workspace).edit_canvas(place.ann, channel, "# Why")
    file = (await client.files_info(file=made["canvas_id"]))["file"]
    assert (file["editors"], file["last_editor"]) == ([place.app.bot_user_id, place.ann], place.ann)
    assert place.workspace.canvases.known(made["canvas_id"]).markdown == "# Why"
