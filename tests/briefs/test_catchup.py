from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import pool_incident


def _keys(context):
    return [section.key for section in write(BriefKind.CATCHUP, context).sections]


def test_most_important_first():
    assert _keys(pool_incident.context(45))[:5] == ["state", "impact", "causes", "tried", "decisions"]


def test_the_title_says_since_when():
    context = pool_incident.context()
    since = write(BriefKind.CATCHUP, pool_incident.context(since=context.lines[30].at))
    assert since.title == "INC-1: catch-up since 02:35 UTC"


def test_what_made_it_worse_is_never_left_out():
    document = write(BriefKind.CATCHUP, pool_incident.context())
    assert any("made worse" in statement.text for statement in document.statements)
