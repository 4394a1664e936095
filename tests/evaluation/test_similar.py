"""Finding reports from paraphrases: the figures, the queries, and what stands beside the reports."""

import json
from pathlib import Path

import pytest

from app.domain.errors import Unavailable, UserError
from app.evaluation.similar import OURS, PLAIN, evaluate
from app.evaluation.similar_queries import held_out, paraphrases, read_reports

SHARED = Path(__file__).parents[3] / "shared" / "data" / "postmortems"
REPORTS = {
    "2025-01-01-disk": "# 2025-01-01, Disk full\n\n## Summary\n\nWrites to the database failed for two hours.\n\n"
    "## Timeline\n\nThe database host had no space left, writes failed.\n\n## Resolution\n\nWe deleted old files.\n",
    "2025-02-02-certificate": "# 2025-02-02, Certificate expired\n\n## Summary\n\nBrowsers refused to open the shop.\n\n"
    "## Timeline\n\nBrowsers refused the certificate of the shop.\n\n- **Time to resolve**: 1h 30m\n",
    "deep/queue": "# Queue stuck\n\nMails waited in the queue.\n\n## Events\n\nThe queue had no consumer, mails waited.\n",
}
QUERIES = {
    "2025-01-01-disk": ["database cannot write, no space left on the host"],
    "2025-02-02-certificate": ["shop does not open in browsers, TLS certificate"],
    "deep/queue": ["mails wait in a queue without consumer"],
    "": ["robots stand still"],
}


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, text in REPORTS.items():
        file = tmp_path / "reports" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "reports" / "README.md").write_text("# No report")
    return tmp_path / "reports"


def test_figures_beside_plain_bm25(folder):
    (folder / "queries.json").write_text(json.dumps(QUERIES))
    result = evaluate(folder)
    assert result.reports == 3
    assert [(row.looked_for_by, row.search, row.queries) for row in result.found[:4]] == [
        ("a paraphrase", OURS, 3),
        ("a paraphrase", PLAIN, 3),
        ("a paraphrase, held out", OURS, 1),
        ("a paraphrase, held out", PLAIN, 1),
    ]
    assert [(row.recall_at_1, row.recall_at_3, row.mrr) for row in result.found[:1]] == [(1.0, 1.0, 1.0)]
    assert (result.shown[0].right, result.shown[0].of_none, result.shown[0].wrongly) == (3, 1, 0)
    assert result.missed == ()
    assert json.loads(json.dumps(result.as_json()))["found"][0]["recall at 3"] == 1.0


def test_without_paraphrases_each_is_looked_for_by_its_own_words(folder):
    result = evaluate(folder)
    assert {row.looked_for_by for row in result.found} == {"its own first sentence, taken out"}
    assert result.found[0].queries == 3
    assert result.shown == ()


def test_our_paraphrases_are_for_those_public_reports_that_are_there(folder):
    (folder / "mybinder").mkdir()
    (folder / "mybinder" / "2018-02-22-nginx-down.md").write_text("# Down\n\nEverything was down.\n")
    result = evaluate(folder)
    assert (result.shown[0].queries, result.shown[0].of_none) == (2, 16)


def test_facts_beside_the_reports(folder):
    facts = {"resolution": "We deleted old files.", "time_to_resolve": None}
    (folder / "2025-01-01-disk.json").write_text(json.dumps(facts))
    (folder / "2025-02-02-certificate.json").write_text(json.dumps({"time_to_resolve": "1h 30m"}))
    told = evaluate(folder).told
    assert told["The fix is quoted from the part about the resolution"] == "1 of 1"
    assert told["How long it took is right"] == "1 of 1"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("no json", "is not JSON"),
        ("[]", "must map names"),
        ('{"a": "b"}', "must map names"),
        ('{"gone": ["x"]}', "queries for gone, which is no report"),
    ],
)
def test_queries_that_cannot_be_used(folder, given, sentence):
    (folder / "queries.json").write_text(given)
    with pytest.raises(UserError, match=sentence):
        evaluate(folder)


def test_folders_that_cannot_be_used(tmp_path):
    with pytest.raises(Unavailable, match="there is no folder"):
        evaluate(tmp_path / "gone")
    with pytest.raises(UserError, match="fewer than two reports"):
        evaluate(tmp_path)
    with pytest.raises(UserError, match="Cannot read"):
        paraphrases(tmp_path, tmp_path / "gone.json", [])


def test_the_public_reports():
    if not SHARED.is_dir():
        pytest.skip("the public reports are not here")
    result = evaluate(SHARED)
    by = {(row.looked_for_by, row.search): row for row in result.found}
    ours, plain = by["a paraphrase, held out", OURS], by["a paraphrase, held out", PLAIN]
    assert ours.recall_at_3 >= max(0.87, plain.recall_at_3)
    assert ours.mrr > plain.mrr + 0.1
    everything = result.shown[0]
    assert everything.only_others <= 6
    assert everything.wrongly <= 3


def test_half_of_the_paraphrases_are_held_out_and_repeat_no_sentence():
    if not SHARED.is_dir():
        pytest.skip("the public reports are not here")
    reports = read_reports(SHARED)
    queries = paraphrases(SHARED, None, [one.name for one in reports])
    assert len(queries) == 80
    assert len(held_out(queries)) == 40
    words = {one.name: " ".join(one.report.markdown.lower().split()) for one in reports}
    for query in queries:
        said = query.text.lower().split()
        runs = (" ".join(said[at : at + 6]) for at in range(len(said) - 5))
        assert not any(run in text for run in runs for text in words.values()), query.text
