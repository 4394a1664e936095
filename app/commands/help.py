"""`/inc help`: what one can say."""

from collections.abc import Sequence
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.docs import about, overview
from app.commands.grammar import Command, Where, command
from app.commands.values import Text
from app.commands.verbs import find


def help_about(others: Sequence[Command]) -> Command:
    """The command that explains the others, and itself."""

    @command(where=Where.ANYWHERE, reads=True, synonyms=("commands", "usage", "?", "h"))
    async def help_(call: Call, verb: Annotated[Text | None, "Command"] = None) -> Reply:
        """List what you can say, or tell more about one command.

        > help
        > help followup
        """
        everything = (*others, itself)
        if verb is None:
            return say(overview(everything, call.desk.command, incident_here=call.here is not None))
        return say(about(find(everything, verb, call.desk.command)[0], call.desk.command))

    itself = help_
    return itself
