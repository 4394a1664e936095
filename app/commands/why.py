"""`/inc why`: how a brief came to be, and why it is not by the model that was to write it."""

from collections.abc import Sequence
from typing import Annotated

from app.commands.ask import ask
from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.values import Key, Text
from app.domain.brief import BriefKind, Document
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.model import Attempt, Trace
from app.domain.post import Body, Post, SentPost
from app.domain.speech.plain import one_line, plain
from app.policy.budget import dollars
from app.record import posts, traces
from app.record.timeline import shortened

_CARD = "card"
_RULES = "rules"
_MOST_SHOWN = 5
_DROPPED_CHARS = 200
_OUTCOME_CHARS = 120


@command(where=Where.ANYWHERE, reads=True)
async def why(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    text: Annotated[Text | None, "Which brief: catchup, summary, …"] = None,
) -> Reply:
    """Tell how a brief came to be: who wrote it, from what, and what was left out.

    Of the newest one that you can see, or the newest of a kind. In a brief's thread it is about that one. A whole
    question that begins with "why" is answered from the record.
    > why
    > why catchup
    > why INC-3 postmortem
    """
    words = (text or "").split()
    if len(words) > 1:
        return await ask.run(call, key=key, text=Text(f"why {text}"))
    wanted = words[0].strip("?!.,") if words else ""
    incident, candidates = await _candidates(call, key, wanted)
    chosen = _chosen(candidates, wanted)
    if chosen is None and wanted and not _names_a_brief(wanted):
        return await ask.run(call, key=key, text=Text(f"why {text}"))
    if chosen is None or chosen.body.document is None:
        kind = f"{escape(wanted)} " if wanted in set(BriefKind) else ""
        raise UserError(f"There is no {kind}brief of {incident.key} that you can see. Ask for one first.")
    trace = await _trace(call, chosen.body.document)
    return Reply(
        body=Body(text=told(incident, chosen.body.document, trace)),
        keep=True,
        secret=bool(chosen.reader) or call.is_told_elsewhere(incident),
        brief="why",
        about=incident,
    )


async def _candidates(call: Call, key: Key | None, wanted: str) -> tuple[Incident, list[Post]]:
    """The incident meant, and its briefs that were given to everybody or to whoever asks."""
    async with call.desk.reader.looking() as connection:
        named = await posts.load(connection, wanted) if ":" in wanted else None
    if named and named[0].post.incident_id is not None:
        incident = await call.desk.reader.incident_by_id(named[0].post.incident_id)
        if not await call.may_see(incident):
            raise UserError("There is no such brief that you can see.")
    else:
        incident = await call.incident_called(key)
    async with call.desk.reader.looking() as connection:
        said: Sequence[SentPost] = await posts.of_incident(connection, incident.id)
    mine = [one for one in said if one.post.body.document and one.post.reader in {"", call.person}]
    places = {call.thread_ts, call.message.partition("/")[2]} - {""}
    here = [one.post for one in mine if places & {one.ts, one.post.thread_ts}]
    return incident, [one.post for one in mine] if wanted or not here else here


def _chosen(candidates: Sequence[Post], wanted: str) -> Post | None:
    """The newest that is meant; the live card only where there is nothing else."""
    meant = [one for one in candidates if not wanted or wanted.casefold().replace("-", "") in _names_of(one)]
    meant = meant or [one for one in candidates if wanted in {one.key, one.body.document and one.body.document.trace}]
    return max(meant, key=_newness, default=None)


def _newness(post: Post) -> tuple[bool, float, str]:
    document = post.body.document
    return post.brief != _CARD, document.written_at.timestamp() if document else 0.0, post.key


def _names_of(post: Post) -> set[str]:
    return {post.brief, post.body.document.kind.value if post.body.document else ""}


def _names_a_brief(word: str) -> bool:
    """Whether the word could only mean a brief: a kind, a delivery key, the id of a trace."""
    is_trace = len(word) >= 16 and all(one in "0123456789abcdef" for one in word)
    return word.casefold().replace("-", "") in {*BriefKind, _CARD} or ":" in word or is_trace


async def _trace(call: Call, document: Document) -> Trace | None:
    if not document.trace:
        return None
    async with call.desk.reader.looking() as connection:
        return await traces.load(connection, document.trace)


def told(incident: Incident, document: Document, trace: Trace | None) -> str:
    """The answer, in Slack's markup."""
    title = f"*How this {document.kind.value} of {incident.key} came to be* ({document.written_at:%H:%M} UTC)"
    return "\n".join([title, _writer(document, trace), _sources(document, trace), *(_details(trace) if trace else [])])


def _writer(document: Document, trace: Trace | None) -> str:
    if document.written_by == _RULES:
        because = (
            f" The model did not: {escape(shortened(one_line(document.remark), _OUTCOME_CHARS))}."
            if document.remark
            else ""
        )
        return f"Written by rules.{because or ('' if trace else ' No model was asked to.')}"
    shares = f": {_count(trace.kept, 'statement')} by it, {trace.filled} by rules" if trace else ""
    before = f" (before it: {escape(shortened(one_line(document.remark), _OUTCOME_CHARS))})" if document.remark else ""
    return f"Written by `{_inert(document.written_by)}`{shares}{before}."


def _sources(document: Document, trace: Trace | None) -> str:
    """What it was written from: what the model was shown, else what is cited."""
    cited = sorted({number for one in document.statements for number in one.citations})
    shown = sorted(trace.entries) if trace else []
    known = f"It knows the record up to entry {document.entries_read}"
    seen = f"The model was shown {_count(len(shown), 'entry')}{_span(shown)}; " if shown else ""
    return f"{known}. {seen}{'it' if seen else 'It'} cites {_count(len(cited), 'entry')}{_span(cited)}."


def _details(trace: Trace) -> list[str]:
    lines = [f"• {_attempt(one)}" for one in trace.attempts[:_MOST_SHOWN]]
    if len(trace.attempts) > _MOST_SHOWN:
        lines.append(f"• …and {len(trace.attempts) - _MOST_SHOWN} more calls")
    found = [f"{escape(rule)} {count}" for rule, count in sorted(trace.findings.items())]
    lines.append(f"Checks found: {' · '.join(found)}" if found else "Checks found nothing wrong.")
    if trace.dropped:
        lines.append(f"Left out ({len(trace.dropped)}), for the record did not bear it out:")
        lines += [f"• `{_inert(one)}`" for one in trace.dropped[:_MOST_SHOWN]]
    if len(trace.dropped) > _MOST_SHOWN:
        lines.append(f"• …and {len(trace.dropped) - _MOST_SHOWN} more")
    return [*lines, *([f"Prompt `{_inert(trace.prompt_version)}`"] if trace.prompt_version else [])]


def _attempt(attempt: Attempt) -> str:
    tokens = f" · {attempt.input_tokens:,} → {attempt.output_tokens:,} tokens" if attempt.input_tokens else ""
    cost = f" · {dollars(attempt.cost_usd)}" if attempt.cost_usd else ""
    return f"`{_inert(attempt.model)}` {escape(shortened(one_line(attempt.outcome), _OUTCOME_CHARS))}{tokens} · {attempt.duration_s:.1f} s{cost}"


def _inert(text: str) -> str:
    """A text that stands in code: nothing in it is a mention, a link or markup."""
    return escape(shortened(one_line(plain(text.replace("`", "'"), {}, {})), _DROPPED_CHARS))


def _count(number: int, what: str) -> str:
    return (
        f"{number:,} {what}"
        if number == 1
        else f"{number:,} {what.removesuffix('y')}{'ies' if what[-1] == 'y' else 's'}"
    )


def _span(numbers: Sequence[int]) -> str:
    return f" ({numbers[0]}–{numbers[-1]})" if len(numbers) > 1 else f" ({numbers[0]})" if numbers else ""
