"""Who has to do with a service: its owner by the catalog, and who is on call for it, recognised in chat."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.context.around import composing
from app.context.around.asking import on_call_questions
from app.context.around.gathering import gather
from app.context.around.view import Duty, Responsible
from app.context.surroundings import Surroundings
from app.domain.errors import Unavailable, UserError
from app.domain.service import Catalog, OnCall, Service
from app.ports import Chat
from app.record import people


async def who(
    around: Surroundings, names: Sequence[str], catalog: Catalog
) -> tuple[tuple[Responsible, ...], tuple[str, ...]]:
    """For each of these services; and what could not be looked at, a sentence each. Ends within the time of a look."""
    known = [catalog.find(name) or Service(name=name) for name in names]
    looks = await gather(on_call_questions(around, known), enough_s=around.limit_s / 2, limit_s=around.limit_s / 2)
    on_call = [item for look in looks for item in look.items if isinstance(item, OnCall)]
    troubles = [f"{look.system}: {look.trouble}" for look in looks if look.trouble]
    troubles += [f"{look.system}: no answer yet" for look in looks if look.is_late]
    duties = await recognised(around, on_call)
    return composing.responsible(names, catalog, duties), tuple(troubles)


async def recognised(around: Surroundings, on_call: Sequence[OnCall]) -> list[Duty]:
    """Who is on call, with their id in chat where exactly one person has that name, or the handle of that address."""
    titles = around.titles
    duties = [composing.duty(one, titles) for one in on_call]
    async with around.database.reading() as connection:
        for place, one in enumerate(duties):
            for name in filter(None, (one.person, one.contact.partition("@")[0])):
                met = await people.find(connection, name)
                if met and not met.is_bot:
                    duties[place] = replace(one, user=met.id)
                    break
    return duties


async def members(chat: Chat, channel: str, people: Sequence[Responsible]) -> Collection[str]:
    """Who is in the channel already; nobody where chat does not say, or nobody who could be invited is known."""
    if not any(duty.user for one in people for duty in one.on_call):
        return ()
    try:
        return frozenset(await chat.members(channel))
    except (UserError, Unavailable):
        return ()
