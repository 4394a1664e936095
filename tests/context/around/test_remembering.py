"""What connectors told is kept once; what went wrong is counted; what a system holds no more has ended."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from app.context.alerts.rules import AlertRule, Do, Match
from app.context.around import remembering
from app.context.around.gathering import Look
from app.context.around.remembering import end_vanished, firing_members, remember, remembered, remembered_changes
from app.context.intake import changes, signals
from app.context.intake.arriving import Intake
from app.context.intake.bunching import MOST_MEMBERS
from app.context.intake.traffic import all_counts
from app.context.surroundings import Surroundings
from app.domain.attributes import OWNER
from app.domain.connecting import Heard
from app.domain.service import Service, catalog
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from app.record.declaring import Declaration, declare
from tests.context.telling import NOON, at, deploy, ended, firing

NOTHING = catalog(())
EVERYTHING = Scope()
LATER = 10
ALL = Window(at(-10_000), at(10_000))


class Scene:
    """An incident, and what is known of it; `look` is what a system told, LATER minutes after noon."""

    def __init__(self, database):
        self.database = database
        self.around = Surroundings(database=database, clock=lambda: at(LATER))

    async def begun(self):
        declaration = Declaration(key="d", title="Down", person="UANA", channel="C1", channel_name="inc")
        async with self.database.transaction() as tx:
            self.incident = await declare(tx, declaration, NOON, 30.0)
        return self

    def now(self, minutes):
        self.around = replace(self.around, clock=lambda: at(minutes))

    async def told(self, *told, joins=True):
        async with self.database.transaction() as tx:
            await signals.keep(tx, told)
        if joins:
            async with self.database.transaction() as tx:
                await signals.join(tx, await signals.recent(tx.connection, at(-10_000)), self.incident.id)

    async def look(self, *items, scope=EVERYTHING, **more):
        """Whether anything of the incident still fires once the system has told this."""
        looks = await remember(self.around, [look(*items, **more)])
        await end_vanished(self.around, await self.joined(), looks, scope)
        return any(one.is_firing for one in await self.joined())

    async def joined(self):
        return (await remembered(self.around, self.incident, ALL, NOTHING)).episodes

    async def counts(self):
        async with self.database.reading() as connection:
            return await all_counts(connection)


@pytest.fixture
async def scene(database):
    return await Scene(database).begun()


def look(*items, connector="alertmanager", **more):
    return Look(system=connector.capitalize(), connector=connector, what="signals", items=items, **more)


async def test_signals_and_changes_are_kept_and_counted_once(scene):
    looks = [look(firing(1), firing(2, fingerprint="f2")), look(deploy(), connector="argocd")]
    assert await remember(scene.around, looks) == looks
    assert await remember(scene.around, looks) == looks
    free = (await remembered(scene.around, scene.incident, ALL, NOTHING)).free
    assert [(one.fingerprint, one.count) for one in free] == [("f1", 1), ("f2", 1)]
    assert [one.ref for one in await remembered_changes(scene.around, ALL)] == ["d1"]
    counts = await scene.counts()
    assert {name: (one.received, one.merged) for name, one in counts.items()} == {
        "alertmanager": (2, 0),
        "argocd": (1, 0),
    }
    assert counts["argocd"].heard_at == at(LATER)


async def test_services_are_called_as_the_catalog_calls_them(scene):
    known = catalog([Service(name="ledger", aliases=("ldg",), owner="Payments")])
    await remember(scene.around, [look(firing(1, service="LDG"))])
    (one,) = (await remembered(scene.around, scene.incident, ALL, known)).free
    assert (one.service, one.attributes[OWNER]) == ("ledger", "Payments")


async def test_an_alert_that_was_sent_is_the_same_when_it_is_found_whatever_the_catalog_calls_its_service(scene):
    alert = firing(1, attributes={"alertname": "LedgerErrors", "service.name": "LDG"})
    async with Intake(scene.database, lambda: at(LATER)) as intake:
        await intake.take("alertmanager", Heard(signals=(alert,)), b"")
    await remember(scene.around, [look(alert)])
    known = catalog([Service(name="ledger", aliases=("ldg",))])
    (one,) = (await remembered(scene.around, scene.incident, ALL, known)).free
    assert (one.service, one.count) == ("ledger", 1)


async def test_what_rules_tell_apart_ends_when_its_system_holds_it_no_more(scene):
    rule = AlertRule(do=Do.JOIN, match=Match(labels={"team": "pay"}))
    scene.around = replace(scene.around, alert_rules=[rule])
    alert = firing(1, attributes={"alertname": "LedgerErrors", "service.name": "ledger", "team": "pay"})
    await remember(scene.around, [look(alert)])
    await scene.told()
    assert await scene.look(alert)
    assert not await scene.look()
    assert len(await scene.joined()) == 1


async def test_trouble_is_counted_and_nothing_found_is_none(scene):
    looks = [
        look(connector="loki", trouble="timed out"),
        look(connector="tempo", is_late=True),
        look(connector="sentry"),
    ]
    assert await remember(scene.around, looks) == looks
    counts = await scene.counts()
    assert {name: (one.trouble, one.trouble_at) for name, one in counts.items()} == {
        "loki": ("timed out", at(LATER)),
        "tempo": ("no answer in time", at(LATER)),
    }


@pytest.mark.parametrize(
    "odd",
    [
        firing(1, fingerprint="odd", title=None),
        replace(firing(1, fingerprint="odd"), started_at="yesterday"),
        replace(firing(1, fingerprint="odd"), attributes=None),
        replace(deploy(ref="odd"), started_at=None, finished_at=None),
    ],
    ids=["no title", "no time", "no attributes", "a change without a time"],
)
async def test_what_cannot_be_kept_costs_the_look_that_brought_it_and_no_other(scene, odd):
    failed, good = await remember(scene.around, [look(firing(1), odd, connector="odd"), look(firing(2))])
    assert (failed.items, failed.is_whole) == ((), False)
    assert failed.trouble.startswith("what it tells cannot be used (")
    assert good.is_whole
    assert [one.connector for one in (await remembered(scene.around, scene.incident, ALL, NOTHING)).free] == [
        "alertmanager"
    ]
    assert (await scene.counts())["odd"].trouble == failed.trouble


async def test_that_the_database_is_away_is_not_the_connectors_fault(scene, monkeypatch):
    async def away(*_, **__):
        raise OperationalError("INSERT", {}, OSError("gone"))

    monkeypatch.setattr(signals, "keep", away)
    with pytest.raises(OperationalError):
        await remember(scene.around, [look(firing(1))])


async def test_what_belongs_to_the_incident_is_told_apart_from_what_belongs_to_none(scene):
    await scene.told(firing(1))
    await scene.told(firing(2, fingerprint="free"), ended(-200, since=-300, fingerprint="long over"), joins=False)
    async with scene.database.transaction() as tx:
        await signals.keep(tx, [firing(3, fingerprint="of another")])
        (other,) = [one for one in await signals.recent(tx.connection, at(3)) if one.signal.fingerprint == "of another"]
        await signals.join(tx, [other], scene.incident.id + 1)
    seen = await remembered(scene.around, scene.incident, Window(at(-60), at(60)), NOTHING)
    assert [one.fingerprint for one in seen.joined] == ["f1"]
    assert [one.fingerprint for one in seen.free] == ["free"]
    assert [one.fingerprint for one in seen.signals] == ["f1", "free"]


async def test_changes_are_those_of_the_window(scene):
    async with scene.database.transaction() as tx:
        await changes.keep(tx, [deploy(-90, ref="before"), deploy(-5, ref="in")])
    assert [one.ref for one in await remembered_changes(scene.around, Window(at(-60), at(0)))] == ["in"]


async def test_of_many_long_diffs_the_newest_are_read(scene, monkeypatch):
    monkeypatch.setattr(remembering, "_MOST_DIFF_CHARACTERS", 25)
    async with scene.database.transaction() as tx:
        await changes.keep(tx, [deploy(number, ref=f"d{number}", diff="+" * 10) for number in range(4)])
    assert [len(one.diff) for one in await remembered_changes(scene.around, ALL)] == [0, 0, 10, 10]


async def test_what_belongs_to_another_incident_is_told_apart(scene):
    await scene.told(firing(0), firing(0, fingerprint="f2", service="mail"), joins=False)
    async with scene.database.transaction() as tx:
        known = await signals.recent(tx.connection, at(-60))
        await signals.join(tx, [one for one in known if one.signal.fingerprint == "f1"], scene.incident.id + 1)
    found = await remembered(scene.around, scene.incident, ALL, NOTHING)
    assert [one.fingerprint for one in found.free] == ["f2"]
    assert [one.fingerprint for one in found.elsewhere] == ["f1"]
    rule = AlertRule(do=Do.DECLARE, match=Match(service="ledger"), private=True, invite=("U1",))
    hidden = replace(scene.around, alert_rules=[rule])
    assert (await remembered(hidden, scene.incident, ALL, NOTHING)).elsewhere == ()


async def test_what_a_system_holds_no_more_has_ended(scene):
    await scene.told(firing(0))
    assert not await scene.look()
    (one,) = await scene.joined()
    assert (one.signal.state, one.signal.ended_at, one.signal.count) == (SignalState.ENDED, at(LATER), 1)


async def test_what_it_still_holds_goes_on(scene):
    await scene.told(firing(0))
    assert await scene.look(firing(0))


@pytest.mark.parametrize(
    "gap",
    [{"trouble": "it answered 503"}, {"is_late": True}, {"remark": "only the newest 200"}, {"connector": "grafana"}],
    ids=["trouble", "late", "cut", "another system"],
)
async def test_who_did_not_tell_everything_ends_nothing(scene, gap):
    await scene.told(firing(0))
    assert await scene.look(**gap)


async def test_an_answer_that_cannot_be_used_ends_nothing(scene):
    await scene.told(firing(0))
    assert await scene.look(replace(firing(1, fingerprint="odd"), started_at="yesterday"))


async def test_only_services_that_were_asked_about_can_have_ended(scene):
    await scene.told(firing(0, service="Check Out"))
    assert await scene.look(scope=Scope(services=("ledger",)))
    assert not await scene.look(scope=Scope(services=("ledger", "check-out")))


async def test_what_was_told_a_moment_ago_may_not_be_in_the_answer(scene):
    await scene.told(firing(LATER - 0.5))
    assert await scene.look()
    scene.now(LATER + 1)
    assert not await scene.look()


async def test_only_alerts_end_by_being_gone(scene):
    await scene.told(firing(0, kind=SignalKind.LOG), firing(0, kind=SignalKind.METRIC, fingerprint="f2"))
    assert await scene.look()


async def test_an_end_that_was_told_stays_as_it_was(scene):
    await scene.told(ended(5))
    await scene.look()
    (one,) = await scene.joined()
    assert one.signal.ended_at == at(5)


def pod(number):
    attributes = {"alertname": "PodDown", "pod": f"p{number}", "service.name": "ledger"}
    return firing(0, fingerprint=f"pod-{number}", title="Pod is down", attributes=attributes)


async def test_of_several_members_those_that_are_gone_end_and_the_last_ends_the_signal(scene):
    await scene.told(pod(1), pod(2), pod(3))
    assert await scene.look(pod(2))
    (one,) = await scene.joined()
    assert firing_members(one) == ["pod-2"]
    scene.now(20)
    assert not await scene.look()


async def test_of_more_members_than_are_kept_the_others_still_count(scene):
    first, rest = [pod(n) for n in range(MOST_MEMBERS)], [pod(n) for n in range(MOST_MEMBERS, MOST_MEMBERS + 9)]
    await scene.told(*first)
    assert await scene.look(*first, *rest)
    for minutes in (20, 30, 40):
        scene.now(minutes)
        assert await scene.look(*rest)
    (one,) = await scene.joined()
    assert (one.turns, one.number) == (0, 1)


@pytest.mark.parametrize(
    "fingerprint",
    ["f" * 300, "checkout xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx", "nul\x00 \ud800"],
    ids=["long", "with a secret", "unstorable"],
)
async def test_a_name_that_is_stored_otherwise_is_still_the_same(scene, fingerprint):
    await scene.told(firing(0, fingerprint=fingerprint))
    assert await scene.look(firing(0, fingerprint=fingerprint))
    assert not await scene.look()


async def test_nothing_was_told_is_nothing_to_do(scene):
    assert await remember(scene.around, []) == []
    assert not await scene.look()
    assert await scene.counts() == {}
