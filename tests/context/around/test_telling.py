"""The card on one screen, the list of changes, and the news: what they say, and that nothing from outside gets through."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.around.telling import all_changes, card, linked, moment, news
from app.context.around.view import Duty, Excerpt, Precedent, Responsible, Seen, Suspect, View
from app.domain.window import Window

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
EMPTY = View(looked_at=NOW, window=Window(NOW - timedelta(hours=6), NOW), asked=3, tellers=2)
SEEN = Seen(
    title="High error rate",
    kind="alert",
    since=NOW - timedelta(minutes=9),
    services=("ledger",),
    count=4,
    url="https://a.example/1",
)
SUSPECT = Suspect(
    key="ships/7", title="Deploy ledger 2.31", kind="deploy", at=NOW - timedelta(minutes=15), state="done",
    reasons=("6 min before the first deviation", "same service", "touches pool.py which the errors name", "a fourth"),
    url="https://ships.example/7",
)  # fmt: skip
FULL = replace(
    EMPTY,
    services=("ledger", "checkout"),
    at_risk=("web",),
    firing=(replace(SEEN, services=("ledger", "checkout"), others=2, first="ledger", why="signals since 09:21 UTC"),),
    suspects=(SUSPECT, replace(SUSPECT, key="flags/x", title="new-retry on", kind="flag", state="undone", reach="5 % of users")),
    out=(replace(SUSPECT, key="ships/9", title="Deploy web 4", reasons=("after the onset",)),),
    undone=(replace(SUSPECT, key="ships/6", title="Deploy ledger 2.30", state="undone"),),
    considered=14,
    change_systems=2,
    people=(Responsible(service="ledger", owner="Payments", channel="team-payments", on_call=(Duty(person="Ana Lima", user="UANA", system="PagerDuty"),)),),
    similar=(Precedent(name="INC-3", title="Pool exhausted", fix="We rolled back.", fix_url="https://chat.example/4", took="took 40 min", url="https://chat.example/3"),),
    runbook=Excerpt(title="Ledger", section="Pool is exhausted", text="Raise pool_size.", url="https://wiki.example/l"),
    tickets=4,
    tickets_since=NOW - timedelta(minutes=20),
    ticket_url="https://desk.example",
    statuses=(replace(SEEN, title="Stripe: degraded", count=1, url=""),),
    troubles=("Loki: timed out",),
    late=("Tempo",),
    remarks=("Sentry: only the newest 200",),
)  # fmt: skip


def test_the_whole_card(snapshot):
    assert card(FULL) == snapshot


def test_all_changes(snapshot):
    assert all_changes(FULL) == snapshot


def test_it_fits_one_screen_however_much_there_is():
    many = replace(
        FULL,
        services=tuple(f"s{number}" for number in range(40)),
        firing=(FULL.firing[0],) * 12,
        suspects=(SUSPECT,) * 5,
        people=FULL.people * 6,
        similar=FULL.similar * 3,
        statuses=FULL.statuses * 9,
    )
    assert len(card(many).text.splitlines()) <= 28
    assert len(card(many).text) < 4000


def test_nothing_unusual_is_only_said_where_everything_was_looked_at():
    assert "nothing unusual" in card(EMPTY).text
    assert "nothing unusual" not in card(replace(EMPTY, troubles=("Loki: timed out",))).text
    assert "nothing unusual" not in card(replace(EMPTY, late=("Loki",))).text
    assert "No outside system is connected" in card(replace(EMPTY, asked=0, tellers=0)).text


def test_where_nobody_tells_of_signals_or_changes_nothing_was_looked_through():
    body = card(replace(EMPTY, tellers=0))
    assert "No connected system tells of alerts or changes" in body.text
    assert body.footnote == "As of 09:30 UTC."
    assert all_changes(replace(EMPTY, tellers=0)).footnote == "As of 09:30 UTC."
    assert "looked back to 03:30 UTC" in card(EMPTY).footnote


def test_no_likely_change_is_an_answer():
    view = replace(EMPTY, considered=14, change_systems=1, instead=("a third party says that it is down",))
    assert "*No likely change* among 14 changes since 03:30 UTC · a third party says that it is down" in card(view).text
    assert "not everything could be looked at" in card(replace(view, changes_missing=True)).text
    assert "*No likely change*" not in card(replace(EMPTY, changes_missing=True)).text


def test_where_no_service_is_known_it_says_how_to_name_some():
    hint = "`/inc services checkout, ledger` tells me"
    assert hint in card(EMPTY).text
    assert "`/incident services checkout, ledger` tells me" in card(EMPTY, slash="/incident").text
    assert hint not in card(FULL).text
    assert hint not in card(replace(EMPTY, asked=0)).text


def test_where_nothing_was_changed_that_is_said_in_fewer_words():
    assert "*No change* since 03:30 UTC" in card(replace(EMPTY, change_systems=1)).text


def test_without_changes_it_says_whether_anybody_could_be_asked():
    assert "No connected system tells of changes." in all_changes(EMPTY).text
    assert "No system could be asked for changes." in all_changes(replace(EMPTY, changes_missing=True)).text


def test_what_ended_says_when_of_which_service_and_how_much_more_there_was():
    over = replace(SEEN, title="Errors", url="", others=3, ended_at=NOW - timedelta(minutes=2))
    said = card(replace(EMPTY, ended=(over, replace(over, others=0), over))).text
    first, second = "Errors (ledger) and 3 more · the last at 09:28 UTC", "Errors (ledger) · 09:28 UTC"
    assert f"*Ended* {first}; {second}; and 1 more" in said


def test_changes_are_candidates_and_never_causes():
    said = card(FULL).text + all_changes(FULL).text
    assert "none is proven" in said
    assert "cause" not in said.casefold()


def test_people_are_invited_only_where_that_is_wanted_and_only_those_whom_chat_knows():
    assert [one.label for one in card(FULL).buttons] == ["Invite Ana Lima", "Look again"]
    assert [one.label for one in card(FULL, invites=False).buttons] == ["Look again"]
    stranger = replace(FULL, people=(Responsible(service="x", on_call=(Duty(person="Eve"),)),))
    assert [one.label for one in card(stranger).buttons] == ["Look again"]


def test_news_are_of_what_is_there():
    said = news(FULL, ("suspect:ships/7", "undone:flags/x", "suspect:gone/1"))
    assert said.splitlines()[0].startswith(":mag: New candidate: <https://ships.example/7|Deploy ledger 2.31>")
    assert said.splitlines()[1] == (
        ":leftwards_arrow_with_hook: Undone: <https://ships.example/7|Flag new-retry on> · from 09:15 UTC"
    )
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x.example",
        "https://",
        "",
        "https://a.example/ <!channel>",
        "http://[evil",
        "https://[secret:url-credentials]@a.example/",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_only_addresses_of_the_web_become_links(url):
    assert linked("label", url) == "label"


def test_a_link_cannot_be_broken_out_of():
    assert linked("a|b> <!here>", "https://a.example/?q=1&r=<x>|y") == (
        "<https://a.example/?q=1&amp;r=%3Cx%3E%7Cy|a/b&gt; &lt;!here&gt;>"
    )


def test_times_of_other_days_say_which_day():
    assert moment(NOW, NOW) == "09:30 UTC"
    assert moment(NOW - timedelta(days=1), NOW) == "13 Mar 09:30 UTC"


@given(st.text(max_size=80))
def test_whatever_systems_say_it_is_text(said):
    view = replace(
        FULL,
        services=(said,),
        firing=(replace(SEEN, title=said, url=said, services=(said,), first=said, why=said),),
        suspects=(replace(SUSPECT, title=said, url=said, reasons=(said,), reach=said),),
        people=(Responsible(service=said, owner=said, channel=said, contact=said, url=said, on_call=(Duty(person=said),)),),
        similar=(Precedent(name=said, title=said, fix=said, url=said),),
        runbook=Excerpt(title=said, section=said, text=said, url=said),
        troubles=(said,),
        late=(said,),
        remarks=(said,),
    )  # fmt: skip
    for body in (card(view), all_changes(view)):
        shown = body.text + body.footnote
        for mark in ("<!", "<@", "<#"):
            assert mark not in shown
        assert shown.count("<") == shown.count(">") - shown.count("\n> ")
