"""What an open page is told, as it happens."""

HISTORY = "/sandbox/history"


async def test_what_is_said_edited_reacted_to_and_deleted_is_told(stream, do, place):
    async with stream(place.bob) as told:
        ts = (await do("say", channel=place.general, text="hello"))["ts"]
        change = await told.next("message")
        assert (change["ts"], change["message"]["text"], change["fresh"]) == (ts, "hello", True)
        await do("edit", channel=place.general, ts=ts, text="hello all")
        change = await told.next("message")
        assert (change["message"]["text"], change["fresh"]) == ("hello all", False)
        assert "edited" in change["message"]
        await do("react", channel=place.general, ts=ts, name="eyes")
        change = await told.next("message")
        assert change["message"]["reactions"] == [{"name": "eyes", "users": [place.ann], "count": 1}]
        await do("unreact", channel=place.general, ts=ts, name="eyes")
        assert "reactions" not in (await told.next("message"))["message"]
        await do("delete", channel=place.general, ts=ts)
        assert (await told.next("message"))["message"] is None


async def test_a_reply_also_changes_its_parent(stream, do, place):
    parent = (await do("say", channel=place.general, text="?"))["ts"]
    async with stream() as told:
        reply = (await do("say", channel=place.general, text="!", thread_ts=parent))["ts"]
        assert (await told.next("message"))["ts"] == reply
        assert (await told.next("message"))["message"]["reply_count"] == 1


async def test_a_burst_is_told_once_each(stream, server, place):
    ts = server.acts.say(place.ann, place.general, "0")
    async with stream() as told:
        for number in range(50):
            server.acts.edit(place.ann, place.general, ts, str(number))
        assert (await told.next("message"))["message"]["text"] == "49"
        assert told.waiting == []


async def test_channels_are_told_as_they_change(stream, do, place):
    async with stream(place.bob) as told:
        made = (await do("create_channel", name="secret", private=True))["channel"]
        assert (await told.next("channel"))["channel"] is None
        await do("invite", channel=made, user=place.bob)
        change = await told.next("channel")
        assert change["channel"]["kind"] == "group"
        await do("set_topic", channel=made, topic="who knows what")
        assert (await told.next("channel"))["channel"]["topic"] == "who knows what"
        await do("leave", person=place.bob, channel=made)
        assert (await told.next("channel"))["channel"] is None


async def test_what_one_person_alone_sees(stream, read, client, place):
    place.add_bot(place.general)
    async with stream(place.ann) as ann, stream(place.bob) as bob:
        await client.chat_postEphemeral(channel=place.general, user=place.ann, text="between us")
        await client.chat_postMessage(channel=place.general, text="for all")
        assert (await ann.next("ephemeral"))["message"]["text"] == "between us"
        assert (await bob.next("message"))["message"]["text"] == "for all"
        assert "ephemeral" not in {change["type"] for change in bob.waiting}
    [kept] = (await read(HISTORY, channel=place.general))["private"]
    assert kept["is_ephemeral"] is True
    assert (await read(HISTORY, person=place.bob, channel=place.general))["private"] == []
