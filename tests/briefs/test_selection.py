from datetime import timedelta

from app.briefs.evidence.quoting import Point
from app.briefs.sections.part import Part
from app.briefs.selection import Limits, Share, fitted
from app.domain.brief import Standing, Statement
from tests.briefs.saying import told_about

READ = told_about("10:00 ana: a\n10:30 ben: b")


def _part(key, *points):
    return Part(key, key, lambda account: list(points), "nothing")


def _point(text, number, weight=5, minutes=0, covers=None):
    at = READ.heard[0].at + timedelta(minutes=minutes)
    return Point(Statement(text, (number,), Standing.STATED, at), weight, (number,) if covers is None else covers)


def _texts(sections):
    return [[statement.text for statement in section.statements] for section in sections]


def test_the_weightiest_in_their_order():
    part = _part("a", _point("light", 1, 1), _point("heavy", 2, 9), _point("middle", 3, 5))
    assert _texts(fitted([Share(part, 2)], READ, Limits())) == [["heavy", "middle"]]


def test_of_equals_the_newest():
    part = _part("a", _point("old", 1), _point("new", 2, minutes=29))
    assert _texts(fitted([Share(part, 1)], READ, Limits())) == [["new"]]


def test_what_is_told_is_not_told_again():
    shares = [Share(_part("a", _point("x", 1)), 5), Share(_part("b", _point("x too", 1), _point("y", 2)), 5)]
    assert _texts(fitted(shares, READ, Limits())) == [["x"], ["y"]]
    shares[1] = Share(shares[1].part, 5, once=False)
    assert _texts(fitted(shares, READ, Limits())) == [["x"], ["x too", "y"]]


def test_new_means_not_even_cited():
    first = _part("a", _point("x", 1, covers=()))
    second = _part("b", _point("again", 1))
    assert _texts(fitted([Share(first, 1), Share(second, 1)], READ, Limits())) == [["x"], ["again"]]
    assert _texts(fitted([Share(first, 1), Share(second, 1, new=True)], READ, Limits())) == [["x"], []]


def test_an_optional_section_with_nothing_is_left_out():
    assert fitted([Share(_part("a"), 1, optional=True)], READ, Limits()) == ()
    assert fitted([Share(_part("a"), 1)], READ, Limits())[0].empty == "nothing"


def test_too_long_loses_the_lightest_and_the_least_is_kept():
    points = [_point(f"statement number {n} " * 5, n, weight=n) for n in range(1, 9)]
    sections = fitted(
        [Share(_part("a", *points[:4]), 4), Share(_part("b", *points[4:]), 4, least=2)], READ, Limits(lines=6)
    )
    assert [len(section.statements) for section in sections] == [1, 3]
    assert [statement.text[:18] for statement in sections[0].statements] == ["statement number 4"]


def test_what_the_reader_has_not_seen_comes_first():
    part = _part("a", _point("seen", 1, 6), _point("unseen", 2, 5, minutes=20))
    read = told_about("10:00 ana: a\n10:30 ben: b", since=READ.heard[0].at + timedelta(minutes=10))
    assert _texts(fitted([Share(part, 1)], read, Limits())) == [["unseen"]]
