"""What others wrote, shown in an answer of ours: quoted, without links of its own."""

from collections.abc import Iterator, Sequence

from app.context.around.telling import linked
from app.context.similar.past import Quote
from app.context.texts.excerpts import without_addresses
from app.domain.markup import escape, web_address
from app.domain.speech.plain import one_line
from app.record.timeline import shortened

_QUOTED_CHARS = 200
_INNER = str.maketrans("“”", "‘’")


def quoted(quote: Quote) -> str:
    """In quotation marks, with a link to where it stands."""
    text = without_addresses(quote.text).translate(_INNER)
    text = escape(shortened(one_line(text), _QUOTED_CHARS))
    return f"“{text}” {linked('source', quote.url)}" if web_address(quote.url) else f"“{text}”"


def could_not(sentences: Sequence[str]) -> Iterator[str]:
    """A line that says what could not be looked at, if anything."""
    if sentences:
        yield f"_Could not look: {escape('; '.join(sentences))}._"
