"""What a person can say to the bot: one function per file, listed in `COMMANDS`."""

from app.commands.action import action
from app.commands.adopt import adopt
from app.commands.amend import amend
from app.commands.ask import ask
from app.commands.catchup import catchup
from app.commands.changes import changes
from app.commands.close import close
from app.commands.connectors import connectors
from app.commands.context import context
from app.commands.decision import decision
from app.commands.done import done
from app.commands.feedback import feedback
from app.commands.fix import fix
from app.commands.followup import followup
from app.commands.grammar import Command
from app.commands.handover import handover
from app.commands.help import help_about
from app.commands.hypothesis import hypothesis
from app.commands.impact import impact
from app.commands.leave import leave
from app.commands.link import link
from app.commands.list import list_
from app.commands.new import new
from app.commands.note import note
from app.commands.owner import owner
from app.commands.postmortem import postmortem
from app.commands.private import private
from app.commands.quiet import quiet
from app.commands.reopen import reopen
from app.commands.resolve import resolve
from app.commands.role import role
from app.commands.runbook import runbook
from app.commands.services import services
from app.commands.sev import sev
from app.commands.similar import similar
from app.commands.stats import stats
from app.commands.status import status
from app.commands.suggestion import suggestion
from app.commands.suggestions import suggestions
from app.commands.summary import summary
from app.commands.taken import taken
from app.commands.timeline import timeline
from app.commands.title import title
from app.commands.update import update
from app.commands.why import why
from app.commands.write import write

_COMMANDS: tuple[Command, ...] = (
    new,
    adopt,
    status,
    sev,
    role,
    title,
    impact,
    decision,
    action,
    hypothesis,
    note,
    followup,
    suggestions,
    update,
    catchup,
    ask,
    context,
    changes,
    similar,
    runbook,
    summary,
    timeline,
    handover,
    resolve,
    close,
    postmortem,
    owner,
    services,
    write,
    private,
    quiet,
    leave,
    link,
    list_,
    connectors,
    why,
    stats,
    taken,
    feedback,
    fix,
    suggestion,
    amend,
    done,
    reopen,
)
COMMANDS: tuple[Command, ...] = (*_COMMANDS, help_about(_COMMANDS))
"""In the order in which the help lists them."""
