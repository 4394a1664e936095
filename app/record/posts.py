"""What Watchkeeper says, kept: written together with its delivery job, so that it is said once, whatever breaks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, Text, false, or_, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.json import object_of
from app.domain.post import Body, Post, PostState, SentPost
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record import entries, incidents
from app.record.append import append
from app.record.bodies import body_of, to_json, without
from app.record.consequences import DELIVER
from app.redaction.mask import mask_json
from app.store.columns import canonical
from app.store.database import Transaction
from app.store.tables import posts

_KEPT_TEXT_CHARACTERS = 4000


async def say(tx: Transaction, post: Post, now: datetime, card_every_s: float) -> bool:
    """Commit to saying `post`. False if its key was committed to before; then nothing changes."""
    post = replace(post, body=await _still_true(tx, post.incident_id, post.body))
    new = tx.insert(posts).values(_row(post, now)).on_conflict_do_nothing(index_elements=["key"]).returning(posts.c.key)
    if (await tx.execute(new)).one_or_none() is None:
        return False
    if post.record and post.incident_id is not None:
        await append(tx, post.incident_id, [_draft(post, now)], now, card_every_s)
    lane = f"post:{post.channel}:{post.reader}" if post.reader else f"post:{post.channel}"
    job = NewJob(key=f"{DELIVER}:{post.key}", kind=DELIVER, lane=lane, run_at=now, payload={"post": post.key})
    await enqueue(tx, [job])
    return True


async def load(connection: AsyncConnection, key: str) -> tuple[SentPost, datetime] | None:
    """The post and when it was committed to, or None."""
    row = (await connection.execute(select(posts).where(posts.c.key == key))).one_or_none()
    return (_sent(row), row.created_at) if row else None


async def of_incident(connection: AsyncConnection, incident_id: int) -> list[SentPost]:
    """Everything said about an incident, oldest first."""
    query = select(posts).where(posts.c.incident_id == incident_id).order_by(posts.c.created_at, posts.c.key)
    return [_sent(row) for row in await connection.execute(query)]


async def repeating(connection: AsyncConnection, words: Iterable[str], beside: int) -> list[SentPost]:
    """Everything with one of these texts in it that was said about other incidents than `beside`, or about none, oldest first."""
    body = type_coerce(posts.c.body, Text)
    repeats = or_(false(), *(body.contains(canonical(one)[1:-1], autoescape=True) for one in words))
    query = select(posts).where(repeats, or_(posts.c.incident_id.is_(None), posts.c.incident_id != beside))
    return [_sent(row) for row in await connection.execute(query.order_by(posts.c.created_at, posts.c.key))]


async def sent(connection: AsyncConnection, incident_id: int) -> dict[str, tuple[str, str]]:
    """Delivery key → (channel, timestamp) of what everybody can see."""
    query = select(posts.c.key, posts.c.channel, posts.c.ts).where(posts.c.incident_id == incident_id, posts.c.ts != "")
    return {row.key: (row.channel, row.ts) for row in await connection.execute(query)}


async def last_brief_at(
    connection: AsyncConnection, incident_id: int, reader: str, briefs: Sequence[str]
) -> datetime | None:
    """When `reader` was last given one of these briefs."""
    query = select(posts.c.created_at).where(
        posts.c.incident_id == incident_id, posts.c.reader == reader, posts.c.brief.in_(briefs)
    )
    return (await connection.execute(query.order_by(posts.c.created_at.desc()).limit(1))).scalar()


async def last_key(connection: AsyncConnection, incident_id: int, brief: str) -> str:
    """The delivery key of the newest post of this brief, empty if there is none."""
    query = select(posts.c.key).where(posts.c.incident_id == incident_id, posts.c.brief == brief)
    return (await connection.execute(query.order_by(posts.c.created_at.desc()).limit(1))).scalar() or ""


async def mark(tx: Transaction, key: str, state: PostState, ts: str = "") -> None:
    values = {"state": state.value, "ts": ts} if ts else {"state": state.value}
    await tx.execute(update(posts).where(posts.c.key == key).values(values))


async def rewrite(tx: Transaction, key: str, body: Body) -> None:
    """Keep another body for a post; what chat shows is revised separately."""
    await tx.execute(update(posts).where(posts.c.key == key).values(body=mask_json(to_json(body))))


async def _still_true(tx: Transaction, incident_id: int | None, body: Body) -> Body:
    """The body without what was taken back while it was being written, which whoever redoes posts cannot have seen."""
    cited = citations(body)
    if incident_id is None or not cited or body.document is None:
        return body
    await incidents.lock(tx, incident_id)
    gone = await entries.erased_among(tx.connection, incident_id, cited, body.document.written_at)
    return without(body, gone) if gone else body


def post_entry_key(post: Post) -> str:
    return f"s:{post.key}"


def plain(body: Body) -> str:
    """What a body says, as lines of text."""
    said = [body.text] if body.text else []
    if body.document:
        said += [body.document.headline, *(statement.text for statement in body.document.statements)]
    return "\n".join(said)[:_KEPT_TEXT_CHARACTERS]


def citations(body: Body) -> list[int]:
    """The entry numbers that a body rests on."""
    statements = body.document.statements if body.document else ()
    return sorted({number for statement in statements for number in statement.citations})


def _draft(post: Post, now: datetime) -> Draft:
    return Draft(
        key=post_entry_key(post),
        kind=Kind.POST,
        happened_at=now,
        author=Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", post.key),
        text=plain(post.body),
        about=post.about,
        details={"brief": post.brief, "citations": citations(post.body), "post": post.key, "reader": post.reader},
    )


def _row(post: Post, now: datetime) -> dict[str, object]:
    return {
        "key": post.key,
        "incident_id": post.incident_id,
        "channel": post.channel,
        "thread_ts": post.thread_ts,
        "reader": post.reader,
        "reply_to": post.reply_to,
        "brief": post.brief,
        "body": mask_json(to_json(post.body)),
        "created_at": now,
        "ts": "",
        "state": PostState.WAITING.value,
    }


def _sent(row: Row[*tuple[object, ...]]) -> SentPost:
    post = Post(
        key=row.key,
        incident_id=row.incident_id,
        channel=row.channel,
        body=body_of(object_of(row.body)),
        brief=row.brief,
        thread_ts=row.thread_ts,
        reader=row.reader,
        reply_to=row.reply_to,
    )
    return SentPost(post, row.ts, PostState(row.state))
