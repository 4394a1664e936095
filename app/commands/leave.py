"""`/inc leave`: stop recording."""

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import announced
from app.domain.entry import Kind
from app.domain.post import Body
from app.record.consequences import LEAVE


@command(synonyms=("go away", "stop recording"))
async def leave(call: Call) -> Reply:
    """Stop recording and leave the channel.

    What is recorded stays. `adopt` brings me back, and I read in what was said meanwhile. In a channel that was added
    with `link`, only that channel is recorded no more.
    > leave
    """
    incident = call.incident
    if call.channel != incident.channel and call.channel in await call.desk.reader.channels_of(incident):
        unlinked = call.draft(Kind.SETTING, f"#{call.channel_name} is recorded no more", unlinked=call.channel)
        said = Body(text=f"I do not record this channel for {incident.key} any more.")
        return Reply(body=said, drafts=(unlinked,), unlink=call.channel)
    draft = call.draft(Kind.SETTING, "Recording stopped", recording=False)
    line = f":black_square_for_stop: {await call.name(call.person)} sent me out: I record nothing more here. "
    reply = announced(call, draft, line + f"`{call.desk.command} adopt` brings me back.")
    # In the lane of the channel's posts, so that the line above is said before the bot is gone.
    gone = call.job(LEAVE, incident, f"post:{incident.channel}")
    return Reply(drafts=reply.drafts, posts=reply.posts, jobs=(gone,))
