async def test_groups(client, place, refused):
    group = place.workspace.usergroups.add("sre", users=(place.ann,))
    [listed] = (await client.usergroups_list(include_users=True))["usergroups"]
    assert (listed["handle"], listed["users"]) == ("sre", [place.ann])
    assert (await client.usergroups_users_list(usergroup=group.id))["users"] == [place.ann]
    await refused(client.usergroups_users_list(usergroup="S404"), "no_such_subteam")
