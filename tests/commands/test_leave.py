async def test_it_stops_recording_says_so_and_then_leaves(inc):
    heard = await inc("leave")
    assert not (await inc.now()).recording
    assert "I record nothing more here" in heard.line
    assert [kind for kind, _ in heard.jobs if kind in {"deliver", "leave"}] == ["deliver", "leave"]
    async with inc.database.reading() as connection:
        lanes = (
            (await connection.exec_driver_sql("select lane from jobs where kind in ('deliver', 'leave')"))
            .scalars()
            .all()
        )
    assert set(lanes) == {"post:C1"}  # so the line is said before the bot is gone


async def test_in_a_linked_channel_only_that_is_left(inc):
    await inc.linked("C9")
    heard = await inc("leave", channel="C9")
    assert heard.answer == "I do not record this channel for INC-1 any more."
    assert heard.entry.details == {"unlinked": "C9"}
    assert "C9" not in await inc.reader.channels_of(inc.incident)
    assert (await inc.now()).recording
