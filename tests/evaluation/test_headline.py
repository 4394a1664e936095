"""The points for a headline, on cases made by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.evaluation.headline import headline_points
from app.evaluation.truth import Fact, Truth
from tests.briefs.exports import context_from, record

AT = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
SAID = (
    "ALERT payments-api 5xx ratio high",
    "maybe the vacuum holds locks",
    "not the vacuum",
    "rolling back payments-api",
)
TRUTH = Truth(
    id="x",
    services=("payments-api",),
    root_cause="Release 3.18 exhausts the connection pool",
    fixes=("Rolled payments-api back to 3.17",),
    facts=(
        Fact(kind="alerts", id="a", what="FIRING: PaymentErrors 5xx ratio", ts="100.000000", at=AT),
        Fact(kind="ruled_out", id="r", what="the nightly vacuum holds locks", ts="102.000000", at=AT),
    ),
)


def context():
    drafts = [
        Draft(
            key=f"C1/{100 + number}.000000",
            kind=Kind.MESSAGE,
            happened_at=AT + timedelta(seconds=number),
            author=Author(Voice.PERSON, "U1"),
            source=Source("slack", str(number)),
            text=text,
        )
        for number, text in enumerate(SAID)
    ]
    return context_from(record(drafts), {"U1": "Ana"}, {"C1": "war-room"})


def points(*texts, truth=TRUTH, headline="Investigating · severity not set · no lead · declared 2025-03-04 09:00 UTC"):
    statements = tuple(Statement(text, (1,), Standing.STATED) for text in texts)
    document = Document(
        kind=BriefKind.SUMMARY, title="", headline=headline, sections=(Section("state", "State", statements),),
        written_at=AT, written_by="rules", entries_read=4,
    )  # fmt: skip
    return headline_points(document, context(), truth)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ana: “rolled payments-api back to 3.17” → helped: “errors gone”"], 100),
        (["Ana: “reverting payments-api to 3.17 now”"], 100),
        (["Roll back the payments api"], 100),
        (["one", "two", "Ana: “payments-api is on 3.17 again, the rollback is done”"], 100),
        (["one", "two", "three", "Ana: “reverting payments-api to 3.17 now”"], 0),
        (["Somebody should revert something"], 65),
        (["Stated cause – Ana: “release 3.18 takes all of the connection pool”"], 65),
        (["payments-api answers slowly"], 35),
        (["Alertmanager: “PaymentErrors 5xx ratio”"], 35),
        (["All is well"], 0),
        ([], 0),
        (["Stated cause – Ana: “the nightly vacuum holds locks”", "Ana: “rolled payments-api back to 3.17”"], 0),
        (["Ruled out – Ana: “the nightly vacuum holds locks”", "Ana: “rolled payments-api back to 3.17”"], 100),
        (["Theory – Ana: “the nightly vacuum holds locks”"], 0),
        (["Restarted payments-api"], 35),
    ],
)
def test_points(texts, expected):
    assert points(*texts) == expected


def test_where_nothing_needed_doing_saying_so_is_the_fix():
    truth = Truth(id="x", services=("mail",), fixes=("auto-resolved by itself, no action",))
    assert points("A single alert that ended by itself after 3 min", truth=truth) == 100
    assert points("Restart the mail relay", truth=truth) == 35


def test_other_words_for_the_same_operation():
    flag = Truth(id="x", services=("search",), fixes=("Disabled the flag semantic_rerank",))
    for text in ("turned off semantic_rerank", "semantic_rerank is off now", "switching the semantic_rerank flag off"):
        assert points(text, truth=flag) == 100, text
    assert points("semantic_rerank was enabled at 13:30", truth=flag) == 0
    limit = Truth(id="x", services=("cache",), fixes=("Increased memory limit of the cache",))
    assert points("bump the memory limit of the cache", truth=limit) == 100


def test_no_points_where_the_truth_knows_neither_fix_nor_cause():
    assert points("anything", truth=replace(TRUTH, root_cause="", fixes=())) is None
