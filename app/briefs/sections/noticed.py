"""How it was noticed: the first alert or report, and who reacted to it first."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.moments import Moment
from app.briefs.evidence.quoting import Point, point
from app.briefs.sections.part import Part
from app.briefs.sections.seen import alert_point


def points(account: Account) -> list[Point]:
    found: list[Point] = []
    detected = account.moments.get(Moment.DETECTED)
    if detected is None:
        return found
    alert = next((each for each in account.alerts if each.first is detected.source.told), None)
    if alert:
        found.append(alert_point(alert, account))
    else:
        found.append(point(detected.source, account.people, label="First reported", limit_chars=account.quote_chars))
    acknowledged = account.moments.get(Moment.ACKNOWLEDGED)
    if acknowledged:
        found.append(point(acknowledged.source, account.people, label="First answer", limit_chars=account.quote_chars))
    return found


NOTICED = Part("noticed", "How we noticed", points, "The record does not show how it was noticed.")
