from app.briefs.sections.pending import PENDING
from tests.briefs.saying import told_about


def test_tries_without_a_result_and_proposals_nobody_took_up():
    read = told_about(
        "10:00 ana: restarting api-1\n10:20 ben: we could fail over to eu-west\n10:21 cy: scaled web to 9\n10:22 cy: that fixed it"
    )
    assert [point.statement.text for point in PENDING.points(read)] == [
        "ana: “restarting api-1” → no result stated",
        "Proposed – ben: “we could fail over to eu-west”",
    ]
