"""What the commands that look around share: when everybody is asked anew, and what follows an answer."""

from dataclasses import replace

import pytest

from app.commands.looking import told
from app.context.around.asked import Asked, digest
from app.context.around.view import View
from app.domain.incident import Audience, Status
from app.domain.post import Body
from app.domain.window import Window
from app.record import consequences
from tests.commands.systems import surround
from tests.context.systems import NOW, Alerts, alert

BODY = Body(text="said")
VIEW = View(looked_at=NOW, window=Window(NOW, NOW))
LATE = replace(VIEW, late=("Tempo",))


class Called:
    """As much of a call as decides what follows: by Ana, in C1, in no thread."""

    key, person = "k1", "UANA"

    def __init__(self, desk, *, channel="C1", thread_ts="", reply_to="https://reply.example", secret=False):
        self.desk, self.channel, self.thread_ts, self.reply_to = desk, channel, thread_ts, reply_to
        self._secret = secret

    def is_told_elsewhere(self, _):
        return self._secret


@pytest.fixture
async def around(inc):
    surround(inc, alerts=Alerts(items=(alert("High error rate", "checkout"),)))
    return inc


def asked_of(reply):
    """Who is told what comes late, by the job that looks for it."""
    (job,) = reply.jobs
    assert job.kind == consequences.LOOK_AROUND
    return Asked.read(job.payload.get("asked", {}))


async def test_the_answer_is_private_can_be_kept_and_is_about_the_incident(around):
    reply = told(Called(around.desk), around.incident, VIEW, BODY)
    assert (reply.body, reply.public, reply.keep, reply.brief) == (BODY, False, True, "context")
    assert reply.about == around.incident
    assert reply.drafts == ()


async def test_whoever_asked_is_told_more_only_if_somebody_is_late(around):
    assert asked_of(told(Called(around.desk), around.incident, VIEW, BODY)) is None
    asked = asked_of(told(Called(around.desk), around.incident, LATE, BODY))
    assert (asked.key, asked.channel, asked.reader, asked.reply_to) == ("k1", "C1", "UANA", "https://reply.example")
    assert asked.shown == digest(BODY)


async def test_in_a_thread_everybody_there_is_told_unless_it_is_secret(around):
    asked = asked_of(told(Called(around.desk, thread_ts="1.1"), around.incident, LATE, BODY))
    assert (asked.reader, asked.thread_ts, asked.reply_to) == ("", "1.1", "")
    private = replace(around.incident, audience=Audience.CHANNEL)
    reply = told(Called(around.desk, channel="C9", thread_ts="1.1", secret=True), private, LATE, BODY)
    assert reply.secret
    assert asked_of(reply).reader == "UANA"


@pytest.mark.parametrize("is_over", [{"status": Status.CLOSED}, {"recording": False}])
async def test_nothing_follows_where_nothing_is_recorded_any_more(around, is_over):
    assert told(Called(around.desk), replace(around.incident, **is_over), LATE, BODY).jobs == ()


async def test_nothing_follows_where_nothing_is_connected(inc):
    assert told(Called(inc.desk), inc.incident, LATE, BODY).jobs == ()


async def test_resolved_is_not_over_yet(around):
    reply = told(Called(around.desk), replace(around.incident, status=Status.RESOLVED), VIEW, BODY)
    assert len(reply.jobs) == 1


async def test_again_asks_anew_but_not_for_two_people_at_once(around):
    alerts = around.desk.surroundings.connected[0].connector
    await around("context")
    around.clock.forward(4)
    await around("context again", person="UBEN")
    assert alerts.looks == 1
    around.clock.forward(1)
    await around("context again")
    assert alerts.looks == 2
    around.clock.forward(29)
    await around("context")
    assert alerts.looks == 2
    around.clock.forward(1)
    await around("context")
    assert alerts.looks == 3


async def test_context_and_changes_tell_of_one_look(around):
    alerts = around.desk.surroundings.connected[0].connector
    for line in ("context", "changes", "context"):
        await around(line)
    assert alerts.looks == 1
