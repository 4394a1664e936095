from app.sandbox.tickets import Tickets


def test_a_ticket_is_good_once_and_in_time(clock):
    tickets = Tickets(10.0, clock)
    first, late = tickets.issue("a"), tickets.issue("b")
    assert tickets.redeem(first) == "a"
    assert tickets.redeem(first) is None
    assert tickets.redeem("made up") is None
    clock.now_s += 10.5
    assert tickets.redeem(late) is None
