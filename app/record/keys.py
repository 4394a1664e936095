"""The keys that name facts of a chat channel once and for all, however often and in whatever order they reach us."""

from app.domain.entry import Draft
from app.domain.json import text_of

SEEN = "+seen"
"""The change in the key of a reaction or pin that backfill found, when nobody knows when it was added."""


def message_key(channel: str, ts: str) -> str:
    return f"m:{channel}/{ts}"


def edit_key(message: str, edited_ts: str) -> str:
    return f"e:{message}/{edited_ts}"


def deletion_key(message: str) -> str:
    return f"d:{message}"


def masking_key(entry: str, content_digest: str) -> str:
    """`content_digest` is that of the content which is masked, so that doing it again changes nothing."""
    return f"x:{entry}/{content_digest[:16]}"


def reaction_key(message: str, user: str, name: str, change: str) -> str:
    """`change` is `+` or `-` and the event's timestamp, or `+seen` for what backfill found."""
    return f"r:{message}/{user}/{name}/{change}"


def pin_key(message: str, change: str) -> str:
    return f"p:{message}/{change}"


def seen_key(draft: Draft) -> str:
    """The key that backfill would have given to the same reaction or pin."""
    if draft.key.startswith("p:"):
        return pin_key(draft.about, SEEN)
    return reaction_key(draft.about, text_of(draft.details.get("user")), text_of(draft.details.get("name")), SEEN)
