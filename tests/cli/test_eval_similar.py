"""`watchkeeper eval similar`: the table, the JSON, and sentences for what cannot be done."""

import json

import pytest


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in ("disk", "certificate"):
        (reports / f"{name}.md").write_text(
            f"# {name}\n\n## Summary\n\nThe {name} was the trouble.\n\nMore of {name}.\n"
        )
    return reports


def test_figures(run, folder, tmp_path):
    out, queries = tmp_path / "out.json", tmp_path / "q.json"
    queries.write_text(json.dumps({"disk": ["trouble with the disk"], "certificate": ["robots"]}))
    result = run("eval", "similar", str(folder), "--queries", str(queries), "--json", str(out), "--problems")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "2 reports"
    assert lines[1].split()[-4:] == ["queries", "recall@1", "recall@3", "MRR"]
    assert "missed: robots" in lines
    figures = json.loads(out.read_text())
    assert figures["reports"] == 2
    assert figures["found"][0] == {
        "looked for by": "a paraphrase",
        "search": "Watchkeeper",
        "queries": 2,
        "recall at 1": 0.5,
        "recall at 3": 0.5,
        "mrr": 0.5,
    }


def test_what_cannot_be_done(run, folder, tmp_path):
    for arguments, sentence in (
        ([str(tmp_path / "gone")], "there is no folder"),
        ([str(tmp_path / "reports"), "--queries", str(tmp_path / "q")], "Cannot read"),
        ([str(folder), "--json", str(tmp_path)], "Cannot write"),
    ):
        result = run("eval", "similar", *arguments)
        assert result.code != 0
        assert sentence in result.shown
        assert "Traceback" not in result.shown
