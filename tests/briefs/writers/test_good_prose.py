"""A model that writes well and honestly gets to write: its prose stands in place of quotations, with nothing lost."""

from app.briefs.guardrails import checked_statements
from app.briefs.writers.answer import Said
from app.briefs.writers.floor import laid
from app.briefs.writers.grounding import Ground
from app.briefs.writers.weaving import woven
from app.domain.brief import BriefKind
from tests.briefs import pool_incident

PROSE = (
    ("impact", "Marcus said merchants were getting payment webhooks late or not at all.", (13,)),
    ("causes", "Priya found the dispatcher's pg pool was 10; she remembered it being 40.", (30,)),
    (
        "causes",
        "Priya traced it to yesterday's 17:20 terraform apply: it halved it twice when `max_pool` in the module changed.",
        (31,),
    ),
    ("tried", "Tomasz failed Redis over to redis-wh-02, but Priya saw no change and lag kept climbing.", (16, 18, 19)),
    ("tried", "Yuki rolled back to 2.40, which made it worse: Priya saw the error rate jump to 9%.", (25, 26, 27)),
    (
        "decisions",
        "Tomasz decided to roll the dispatcher back to 2.40 because it was the only deploy before the lag.",
        (24,),
    ),
)


def test_it_stands_where_the_rules_had_quotations():
    floor = laid(BriefKind.CATCHUP, pool_incident.context())
    ground = Ground(floor, frozenset(number for line in floor.context.lines for number in line.citations))
    given = ground.grounded([Said(section, text, entries) for section, text, entries in PROSE])
    sound = [each for each in given if not checked_statements(each.section, [each.statement], floor.sources)[0][1]]
    assert len(sound) == len(PROSE)
    made = woven(floor, sound)
    assert made.kept == len(PROSE)
    texts = [statement.text for statement in made.document.statements]
    assert "Stated cause – Priya found the dispatcher's pg pool was 10; she remembered it being 40." in texts
    assert len(texts) == len(floor.document.statements)
