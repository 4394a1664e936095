"""What is read from truth.json in its three shapes, and what is said of a broken one."""

import json
from datetime import UTC, datetime

import pytest

from app.domain.errors import UserError
from app.evaluation.exports import find_exports
from app.evaluation.truth import read_truth
from tests.evaluation.corpora import OWN


def truth(folder, value):
    (folder / "truth.json").write_text(value if isinstance(value, str) else json.dumps(value))
    return read_truth(folder)


def test_messages_cause_fix_and_promises(tmp_path):
    read = truth(
        tmp_path,
        {
            "id": "x",
            "metadata": {"root_cause": "A full disk", "resolution": "Deleted old files"},
            "services": {"media": {}},
            "alerts": [{"ts": "1741080820.117719", "title": "Disk"}],
            "actions": [
                {"ts": "1741080821.000000", "what": "deleting"},
                {"ts": "1741080822.0", "what": "a", "helped": False},
            ],
            "resolutions": [{"ts": "1741080823.000000", "text": "done\n- [ ] Clean up weekly"}],
            "timeline": [{"ts": "1741080820.117719", "type": "message"}, {"ts": "1741080821.000000", "type": "action"}],
        },
    )
    assert [fact.kind for fact in read.facts] == [
        "alerts", "actions", "actions", "resolutions", "timeline", "follow_ups", "cause",
    ]  # fmt: skip
    assert read.fixes == ("Deleted old files", "deleting")
    assert (read.services, read.causes_known, read.owners_known) == (("media",), False, False)
    assert set(read.moments) == {"detected", "resolved"}


def test_a_report_with_times_of_day(tmp_path):
    read = truth(tmp_path, {"date": "2017-07-18", "root_cause": ["A deployment"], "resolution": ["22:34 rollback"],
                            "actions": ["write it down"], "timeline": [{"at": "21:40", "text": "It begins"}]})  # fmt: skip
    assert read.of("timeline")[0].at == datetime(2017, 7, 18, 21, 40, tzinfo=UTC)
    assert read.root_cause == "A deployment"
    assert read.of("actions") == []


def test_one_word_causes_are_what_there_is_to_do(tmp_path):
    read = truth(tmp_path, {"metadata": {"root_cause": "auto_resolved"}, "alerts": [{"ts": "1741080820.117719"}]})
    assert (read.root_cause, read.fixes, read.of("cause")) == ("", ("auto-resolved by itself",), [])


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("{", "is not valid JSON"),
        ("[]", "has to be an object"),
        ({"alerts": [{"ts": "noon"}]}, "has a time that cannot be read"),
    ],
)
def test_a_broken_one_is_said_to_be(tmp_path, broken, sentence):
    with pytest.raises(UserError, match=sentence):
        truth(tmp_path, broken)


def test_our_own_corpus_is_complete():
    corpus = find_exports(OWN)
    assert corpus.skipped == ()
    assert {folder.name for folder, _ in corpus.exports} == {path.name for path in OWN.iterdir() if path.is_dir()}
    table = (OWN / "README.md").read_text()
    for folder, read in corpus.exports:
        assert f"| {folder.name} |" in table
        assert read.causes_known
        assert read.owners_known
        said = [message for day in folder.glob("*/*.json") for message in json.loads(day.read_text())]
        assert {fact.ts for fact in read.facts} <= {message["ts"] for message in said}
        assert all(
            any(text in json.dumps(message, ensure_ascii=False).replace("\\", "") for message in said)
            for text in read.injected
        )
