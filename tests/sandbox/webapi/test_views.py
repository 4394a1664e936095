async def test_views(client, place, refused):
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
