"""What Watchkeeper does of its own accord: one job per file, listed in `DUTIES`."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from app.duties.adopting import adopt
from app.duties.announcing import announce, set_topic
from app.duties.card import pin, refresh
from app.duties.digesting import digest
from app.duties.drafting import draft
from app.duties.inviting import invite
from app.duties.judging import judge
from app.duties.keeping import keep
from app.duties.leaving import leave
from app.duties.linking import link
from app.duties.looking_around import look as look_around
from app.duties.meeting import meet, roster
from app.duties.noticing import notice
from app.duties.opening import open_channel
from app.duties.redoing import redo
from app.duties.reminding import remind
from app.duties.scanning import look, scan
from app.duties.settling_in import settle_in
from app.duties.suggesting import decided, suggest
from app.duties.tidying import tidy
from app.duties.tools import Tools
from app.duties.warning import answered, remind_to_rotate, warn
from app.duties.welcoming import welcome
from app.jobs.worker import Lease
from app.record import consequences as kinds

Duty: TypeAlias = Callable[[Lease, Tools], Awaitable[None]]

DUTIES: tuple[tuple[str, Duty], ...] = (
    (kinds.OPEN_CHANNEL, open_channel),
    (kinds.SETTLE_IN, settle_in),
    (kinds.ADOPT, adopt),
    (kinds.LINK, link),
    (kinds.LEAVE, leave),
    (kinds.CARD, refresh),
    (kinds.PIN, pin),
    (kinds.TOPIC, set_topic),
    (kinds.ANNOUNCE, announce),
    (kinds.WELCOME, welcome),
    (kinds.KEEP, keep),
    (kinds.POSTMORTEM, draft),
    (kinds.REDO, redo),
    (kinds.DIGEST, digest),
    (kinds.JUDGED, judge),
    (kinds.SUGGEST, suggest),
    (kinds.DECIDED, decided),
    (kinds.REMIND, remind),
    (kinds.MEET, meet),
    (kinds.ROSTER, roster),
    (kinds.NOTICE, notice),
    (kinds.TIDY, tidy),
    (kinds.WARN, warn),
    (kinds.WARNED, answered),
    (kinds.ROTATE, remind_to_rotate),
    (kinds.LOOK, look),
    (kinds.LOOK_AROUND, look_around),
    (kinds.INVITE, invite),
    (kinds.SCAN, scan),
)
