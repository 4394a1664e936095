"""`/inc connectors`: each permission, and what came."""

from app.context.intake import traffic
from app.context.intake.traffic import Counts
from app.domain.connecting import Checked
from app.domain.errors import Unavailable
from tests.commands.systems import surround
from tests.context.systems import System


class Fine(System):
    async def check(self):
        return (Checked("read alerts"), Checked("hear webhooks", ok=False, advice="Set `webhook_token`."))


class Deaf(System):
    async def check(self):
        return (Checked("read alerts"), Checked("webhooks: off, no secret is set", is_note=True))


class DeafAndBarred(System):
    async def check(self):
        barred = Checked("read alerts", ok=False, advice="Give it.")
        return (barred, Checked("webhooks: off, no secret is set", is_note=True))


class Broken(System):
    async def check(self):
        raise KeyError("a secret")


class Away(System):
    async def check(self):
        raise Unavailable("It", "it cannot be reached")


class Many(System):
    async def check(self):
        return tuple(
            Checked(f"read {number}", ok=number > 4, advice="" if number > 4 else "Give it.") for number in range(12)
        )


async def test_none(inc):
    assert (await inc("connectors")).answer.startswith("No system is connected.")


async def test_each_with_its_permissions_and_what_came(inc):
    surround(inc, fine=Fine(), broken=Broken(), away=Away(), good=System())
    async with inc.database.transaction() as tx:
        came = Counts(received=1200, merged=1150, posted=9, heard_at=inc.clock(), trouble="odd", trouble_at=inc.clock())
        await traffic.count(tx, "fine", came)
    answer = (await inc("connectors")).answer
    assert ":large_yellow_circle: *Fine* hear webhooks: Set `webhook_token`. · may read alerts" in answer
    assert (
        "received 1,200 · dropped 0 · merged 1,150 · posted 9 · last heard 09:27 UTC · trouble 09:27 UTC: odd" in answer
    )
    assert ":red_circle: *Broken* check it: it failed in a way that nobody foresaw (KeyError)" in answer
    assert "a secret" not in answer
    assert ":red_circle: *Away* reach it: it cannot be reached" in answer
    assert ":large_green_circle: *Good* may a permission" in answer


async def test_of_many_permissions_a_few_are_told(inc):
    surround(inc, many=Many())
    line = (await inc("connectors")).answer.splitlines()[1]
    assert line.endswith(
        "*Many* read 0: Give it. · read 1: Give it. · read 2: Give it. · and 2 more, see `watchkeeper doctor`"
        " · may read 5, read 6, read 7, read 8 and 3 more"
    )


async def test_that_nothing_is_sent_is_no_trouble_and_no_permission(inc):
    surround(inc, deaf=Deaf(), barred=DeafAndBarred())
    answer = (await inc("connectors")).answer
    assert ":large_green_circle: *Deaf* may read alerts · webhooks: off, no secret is set" in answer
    assert ":red_circle: *Barred* read alerts: Give it. · webhooks: off, no secret is set" in answer
