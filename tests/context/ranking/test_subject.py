from app.context.ranking.subject import Subject
from tests.context.ranking.situations import deploy


def test_words():
    assert dict(Subject(change=deploy(50, title="Rounded prices"), live_at=None).words) == {
        "round": 1,
        "pric": 1,
        "till": 1,
    }


def test_what_it_says_of_itself():
    text = Subject(change=deploy(50, title="T", files=("a/b.py",), reach="5 % of users"), live_at=None).text
    assert text.split("\n") == ["T", "a/b.py", "till", "5 % of users"]
