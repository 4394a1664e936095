"""Gives the desk systems to ask."""

from dataclasses import replace

from app.commands import COMMANDS
from app.commands.dispatch import Dispatcher
from app.context.surroundings import Surroundings
from tests.context.systems import connected


def surround(inc, *, limit_s=8.0, enough_s=4.0, **systems) -> None:
    around = Surroundings(
        database=inc.database, clock=inc.clock, connected=connected(**systems), limit_s=limit_s, enough_s=enough_s
    )
    inc.desk = replace(inc.desk, surroundings=around)
    inc.dispatcher = Dispatcher(inc.desk, inc.database, inc.recorder, COMMANDS)
