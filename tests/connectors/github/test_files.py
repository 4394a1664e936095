"""Files and diffs have bounds."""

from app.connectors.github.files import MOST_DIFF_CHARS, MOST_FILES, touched
from tests.connectors.github.objects import file


def test_a_renamed_file_has_both_names_in_its_diff():
    paths, diff = touched([file("new.py") | {"previous_filename": "old.py"}])
    assert paths == ("new.py",)
    assert diff.startswith("--- a/old.py\n+++ b/new.py\n")


def test_one_huge_file_does_not_hide_the_others():
    paths, diff = touched([file("lock.json", "x" * 100_000), file("app.py")])
    assert paths == ("lock.json", "app.py")
    assert "+timeout = 1" in diff


def test_files_and_text_are_bounded():
    paths, diff = touched([file(f"{number}.py", "x" * 1000) for number in range(300)])
    assert len(paths) == MOST_FILES
    assert len(diff) <= MOST_DIFF_CHARS
