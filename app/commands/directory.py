"""Finds people by the handle that somebody typed: first among those we have met, then in the whole workspace."""

from app.domain.errors import UserError
from app.ports import Chat
from app.record import people
from app.store.database import Database


class Directory:
    def __init__(self, database: Database, chat: Chat) -> None:
        self._database = database
        self._chat = chat

    async def find(self, handle: str) -> str:
        """The user id. Raises UserError if nobody, or more than one, is called so; Unavailable if chat does not answer."""
        async with self._database.reading() as connection:
            met = await people.find(connection, handle)
        if met is not None:
            return met.id
        wanted = handle.casefold()
        listed = await self._chat.people()
        fits = [one for one in listed if wanted in {one.handle.casefold(), one.name.casefold()} and not one.is_bot]
        if not fits:
            raise UserError(f"I know nobody called “{handle}”. Pick the person from the list that Slack shows after @.")
        if len(fits) > 1:
            raise UserError(f"Several people are called “{handle}”. Pick one from the list that Slack shows after @.")
        return fits[0].id
