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
