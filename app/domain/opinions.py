"""The buttons under every brief by which readers say what they think of it, and ask how it came to be."""

from dataclasses import replace

from app.domain.brief import BriefKind
from app.domain.post import Body, Button, Post

_JUDGED = frozenset(kind.value for kind in BriefKind)


def is_judged(post: Post) -> bool:
    """Whether it is a brief: opinions are about those only."""
    return post.body.document is not None and post.brief in _JUDGED


def with_opinions(post: Post) -> Body:
    """The body of a brief with its buttons; that of anything else as it is."""
    if not is_judged(post):
        return post.body
    buttons = (
        Button("👍", "call", f"feedback up {post.key}"),
        Button("👎", "call", f"feedback down {post.key}"),
        Button("Fix", "form", f"fix {post.key}"),
        Button("Why", "call", f"why {post.key}"),
    )
    return replace(post.body, buttons=(*post.body.buttons, *buttons))
