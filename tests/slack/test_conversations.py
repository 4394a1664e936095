import pytest

from app.domain.errors import UserError
from app.ports import NameTaken
from tests.slack.conftest import ANA, BEN, Rig


async def test_a_channel_from_opening_to_leaving(rig: Rig) -> None:
    opened = await rig.chat.open_channel("inc-1", private=False)
    assert opened.created_by == rig.chat.me.user
    with pytest.raises(NameTaken):
        await rig.chat.open_channel("inc-1", private=False)
    await rig.chat.invite(opened.id, [ANA, BEN, rig.chat.me.user])
    await rig.chat.invite(opened.id, [ANA])
    assert {ANA, BEN} < set(await rig.chat.members(opened.id))
    await rig.chat.set_topic(opened.id, "x" * 300)
    assert len(rig.server.workspace.channels[opened.id].topic.value) <= 250
    await rig.chat.bookmark(opened.id, "Runbook", "https://example.org/")
    await rig.chat.bookmark(opened.id, "Runbook", "https://example.org/")
    listed = await rig.chat.web.call("bookmarks.list", channel_id=opened.id)
    assert len(listed["bookmarks"]) == 1
    assert opened.id in {one.id for one in await rig.chat.channels()}
    await rig.chat.leave(opened.id)
    await rig.chat.leave(opened.id)
    assert not (await rig.chat.channel(opened.id)).is_member
    await rig.chat.join(opened.id)


async def test_one_who_cannot_be_invited_does_not_keep_out_the_others(rig: Rig) -> None:
    opened = await rig.chat.open_channel("inc-2", private=False)
    await rig.chat.invite(opened.id, [ANA])
    await rig.chat.invite(opened.id, [ANA, "U0NOBODY", BEN])
    assert {ANA, BEN} < set(await rig.chat.members(opened.id))


async def test_pages_of_history_and_threads(rig: Rig, channel: str) -> None:
    said = [rig.acts.say(ANA, channel, f"message {number}") for number in range(450)]
    replies = [rig.acts.say(BEN, channel, f"reply {number}", thread_ts=said[0]) for number in range(230)]
    found, cursor = [], ""
    while True:
        page = await rig.chat.history(channel, oldest=said[9], latest=said[-2], cursor=cursor)
        found += [one.ts for one in page.messages]
        if not (cursor := page.cursor):
            break
    assert found == said[10:-1][::-1]
    thread, cursor = [], ""
    while True:
        page = await rig.chat.replies(channel, said[0], cursor=cursor)
        thread += [one.ts for one in page.messages]
        if not (cursor := page.cursor):
            break
    assert list(dict.fromkeys(thread)) == [said[0], *replies]


async def test_a_channel_that_cannot_be_written_to_is_said_in_a_sentence(rig: Rig, channel: str) -> None:
    rig.acts.archive(ANA, channel)
    with pytest.raises(UserError, match="archived"):
        await rig.chat.set_topic(channel, "x")
    with pytest.raises(UserError, match="invite"):
        await rig.chat.channel("C0NOWHERE")
