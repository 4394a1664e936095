from app.domain.speech.report import Part, report

TEXT = """RESOLVED - Search works again
Root Cause: index `orders` was missing
Fix:
• rebuilt the index
- restarted search
Metrics After:
• p99: 80ms
Impact: 12 minutes without search
Follow-up:
- [ ] alert on missing indexes
- add a runbook"""


def test_headings_and_their_lines():
    found = report(TEXT)
    assert found is not None
    assert found.headline == "RESOLVED - Search works again"
    assert found.parts[Part.CAUSE] == ("index `orders` was missing",)
    assert found.parts[Part.FIX] == ("rebuilt the index", "restarted search")
    assert found.parts[Part.METRICS] == ("p99: 80ms",)
    assert found.parts[Part.IMPACT] == ("12 minutes without search",)
    assert found.parts[Part.FOLLOW_UP] == ("alert on missing indexes", "add a runbook")


def test_an_unknown_heading_ends_the_one_before():
    found = report("Cause: a\nFix: b\nThanks to:\n- everybody")
    assert found is not None
    assert found.parts[Part.FIX] == ("b",)
    assert found.parts[Part.OTHER] == ("everybody",)


def test_one_heading_is_no_report():
    assert report("Impact: some users\nlooking") is None
    assert report("Note: be careful: hot") is None
