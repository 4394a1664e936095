"""assistant.threads.*: around a talk in the pane, and nowhere else."""


async def test_a_talk_in_the_pane_has_a_status_a_title_and_prompts(client, place, server):
    pane = server.acts.open_assistant(place.ann, place.app.app_id)
    where = {"channel_id": pane.channel_id, "thread_ts": pane.thread_ts}
    await client.assistant_threads_setStatus(**where, status="is thinking")
    await client.assistant_threads_setTitle(**where, title="Checkout")
    prompts = [{"title": "Why?", "message": "why is it down?"}]
    await client.assistant_threads_setSuggestedPrompts(**where, prompts=prompts)
    assert (pane.status, pane.title, pane.prompts) == ("is thinking", "Checkout", prompts)


async def test_elsewhere_there_is_no_such_thread(client, channel, refused):
    call = client.assistant_threads_setStatus(channel_id=channel, thread_ts="1773480413.000100", status="x")
    await refused(call, "invalid_thread_ts")
