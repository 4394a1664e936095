import asyncio

from app.sandbox.delivery.queue import Outbox, planned
from app.sandbox.faults import Fault, Faults


def test_first_in_first_out_and_given_back_before_the_rest():
    outbox = Outbox()
    for number in range(3):
        outbox.put({"n": number})
    first, second = outbox.take(), outbox.take()
    outbox.give_back(second, "timeout")
    outbox.give_back(first, "timeout")
    assert [outbox.take().payload["n"] for _ in range(3)] == [0, 1, 2]
    assert (outbox.waiting, outbox.in_flight, outbox.undelivered) == (0, 3, 3)
    assert (first.attempt, first.reason) == (1, "timeout")


async def test_settled_when_all_is_acknowledged_or_given_up():
    outbox = Outbox()
    await outbox.settled()
    outbox.put({"n": 1})
    outbox.put({"n": 2})
    one, two = outbox.take(), outbox.take()
    waiting = asyncio.create_task(outbox.settled())
    outbox.acknowledge(one.envelope_id)
    assert outbox.acknowledge(one.envelope_id) is None
    assert not waiting.done()
    outbox.give_up(two)
    await waiting
    assert (outbox.delivered, outbox.lost) == (1, [{"n": 2}])


def test_faults_lose_and_double():
    outbox, faults = Outbox(), Faults()
    faults.add(Fault("events", "drop_before"))
    faults.add(Fault("events", "duplicate", skip=1))
    outbox.put({"n": 1})
    outbox.put({"n": 2})
    assert planned(outbox, faults) == []
    assert outbox.lost == [{"n": 1}]
    (one, delay_s), (two, _) = planned(outbox, faults)
    assert (one.payload, two.payload, delay_s) == ({"n": 2}, {"n": 2}, 0.0)
    assert outbox.in_flight == 2
