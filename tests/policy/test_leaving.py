"""What the rules say, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.entry import Kind
from app.domain.incident import Audience, Incident
from app.domain.model import Endpoint
from app.policy.leaving import Leaving, Rule, Rules

LOCAL = Endpoint(host="localhost:11434", is_local=True)
HOSTED = Endpoint(host="api.example.com", is_local=False)
AT = datetime(2026, 3, 14, tzinfo=UTC)
OPEN = Incident(
    id=1, key="INC-1", title="t", channel="C1", channel_name="inc-checkout", declared_at=AT, declared_by="U1"
)
PRIVATE = replace(OPEN, audience=Audience.CHANNEL)
CATCHUP = frozenset({"catchup"})


def leaving(*rules: Rule, **more) -> Leaving:
    return Leaving(Rules(rules=rules, **more))


def stays(house: Leaving, kind: Kind, channel: tuple[str, str] = ("C1", "inc-checkout"), incident=OPEN) -> bool:
    return bool(house.entry_denied(HOSTED, incident, CATCHUP, kind, channel))


def test_by_default_only_private_incidents_stay():
    assert Leaving().call_denied(LOCAL, PRIVATE, CATCHUP) == ""
    assert Leaving().call_denied(HOSTED, OPEN, CATCHUP) == ""
    assert Leaving().call_denied(HOSTED, PRIVATE, CATCHUP) == "private incidents stay on this machine"
    assert Leaving(hosted_private=True).call_denied(HOSTED, PRIVATE, CATCHUP) == ""


def test_an_endpoint_that_nobody_knows_gets_nothing():
    assert Leaving(hosted_private=True).call_denied(Endpoint(host=" ", is_local=True), OPEN, CATCHUP)
    only = leaving(only=("localhost", "*.corp.example"))
    assert only.call_denied(HOSTED, OPEN, CATCHUP) == "nothing may be sent to api.example.com"
    assert only.call_denied(LOCAL, OPEN, CATCHUP) == ""
    assert only.call_denied(Endpoint(host="LLM.corp.example:8000", is_local=False), OPEN, CATCHUP) == ""
    assert leaving(only=()).call_denied(LOCAL, OPEN, CATCHUP)


@pytest.mark.parametrize(
    ("endpoints", "fits"),
    [
        (("hosted",), True),
        (("local",), False),
        (("*",), True),
        (("api.example.com",), True),
        (("*.example.com",), True),
        (("example.com",), False),
    ],
)
def test_endpoints_by_name_pattern_or_where_they_are(endpoints, fits):
    assert bool(leaving(Rule(deny=endpoints)).call_denied(HOSTED, OPEN, CATCHUP)) is fits


@pytest.mark.parametrize("channel", ["C1", "inc-*", "#inc-checkout", "INC-CHECK*"])
def test_channels_by_id_or_pattern(channel):
    assert leaving(Rule(deny=("hosted",), channels=(channel,))).call_denied(HOSTED, OPEN, CATCHUP)
    assert not leaving(Rule(deny=("hosted",), channels=(channel,))).call_denied(
        HOSTED, replace(OPEN, channel="C9", channel_name="general"), CATCHUP
    )


def test_the_first_rule_that_fits_decides():
    house = leaving(
        Rule(allow=("hosted",), audiences=(Audience.CHANNEL,), channels=("inc-*",)),
        Rule(deny=("*",), tasks=("postmortem",), because="postmortems are written by hand"),
    )
    assert house.call_denied(HOSTED, PRIVATE, CATCHUP) == ""
    assert house.call_denied(HOSTED, PRIVATE, frozenset({"postmortem"})) == ""
    assert house.call_denied(LOCAL, OPEN, frozenset({"postmortem"})) == "postmortems are written by hand"
    assert house.call_denied(LOCAL, OPEN, frozenset({"repair", "postmortem"}))
    assert house.call_denied(HOSTED, replace(PRIVATE, channel_name="sec"), CATCHUP)


def test_kinds_and_channels_of_entries_that_stay():
    house = leaving(
        Rule(deny=("hosted",), kinds=(Kind.UTTERANCE,)), Rule(deny=("hosted",), channels=("sec-*",), because="secret")
    )
    assert house.looks_closer
    assert house.call_denied(HOSTED, OPEN, CATCHUP) == ""
    assert stays(house, Kind.UTTERANCE)
    assert not stays(house, Kind.MESSAGE)
    assert house.entry_denied(HOSTED, OPEN, CATCHUP, Kind.MESSAGE, ("C2", "sec-room")) == "secret"
    assert stays(house, Kind.POST), "what we said was written from calls, too"
    assert not leaving(Rule(deny=("local",))).looks_closer


def test_only_one_kind_may_leave():
    house = leaving(Rule(allow=("hosted",), kinds=(Kind.SIGNAL,)), Rule(deny=("hosted",), because="talk stays here"))
    assert house.call_denied(HOSTED, OPEN, CATCHUP) == ""
    assert not stays(house, Kind.SIGNAL)
    assert stays(house, Kind.MESSAGE)


def test_private_incidents_go_to_hosted_models_only_by_a_rule_that_names_them():
    careless = leaving(Rule(allow=("*",), channels=("inc-*",)))
    assert careless.call_denied(HOSTED, PRIVATE, CATCHUP) == "private incidents stay on this machine"
    assert careless.call_denied(LOCAL, PRIVATE, CATCHUP) == ""
    meant = leaving(Rule(allow=("*",), audiences=(Audience.CHANNEL,)))
    assert meant.call_denied(HOSTED, PRIVATE, CATCHUP) == ""


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({}, "either `allow` or `deny`"),
        ({"allow": ("a",), "deny": ("b",)}, "either `allow` or `deny`"),
        ({"allow": ("a",), "channels": ()}, "`channels` is empty"),
        ({"allow": ("a",), "audiences": ()}, "`audiences` is empty"),
        ({"deny": (" ",)}, "a pattern is empty"),
        ({"deny": ("a",), "channels": ("",)}, "a pattern is empty"),
        ({"deny": ("a",), "tasks": ("postmorten",)}, "there is no task `postmorten`"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule, sentence):
    with pytest.raises(ValueError, match=sentence):
        Rule(**rule)
