"""Entries of the audit log as LaunchDarkly's REST API (20240415) describes them, asked for and signed."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.launchdarkly import KIND
from app.connectors.launchdarkly.entries import Reader
from app.domain.attributes import ENVIRONMENT, FLAG, FLAG_VARIANT
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
SECRET = "only-launchdarkly-knows"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def entry(ref, minutes_ago, verb="turned on the flag", action="updateOn", place="env/production:flag/new-search;web"):
    return {
        "_id": str(ref),
        "_accountId": "acme",
        "date": round((END - timedelta(minutes=minutes_ago)).timestamp() * 1000),
        "kind": "flag",
        "name": "New search",
        "titleVerb": verb,
        "description": "",
        "shortDescription": "",
        "comment": "",
        "accesses": [{"action": action, "resource": f"proj/shop:{place}"}],
        "member": {"email": "ada@example.com", "firstName": "Ada", "lastName": "Byron"},
        "target": {"name": "New search", "resources": [f"proj/shop:{place}"]},
        "_links": {"site": {"href": "/shop/production/features/new-search", "type": "text/html"}},
    }


def log(entries):
    """Newest first, at most twenty, from before a time."""

    def answer(request):
        before, after, most = (int(request.query[one]) for one in ("before", "after", "limit"))
        found = [one for one in entries if after <= one["date"] < before]
        return {"items": found[: min(most, 20)], "_links": {}}

    return {"GET /api/v2/auditlog": answer}


async def look(answers, scope=None, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="api-t", **given) as one:
        return await one.connector.changes(WINDOW, scope or Scope()), there


async def test_a_flag_that_is_turned_on_is_a_change():
    found, there = await look(log([entry(1, 5)]), services={"web": "shop-web"})
    (one,) = found.items
    assert (one.kind, one.title) == (ChangeKind.FLAG, "new-search: switched on in production")
    assert {FLAG: "new-search", FLAG_VARIANT: "on", ENVIRONMENT: "production"}.items() <= one.attributes.items()
    assert (one.service, one.author, one.ref) == ("shop-web", "Ada Byron", "auditlog/1")
    assert one.url == f"{there.url}/shop/production/features/new-search"
    assert there.asked[0].headers["Authorization"] == "api-t"
    assert one.query.startswith("GET /api/v2/auditlog?after=")


async def test_a_flag_that_is_switched_back_takes_the_last_switch_back():
    off = entry(2, 1, "turned off the flag")
    elsewhere = entry(3, 2, "turned off the flag", place="env/staging:flag/new-search")
    found, _ = await look(log([off, elsewhere, entry(1, 30)]))
    back, other, on = found.items
    assert (back.undoes, on.state, other.undoes) == (on.ref, ChangeState.UNDONE, "")


async def test_pages_are_followed_and_an_entry_on_their_edge_counts_once():
    entries = [entry(number, 1 + number // 7) for number in range(50)]
    found, there = await look(log(entries))
    assert len(found.items) == len({one.ref for one in found.items}) == 50
    assert len(there.asked) == 4


async def test_more_than_is_read_is_said_to_be_more():
    found, _ = await look(log([entry(number, 1 + number / 10) for number in range(400)]))
    assert found.remark == "only the newest 300 entries"


async def test_a_page_that_is_all_of_one_moment_does_not_turn_in_circles():
    found, there = await look(log([*(entry(number, 1) for number in range(30)), entry("before", 2)]))
    assert len(there.asked) == 3
    assert [one.ref for one in found.items][-1] == "auditlog/before"
    assert (len(found.items), found.remark) == (21, "only 20 entries of one moment")


async def test_what_nobody_notices_and_what_is_elsewhere_is_left_out():
    entries = [
        entry(1, 1, "updated the tags of", "updateTags"),
        entry(2, 1, place="env/staging:flag/new-search"),
        entry(3, 1, "updated", "updateRules", place="env/production:flag/old-search"),
        {**entry(4, 1), "accesses": [{"action": "updateOn", "resource": "proj/other:env/production:flag/x"}]},
    ]
    found, _ = await look(log(entries), projects=["shop"], environments=["production"])
    assert [one.ref for one in found.items] == ["auditlog/3"]
    found, _ = await look(log(entries), Scope(environment="staging"))
    assert [one.ref for one in found.items] == ["auditlog/2"]


@pytest.mark.parametrize("answer", [{"items": [{"_id": "1"}]}, {"items": None}, {"message": "no"}])
async def test_another_shape_is_not_nothing(answer):
    with pytest.raises(Unavailable):
        await look({"GET /api/v2/auditlog": answer})


async def hear(body, secret=SECRET, **given):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"x-ld-signature": hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()}
    async with connected(KIND, webhook_secret=SECRET, **given) as one:
        return one.connector.hear(Delivery(headers=headers, body=raw, at=END))


def version(on, *weights):
    variations = [{"variation": number, "weight": weight} for number, weight in enumerate(weights)]
    return {"environments": {"production": {"on": on, "fallthrough": {"rollout": {"variations": variations}}}}}


async def test_a_webhook_says_for_how_many_too():
    versions = {"previousVersion": version(True, 10_000, 90_000), "currentVersion": version(True, 100_000, 0)}
    heard = await hear(entry(1, 5, "updated the default rule of", "updateFallthrough") | versions)
    (change,) = heard.changes
    assert change.reach == "100 % variation 0 (before: 10 % variation 0, 90 % variation 1)"
    assert (change.ref, heard.key) == ("auditlog/1", "1")


async def test_on_or_off_is_seen_in_the_versions_where_the_words_are_others():
    versions = {"previousVersion": version(False), "currentVersion": version(True)}
    (change,) = (await hear(entry(1, 5, "updated") | versions)).changes
    assert change.attributes[FLAG_VARIANT] == "on"


async def test_what_is_no_flag_is_counted():
    heard = await hear({**entry(1, 5), "accesses": [], "target": {"resources": ["proj/shop:env/production"]}})
    assert (heard.changes, heard.dropped) == ((), 1)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", {"_id": "1"}, {"date": 3}])
async def test_garbage_is_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(body)


async def test_another_secret_is_refused():
    with pytest.raises(Refused):
        await hear(entry(1, 5), secret="wrong")


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("_id", "date", "titleVerb", "accesses", "member", "target", "currentVersion"), JSON)
    )
)
def test_whatever_is_in_an_entry_it_is_read_or_left(extra):
    read = Reader("launchdarkly", "https://x.example").changes([entry(1, 5) | extra], "q")
    assert all("\n" not in one.title for one in read)
