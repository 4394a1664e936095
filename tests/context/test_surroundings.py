from dataclasses import replace

from app.context.alerts.rules import AlertRule, Do, Match
from app.context.around.entering import entering
from app.context.around.remembering import remembered
from app.context.around.view import Seen, View
from app.context.intake import signals
from app.context.surroundings import Surroundings
from app.domain.incident import Audience, Incident
from app.domain.service import Catalog
from app.domain.window import Window
from tests.context.telling import at, firing

SECRET = AlertRule(do=Do.DECLARE, match=Match(labels={"team": "fraud"}), private=True, invite=("U1",))
WINDOW = Window(at(-60), at(60))
INCIDENT = Incident(
    id=1, key="INC-1", title="Ledger", channel="C1", channel_name="inc", declared_by="U1", declared_at=at(0)
)
KEYS = ("alertmanager/f1", "alertmanager/f2")


async def test_what_a_rule_wants_private_is_not_seen_around_what_everybody_sees(database, clock):
    around = Surroundings(database=database, clock=clock, alert_rules=[SECRET])
    fraud = firing(1, fingerprint="f2", attributes={"service.name": "ledger", "team": "fraud"})
    async with database.transaction() as tx:
        await signals.keep(tx, [firing(0), fraud])
    view = View(looked_at=at(2), window=WINDOW, firing=(Seen(title="x", kind="alert", since=at(0), keys=KEYS),))
    private = replace(INCIDENT, audience=Audience.CHANNEL)
    for incident, expected in ((INCIDENT, ["f1"]), (private, ["f1", "f2"])):
        told = await remembered(around, incident, WINDOW, Catalog())
        assert [one.fingerprint for one in told.free] == expected
        found = await entering(around, incident, view)
        assert [one.signal.fingerprint for one in found.episodes] == expected
