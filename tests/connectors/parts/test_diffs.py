"""Files and diffs have bounds, and cost no change when they cannot be had."""

from datetime import UTC, datetime

from app.connectors.parts.diffs import MOST_DIFF_CHARS, MOST_FILES, Patch, touched, with_files
from app.domain.change import Change, ChangeKind
from app.domain.errors import Unavailable

HUNKS = "@@ -1 +1 @@\n-timeout = 3\n+timeout = 1"


def change(ref):
    at = datetime(2026, 3, 14, tzinfo=UTC)
    return Change(connector="x", kind=ChangeKind.MERGE, ref=ref, title=ref, started_at=at)


def test_a_renamed_file_has_both_names_in_its_diff():
    assert touched([Patch("new.py", "old.py", HUNKS)]) == (("new.py",), f"--- a/old.py\n+++ b/new.py\n{HUNKS}\n")


def test_a_file_without_hunks_has_only_its_path():
    assert touched([Patch("logo.png", "", ""), Patch("", "", HUNKS)]) == (("logo.png",), "")


def test_one_huge_file_does_not_hide_the_others():
    paths, diff = touched([Patch("lock.json", "", "x" * 100_000), Patch("app.py", "", HUNKS)])
    assert paths == ("lock.json", "app.py")
    assert "+timeout = 1" in diff


def test_files_and_text_are_bounded():
    paths, diff = touched(Patch(f"{number}.py", "", "x" * 1000) for number in range(300))
    assert len(paths) == MOST_FILES
    assert len(diff) <= MOST_DIFF_CHARS


async def test_the_first_few_get_their_files_and_what_cannot_be_had_is_told():
    async def ask(one):
        if one.ref == "2":
            raise Unavailable("x", "gone")
        return [Patch(f"{one.ref}.py", "", HUNKS)]

    changes, remark = await with_files([change(str(n)) for n in range(12)], lambda one: one.ref != "0", ask)
    assert [one.ref for one in changes if one.files] == ["1", "3", "4", "5", "6", "7", "8"]
    assert (len(changes), remark) == (12, "no files of 1 change")
