from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import cert_incident, pool_incident


def test_no_names_hosts_or_code_at_any_moment():
    for incident in (pool_incident, cert_incident):
        for until in range(1, 60, 6):
            text = " ".join(each.text for each in write(BriefKind.UPDATE, incident.context(until)).statements)
            assert not any(name in text for name in pool_incident.PEOPLE.values())
            assert not any(word in text for word in ("redis", "`", "gw-", "certmanager", "pool", "2.4"))


def test_a_title_with_internals_is_left_out():
    assert write(BriefKind.UPDATE, pool_incident.context()).title == "INC-1: Payment webhooks are late"
    context = cert_incident.context()
    assert write(BriefKind.UPDATE, context).title == "INC-1: Partner gateway"


def test_honest_when_little_is_known():
    document = write(BriefKind.UPDATE, pool_incident.context(2))
    assert [section.empty for section in document.sections if not section.statements] == [
        "We are still finding out who is affected.",
        "There is no progress to report yet.",
    ]
