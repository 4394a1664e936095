"""What of everything that was seen becomes entries of the record, each once."""

import pytest

from app.context.around.entering import entering
from app.context.around.view import Seen, Suspect, View
from app.context.intake import changes, signals
from app.context.surroundings import Surroundings
from app.domain.change import ChangeState
from app.domain.entry import Kind
from app.domain.incident import Incident
from app.domain.window import Window
from tests.context.systems import Alerts, Ships, connected
from tests.context.telling import NOON, at, deploy, ended, firing

INCIDENT = Incident(
    id=7, key="INC-7", title="Ledger", channel="C7", channel_name="inc", declared_by="U1", declared_at=NOON
)
UNDONE = ChangeState.UNDONE


def seen(*fingerprints):
    keys = tuple(f"alertmanager/{one}" for one in fingerprints)
    return Seen(title="x", kind="alert", since=at(0), keys=keys)


def suspect(ref, state="done"):
    return Suspect(key=f"argocd/{ref}", title=ref, kind="deploy", at=at(0), state=state)


def view(**more):
    return View(looked_at=at(10), window=Window(at(-60), at(10)), **more)


class Scene:
    def __init__(self, database):
        self.database = database
        there = connected(alertmanager=Alerts(), argocd=Ships())
        self.around = Surroundings(database=database, clock=lambda: at(10), connected=there)

    async def told(self, *told, joins=0):
        async with self.database.transaction() as tx:
            await signals.keep(tx, told)
        if joins:
            names = {one.fingerprint for one in told}
            async with self.database.transaction() as tx:
                known = await signals.recent(tx.connection, at(-10_000))
                await signals.join(tx, [one for one in known if one.signal.fingerprint in names], joins)

    async def made(self, *made):
        async with self.database.transaction() as tx:
            await changes.keep(tx, made)

    async def enters(self, given):
        return await entering(self.around, INCIDENT, given)

    async def signals_of(self, given):
        """The fingerprints of the signals that become entries, and which of them join the incident by it."""
        found = await self.enters(given)
        entered = [draft.details["fingerprint"] for draft in found.drafts if draft.kind is Kind.SIGNAL]
        return entered, [one.signal.fingerprint for one in found.episodes]

    async def changes_of(self, given):
        found = await self.enters(given)
        return [(draft.details["ref"], draft.details["state"]) for draft in found.drafts if draft.kind is Kind.CHANGE]


@pytest.fixture
def scene(database):
    return Scene(database)


async def test_what_the_card_names_is_entered_and_belongs_to_the_incident_from_now_on(scene):
    await scene.told(firing(1), firing(2, fingerprint="f2"), firing(3, fingerprint="not shown"))
    assert await scene.signals_of(view(firing=(seen("f1"), seen("f2")))) == (["f1", "f2"], ["f1", "f2"])


async def test_nothing_shown_is_nothing_entered(scene):
    await scene.told(firing(1))
    await scene.made(deploy(1))
    found = await scene.enters(view())
    assert (found.drafts, found.episodes) == ((), ())


async def test_what_belongs_to_another_incident_is_left_to_it(scene):
    await scene.told(firing(1), joins=INCIDENT.id + 1)
    assert await scene.signals_of(view(firing=(seen("f1"),))) == ([], [])


async def test_what_belongs_to_it_is_entered_when_it_ends_though_the_card_has_no_place_for_it(scene):
    await scene.told(firing(1), firing(1, fingerprint="f2"), joins=INCIDENT.id)
    assert await scene.signals_of(view()) == ([], [])
    await scene.told(ended(5, since=1))
    assert await scene.signals_of(view()) == (["f1", "f1"], [])
    assert await scene.signals_of(view(firing=(seen("f2"),))) == (["f1", "f1", "f2"], [])


async def test_what_ended_before_it_joined_and_is_shown_is_entered(scene):
    await scene.told(ended(5))
    assert await scene.signals_of(view(ended=(seen("f1"),))) == (["f1"], ["f1"])


async def test_of_more_groups_than_fit_only_those_on_the_card(scene):
    await scene.told(*(firing(n, fingerprint=f"f{n}") for n in range(9)))
    shown = tuple(seen(f"f{n}") for n in range(9))
    assert await scene.signals_of(view(firing=shown)) == ([f"f{n}" for n in range(6)],) * 2


async def test_what_was_outside_the_window_does_not_join(scene):
    await scene.told(ended(-70, since=-90))
    assert await scene.signals_of(view(ended=(seen("f1"),))) == ([], [])


async def test_the_same_facts_are_the_same_entries_however_often_they_are_seen(scene):
    await scene.told(firing(1))
    await scene.made(deploy(1))
    given = view(firing=(seen("f1"),), suspects=(suspect("d1"),))
    first, again = await scene.enters(given), await scene.enters(given)
    assert [draft.key for draft in first.drafts] == [draft.key for draft in again.drafts]
    assert len({draft.key for draft in first.drafts}) == 2
    assert [draft.author.name for draft in first.drafts] == ["Alertmanager", "Argocd"]


async def test_candidates_are_entered_as_they_stand_now(scene):
    await scene.made(deploy(-5, state=ChangeState.FAILED), deploy(-4, ref="d2"))
    assert await scene.changes_of(view(suspects=(suspect("d1", "running"),))) == [("d1", "failed")]


async def test_what_was_a_candidate_once_is_followed_after_it_is_named_no_more(scene):
    await scene.made(deploy(-5, state=UNDONE), deploy(-4, ref="d2"))
    assert await scene.changes_of(view(told=("suspect:argocd/d1", "undone:argocd/d2"))) == [("d1", "undone")]


async def test_being_taken_back_is_told_by_what_takes_it_back_where_that_is_known(scene):
    await scene.made(deploy(-9, ref="bad"), deploy(-1, ref="back", undoes="bad"))
    assert await scene.changes_of(view(suspects=(suspect("bad"),))) == [("back", "done")]
    assert await scene.changes_of(view(suspects=(suspect("other"),))) == []


async def test_what_takes_back_a_change_of_another_system_has_nothing_to_do_with_it(scene):
    await scene.made(deploy(-9, ref="bad"), deploy(-1, ref="back", connector="flags", undoes="bad"))
    assert await scene.changes_of(view(suspects=(suspect("bad"),))) == [("bad", "done")]
