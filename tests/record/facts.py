"""Facts of chat to record, and what can be said about a record and the database that holds it."""

from sqlalchemy import select

from app.domain.chat import ChatMessage
from app.domain.entry import Author, Voice
from app.record import drafts, entries, incidents
from app.record.chain import faults
from app.record.declaring import Declaration, declare
from app.store.tables import metadata

CARD_EVERY_S = 5.0
CHANNEL = "C0001"
ADA, BEN = "U0ADA", "U0BEN"
URL = "https://example.slack.com/"


class Facts:
    """Drafts of what happens in a channel, with times given as seconds after a fixed start."""

    def __init__(self, channel=CHANNEL):
        self.channel = channel

    def ts(self, second):
        return f"{1_700_000_000 + int(second)}.{int(second * 1_000_000) % 1_000_000:06d}"

    def message(self, second, text, *, author=ADA, name="", thread=None, files=(), voice=Voice.PERSON):
        return drafts.of_message(
            ChatMessage(
                channel=self.channel,
                ts=self.ts(second),
                author=Author(voice, author, name),
                text=text,
                thread_ts="" if thread is None else self.ts(thread),
                reactions={},
                files=tuple(files),
                extra={},
            ),
            URL,
        )[0]

    def edit(self, second, at, text, *, author=ADA):
        message = ChatMessage(
            channel=self.channel,
            ts=self.ts(second),
            author=Author(Voice.PERSON, author),
            text=text,
            edited_ts=self.ts(at),
            edited_by=author,
            reactions={},
            extra={},
        )
        return drafts.of_edit(message, URL)[0]

    def deletion(self, second, at):
        by = Author(Voice.MACHINE, "slack")
        return drafts.of_deletion(self.channel, self.ts(second), drafts.when(self.ts(at)), by, URL)

    def reaction(self, second, at, name, *, user=BEN, added=True):
        sign = "+" if added else "-"
        return drafts.of_reaction(
            self.channel,
            self.ts(second),
            user,
            name,
            added=added,
            at=drafts.when(self.ts(at)),
            change=f"{sign}{self.ts(at)}",
            workspace_url=URL,
        )

    def pin(self, second, at, *, user=BEN, added=True):
        sign = "+" if added else "-"
        return drafts.of_pin(
            self.channel,
            self.ts(second),
            user,
            added=added,
            at=drafts.when(self.ts(at)),
            change=f"{sign}{self.ts(at)}",
            workspace_url=URL,
        )


async def declared(database, now, *, key="a test", channel=CHANNEL, title="Checkout is down", **more):
    async with database.transaction() as tx:
        what = Declaration(key=key, title=title, person=ADA, channel=channel, channel_name=f"inc-{channel}", **more)
        return await declare(tx, what, now, CARD_EVERY_S)


async def record_of(database, incident):
    """The entries, checked: numbered without a gap, the chain verifies up to the head."""
    async with database.reading() as connection:
        recorded = await entries.all_entries(connection, incident.id)
        head = await incidents.head(connection, incident.id)
    assert [entry.seq for entry in recorded] == list(range(1, len(recorded) + 1))
    assert faults(recorded, head) == []
    return recorded


async def dump(database):
    """Everything in every table, as one text."""
    async with database.reading() as connection:
        tables = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    return "\n".join(repr(tuple(row)) for rows in tables for row in rows)
