"""With what reports are looked for: files of paraphrases, good and bad, and the reports' own words, taken out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.parts.markdown.files import MOST_FILE_BYTES
from app.context.similar.past import Field
from app.domain.errors import UserError
from app.evaluation.similar_queries import (
    NOTHING,
    Query,
    held_out,
    own_words,
    paraphrases,
    read_reports,
    without_own_words,
)

REPORTS = {
    "a.disk.md": "# Disk full\n\n## Summary\n\nWrites to the database failed.\n\n## Timeline\n\nNo space was left.\n",
    "deep/b.md": "# Queue stuck\n\nMails waited in the queue.\n\n## Events\n\nThe queue had no consumer.\n",
}
NAMES = ["a.disk", "deep/b"]


@pytest.fixture
def folder(tmp_path):
    for name, text in REPORTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_reports_are_named_by_their_path_without_the_ending(folder):
    (folder / "README.md").write_text("# Nothing")
    (folder / "notes.txt").write_text("nothing")
    assert sorted(one.name for one in read_reports(folder)) == NAMES


def test_one_report_alone_is_not_enough(folder):
    (folder / "a.disk.md").unlink()
    with pytest.raises(UserError, match="fewer than two"):
        read_reports(folder)


def test_which_file_of_paraphrases_is_read(folder):
    for place, name in (("queries.json", "own"), ("paraphrases.json", "other")):
        (folder / place).write_text(json.dumps({"a.disk": [name]}))
    given_file = folder / "given.json"
    given_file.write_text(json.dumps({"deep/b": ["given", "twice"], NOTHING: ["robots"]}))
    assert paraphrases(folder, None, NAMES) == [Query("a.disk", "own")]
    assert paraphrases(folder, given_file, NAMES) == [
        Query(NOTHING, "robots"),
        Query("deep/b", "given"),
        Query("deep/b", "twice"),
    ]
    (folder / "queries.json").unlink()
    assert paraphrases(folder, None, NAMES) == [Query("a.disk", "other")]


def test_without_a_file_ours_are_of_no_use_for_other_reports(folder):
    assert paraphrases(folder, None, NAMES) == []
    ours = paraphrases(folder, None, ["mybinder/2018-02-22-nginx-down"])
    assert {one.name for one in ours} == {"mybinder/2018-02-22-nginx-down", NOTHING}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (b"\xff\xfe\x00", "is not JSON"),
        (b"", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"null", "must map names"),
        (b'{"a.disk": [1]}', "must map names"),
        (b'{"a.disk": {"x": "y"}}', "must map names"),
        (b'{"gone": []}', "queries for gone, which is no report"),
        (b" " * (MOST_FILE_BYTES + 1), "is too large"),
    ],
    ids=["bytes", "empty", "deep", "null", "number", "map", "gone", "large"],
)
def test_files_that_cannot_be_used(folder, written, sentence):
    (folder / "queries.json").write_bytes(written)
    with pytest.raises(UserError, match=sentence):
        paraphrases(folder, None, NAMES)


def test_a_folder_instead_of_a_file(folder):
    with pytest.raises(UserError, match="Cannot read"):
        paraphrases(folder, folder / "deep", NAMES)


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c", "d"]), st.text(max_size=3))))
def test_what_is_held_out_is_whole_reports_and_about_half(drawn):
    queries = [Query(*one) for one in drawn]
    out = held_out(queries)
    names, chosen = {one.name for one in queries} - {NOTHING}, {one.name for one in out} - {NOTHING}
    assert [one for one in queries if one.name in chosen] == [one for one in out if one.name]
    assert len(chosen) == len(names) // 2
    assert sum(not one.name for one in out) == sum(not one.name for one in queries) // 2


def test_own_words_are_taken_out_of_what_is_searched(folder):
    disk = next(one for one in read_reports(folder) if one.name == "a.disk")
    assert own_words([disk]) == [Query("a.disk", "Writes to the database failed.")]
    left = without_own_words(disk)
    assert left[Field.TITLE] == ""
    assert "Writes to the database" not in " ".join(left.values())
    assert "No space was left" in " ".join(left.values())
