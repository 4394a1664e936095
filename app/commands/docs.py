"""Every text that lists the commands, made from them: the help, the manual page, the manifest's hint."""

from collections.abc import Sequence

from app.commands.grammar import SLASH, Command, Where, usage

_GROUPS = (
    (Where.RECORDED, "In an incident's channel"),
    (Where.INCIDENT, "In an incident's channel, also after I have left"),
    (Where.ANYWHERE, "Anywhere"),
)
_HINT_CHARS = 250


def shown(commands: Sequence[Command]) -> list[Command]:
    return [one for one in commands if not one.hidden]


def overview(commands: Sequence[Command], slash: str, *, incident_here: bool) -> str:
    """The help: one line for each command, first those that work here."""
    anywhere = [one for one in shown(commands) if one.where is Where.ANYWHERE]
    here = [one for one in shown(commands) if one.where is not Where.ANYWHERE]
    groups = [("In this channel" if incident_here else "In an incident's channel", here), ("Anywhere", anywhere)]
    ordered = groups if incident_here else groups[::-1]
    parts = ["\n".join([f"*{title}*", *(f"`{one.verb}` {one.summary}" for one in group)]) for title, group in ordered]
    last = f"`{slash} help status` tells more about one. `{slash}` alone opens a menu."
    return "\n".join([*parts, last])


def about(command: Command, slash: str) -> str:
    """The help of one command."""
    examples = [f"`{slash} {example}`" for example in command.examples]
    lines = [f"`{usage(command, slash)}`", f"*{command.summary}*", command.details]
    lines += ["For example", *examples]
    if also := also_as(command):
        lines.append(f"Also: {', '.join(f'`{one}`' for one in also)}")
    if command.where is not Where.ANYWHERE:
        lines.append(f"Works {command.where.value}.")
    return "\n".join(line for line in lines if line)


def also_as(command: Command) -> list[str]:
    """Other words for it, whatever they put into the line."""
    return list(command.synonyms)


def usage_hint(commands: Sequence[Command]) -> str:
    """For the manifest: the verbs, as many as fit."""
    hint = ""
    for one in shown(commands):
        longer = f"{hint} | {one.verb}" if hint else one.verb
        if len(longer) + len(" | …") > _HINT_CHARS:
            return f"{hint} | …"
        hint = longer
    return hint


def description(name: str) -> str:
    """For the manifest: what the slash command is for."""
    return f"{name}: declare an incident, keep its record, catch up"


def page(commands: Sequence[Command]) -> str:
    """`docs/commands.md`."""
    parts = [_INTRODUCTION]
    for where, title in _GROUPS:
        group = [one for one in shown(commands) if one.where is where]
        if group:
            parts += [f"## {title}\n", *(_entry(one) for one in group)]
    return "\n".join(parts)


def _entry(command: Command) -> str:
    examples = "\n".join(f"{SLASH} {example}" for example in command.examples)
    also = ", ".join(f"`{one}`" for one in also_as(command))
    lines = [f"### {command.verb}\n", f"{command.summary} {command.details}\n".replace(" \n", "\n")]
    lines += [f"    {usage(command)}\n", f"```text\n{examples}\n```\n"]
    return "\n".join([*lines, *([f"Also: {also}.\n"] if also else [])])


_INTRODUCTION = f"""# Commands

<!-- Written by `python -m app.commands > docs/commands.md`; change the commands, not this page. -->

Type `{SLASH}` and one of the words below, or mention the bot with the same words. `{SLASH}` alone opens a menu for the
channel you are in; `{SLASH} help status` tells about one command. What may be left out is in brackets. Answers to you
are private, unless you mentioned the bot: then they are in that thread.

- Put an incident's key first to speak about it from anywhere: `{SLASH} INC-3 note the vendor called back`.
- People: a mention, `@name`, or `me`. Times are UTC: `14:05`, `10m`, `2h`, `yesterday 22:00`, `2030-01-31 08:00`.
- Text is the rest of the line. After `--` it is taken as it is: `{SLASH} followup -- by friday is too late`.
- Capitals, dashes and spaces in the command do not matter: `catch up`, `Catch-Up` and `catchup` are the same.
"""
