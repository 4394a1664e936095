from app.briefs.sections.times import TIMES, missing
from tests.briefs.saying import told_about


def test_each_with_its_source():
    read = told_about(
        "10:00 bot: High CPU on api\n10:01 ana: on it\n10:02 ana: started at 09:50 going by the graph, cpu 98%\n10:09 !status ana:",
        {4: {"to": "resolved", "was": "investigating"}},
    )
    assert [point.statement.text for point in TIMES.points(read)] == [
        "Started at 09:50, as stated – ana: “started at 09:50 going by the graph, cpu 98%”",
        "Detected: first alert – monitor: “High CPU on api”",
        "Acknowledged: first answer by a person – ana: “on it”",
        "Resolved: status set by ana",
    ]
    assert missing(read) == ["mitigated"]
    assert TIMES.titled(read) == "Times (unknown: mitigated)"
