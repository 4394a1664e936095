"""The grammar of commands: a function's signature says what may be typed, its docstring is the help.

Positional parameters stand in order; one with a default may be left out together with all after it. Keyword-only
parameters with a default may stand in any order before the others, or be left out. Text takes the rest of the line;
after `--` it is taken as it is, even where it looks like something else.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import NoneType
from typing import Annotated, Literal, NoReturn, TypeAlias, get_args, get_origin, get_type_hints

from app.commands.call import Reply
from app.commands.kinds import KINDS, MENTIONED, Mismatch, ValueKind, bare, flag, is_verbatim, one_of
from app.domain.errors import UserError
from app.domain.speech.plain import one_line, plain

SLASH = "/inc"
Run: TypeAlias = Callable[..., Awaitable[Reply]]


class Where(Enum):
    """Where a command works; the value completes the sentence "This works …"."""

    ANYWHERE = "in any channel"
    INCIDENT = "in an incident's channel"
    RECORDED = "in an incident's channel that is being recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """`kind` is status, severity, person, role, key, number, word, since, due, flag or text. `choices` may be empty.

    `prompt` is the label in a form. `loose` ones may stand in any order, or not at all.
    """

    name: str
    kind: str
    required: bool
    choices: tuple[str, ...]
    prompt: str
    loose: bool
    reading: ValueKind = field(repr=False)
    default: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that can be said. `synonyms` maps other words for it to what they put before the rest of the line.

    `summary` is one line of help, `details` the rest of it, `examples` what one could type after the slash command.
    `reads` is true of what changes nothing when it is said alone, `asks` of what asks other systems, which takes long.
    """

    verb: str
    run: Run
    parameters: tuple[Parameter, ...]
    summary: str
    details: str
    examples: tuple[str, ...]
    where: Where
    synonyms: Mapping[str, str]
    reads: bool = False
    asks: bool = False
    hidden: bool = False


def command(
    *,
    where: Where = Where.RECORDED,
    synonyms: Sequence[str] = (),
    shorthands: Mapping[str, str] | None = None,
    reads: bool = False,
    asks: bool = False,
    hidden: bool = False,
) -> Callable[[Run], Command]:
    """Make a Command of a function. Lines of its docstring that start with > are examples."""

    def made(run: Run) -> Command:
        doc = inspect.cleandoc(run.__doc__ or "").splitlines()
        verb = getattr(run, "__name__", "").strip("_")
        return Command(
            verb=verb,
            run=run,
            parameters=_parameters(run),
            summary=doc[0] if doc else "",
            details=" ".join(line for line in doc[1:] if line and not line.startswith(">")),
            examples=tuple(line[1:].strip() for line in doc[1:] if line.startswith(">")) or (verb,),
            where=where,
            synonyms={**dict.fromkeys(synonyms, ""), **(shorthands or {})},
            reads=reads,
            asks=asks,
            hidden=hidden,
        )

    return made


def _parameters(run: Run) -> tuple[Parameter, ...]:
    hints = get_type_hints(run, include_extras=True)
    declared = list(inspect.signature(run).parameters.values())[1:]
    last = declared[-1].name if declared else ""
    return tuple(_parameter(one, hints[one.name], is_last=one.name == last) for one in declared)


def _parameter(declared: inspect.Parameter, hint: object, *, is_last: bool) -> Parameter:
    prompt = ""
    if get_origin(hint) is Annotated:
        hint, prompt = get_args(hint)
    optional = [one for one in get_args(hint) if one is not NoneType] if NoneType in get_args(hint) else [hint]
    required = declared.default is inspect.Parameter.empty
    reading = _reading(optional[0], declared.name)
    if reading.name == "person" and not is_last:
        reading = MENTIONED
    return Parameter(
        name=declared.name,
        kind=reading.name,
        required=required,
        choices=reading.choices,
        prompt=prompt or reading.prompt,
        loose=declared.kind is inspect.Parameter.KEYWORD_ONLY and not required and reading.name != "text",
        reading=reading,
        default=None if required else declared.default,
    )


def _reading(wanted: object, name: str) -> ValueKind:
    if get_origin(wanted) is Literal:
        return one_of(get_args(wanted))
    return flag(name) if wanted is bool else KINDS[wanted]


def parse(command: Command, text: str, slash: str = SLASH) -> dict[str, object]:
    """The arguments in what was typed after the verb. Raises UserError, which says what to type."""
    found: dict[str, object] = {one.name: one.default for one in command.parameters if not one.required}
    rest = text
    if not is_verbatim(rest):
        rest = _take_loose(command, rest, found)
    for one in command.parameters:
        if one.loose or (not one.required and (not rest.strip() or (is_verbatim(rest) and one.kind != "text"))):
            continue
        try:
            found[one.name], rest = one.reading.take(rest)
        except Mismatch as mismatch:
            _refuse(command, f"{mismatch}.", slash)
    if bare(rest):
        _refuse(command, f"I did not understand “{_shown(rest)}”.", slash)
    return found


def _take_loose(command: Command, line: str, found: dict[str, object]) -> str:
    """Read loose parameters from the start of the line, then from the end of its text; returns what is left."""
    waiting = [one for one in command.parameters if one.loose]
    while waiting:
        for one in waiting:
            try:
                found[one.name], line = one.reading.take(line)
            except Mismatch:
                continue
            waiting.remove(one)
            break
        else:
            break
    if is_verbatim(line):
        return line
    for one in waiting:
        taken = one.reading.take_last(line)
        if taken:
            found[one.name], line = taken
    return line


def _refuse(command: Command, sentence: str, slash: str) -> NoReturn:
    example = f", for example `{slash} {command.examples[0]}`" if command.parameters else ""
    raise UserError(f"{sentence} Type `{usage(command, slash)}`{example}.")


def _shown(words: str) -> str:
    shown = one_line(plain(words, {}, {})) or one_line(words)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def usage(command: Command, slash: str = SLASH) -> str:
    """What to type: `/inc status [investigating|…] [TEXT]`. Brackets are around what may be left out."""
    words = [slash, command.verb]
    for one in command.parameters:
        is_named = one.kind in {"text", "word"} and not one.choices
        word = one.name.upper() if is_named else one.reading.example
        words.append(word if one.required else f"[{word}]")
    return " ".join(words)


def spoken(command: Command, values: Mapping[str, str]) -> str:
    """What one would have typed after the slash command to say what was filled in (plain text; empty: left out)."""
    given = [(one, values[one.name]) for one in command.parameters if values.get(one.name, "").strip()]
    words = [(one, one.reading.typed(value)) for one, value in given]
    line = " ".join(typed for _, typed in words if typed)
    if words and words[-1][0].kind == "text":
        one, text = words[-1]
        if not text.strip(" ?!.") or _read_back(command, line, one.name) != text:  # alone, "?" would make it a question
            line = " ".join([*(typed for _, typed in words[:-1] if typed), "--", text])
    return f"{command.verb} {line}".strip()


def _read_back(command: Command, line: str, name: str) -> object:
    try:
        return parse(command, line)[name]
    except UserError:
        return None
