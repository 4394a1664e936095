"""`/inc services`: which services the incident is about."""

from collections.abc import Sequence
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.service_names import apart, looked_up, nearest
from app.commands.stating import noted
from app.commands.values import NOBODY, Text
from app.context.around.looking import last_view
from app.domain.entry import Kind
from app.domain.errors import UserError
from app.domain.markup import escape
from app.domain.service import Catalog, normal
from app.domain.speech.plain import one_line

_MOST = 20
_LONGEST_NAME = 100


@command(reads=True, synonyms=("service",))
async def services(
    call: Call, *, anyway: bool = False, text: Annotated[Text | None, "Services, with commas between them"] = None
) -> Reply:
    """Say which services are in trouble, or show them.

    Alerts and changes are looked for near these. Without it I go by the alerts and the title. Alone it shows them;
    "none" leaves it to me again; "anyway" takes names that are like another of the catalog.
    > services checkout, ledger
    > services
    > services none
    """
    if text is None:
        return say(await _shown(call))
    plain = one_line(await call.plain(text))
    if plain.casefold() in NOBODY:
        return _set(call, [])
    catalog, gaps = await looked_up(call)
    said = apart(plain, catalog)
    if too_long := next((name for name in said if len(name) > _LONGEST_NAME), ""):
        raise UserError(f"“{too_long[:40]}…” is too long for a service's name. Put commas between the names.")
    named: dict[str, str] = {}
    for name in said:
        found = _named(call, name, catalog, anyway=anyway)
        named.setdefault(normal(found), found)
    names = list(named.values())
    if len(names) > _MOST:
        raise UserError(f"These are {len(names)} services. Name at most {_MOST}: those that failed first.")
    if not names:
        return say(await _shown(call))
    is_whole = len(catalog) and not gaps  # what could not be looked at may have the others
    return _set(call, names, [name for name in names if is_whole and catalog.find(name) is None])


def _set(call: Call, names: list[str], unknown: Sequence[str] = ()) -> Reply:
    listed = ", ".join(names) or "as alerts and the title say"
    draft = call.draft(Kind.SETTING, escape(f"Services: {listed}"), services=names)
    not_there = f" (not in the catalog: {escape(', '.join(unknown))})" if unknown else ""
    return noted(call, draft, f":satellite_antenna: *Services*: {escape(listed)}{not_there}")


def _named(call: Call, name: str, catalog: Catalog, *, anyway: bool) -> str:
    """As the catalog has it. Raises UserError for what may be a slip of the pen."""
    if found := catalog.find(name):
        return found.name
    close = [] if anyway else nearest(name, catalog)
    if close:
        meant = " or ".join(f"`{one}`" for one in close)
        raise UserError(
            f"The catalog has no service “{name}”. Did you mean {meant}? "
            f"`{call.desk.command} services anyway {name}` takes it as it is."
        )
    return name


async def _shown(call: Call) -> str:
    example = f"`{call.desk.command} services checkout, ledger` says which they are."
    if call.incident.services:
        return f"*Services*, as they were set: {escape(', '.join(call.incident.services))}\n{example}"
    view = await last_view(call.desk.surroundings, call.incident)
    if view and view.services:
        return f"*Services*, by alerts and the title: {escape(', '.join(view.services))}\n{example}"
    return f"Nobody has said which services it is about.\n{example}"
