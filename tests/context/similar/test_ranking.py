"""Ranking: rare words count more, so do titles; what is not alike is said to be weak."""

from app.context.similar.past import Field
from app.context.similar.ranking import index

TEXTS = [
    {Field.TITLE: "Certificate expired", Field.SYMPTOMS: "Browsers refuse the connection to the shop."},
    {Field.TITLE: "Disk full on the database", Field.SYMPTOMS: "Writes fail, no space left on device."},
    {
        Field.TITLE: "Slow checkout",
        Field.SYMPTOMS: "Requests take seconds.",
        Field.REST: "We first thought of the disk.",
    },
    {Field.TITLE: "Queue backlog", Field.SYMPTOMS: "Messages wait for hours.", Field.SERVICES: "mail-sender"},
]


def first(query: str) -> int:
    return index(TEXTS).search(query)[0].place


def test_the_right_one_is_first():
    assert first("the TLS cert is not valid, browsers complain") == 0
    assert first("no space on device") == 1
    assert first("mail-sender has a backlog") == 3


def test_a_word_counts_more_in_a_title_than_in_passing():
    assert [hit.place for hit in index(TEXTS).search("disk")] == [1, 2]


def test_what_is_about_something_else_is_weak():
    for query in ("robots stand still in the warehouse", "the phone line is silent", ""):
        assert all(hit.is_weak for hit in index(TEXTS).search(query))
    assert not index(TEXTS).search("writes fail as the disk of the database is full")[0].is_weak


def test_shared_terms_are_those_that_count_most_first():
    hit = index(TEXTS).search("certificate of the shop")[0]
    assert set(hit.shared) >= {"certificat", "shop"}
    assert hit.shared[0] == "certificat"


def test_a_long_query_is_not_a_little_like_everything():
    noise = " ".join(f"word{number} thing{number}" for number in range(400))
    hits = index([*TEXTS, {Field.REST: noise}]).search(f"certificate expired, browsers refuse. {noise[:1500]}")
    assert {hit.place for hit in hits if not hit.is_weak} <= {0, 4}


def test_one_text_alone_can_be_alike_and_unlike():
    alone = index(TEXTS[1:2])
    assert not alone.search("database disk is full, writes fail")[0].is_weak
    assert all(hit.is_weak for hit in alone.search("checkout is slow for customers in Brazil since the release"))


def test_nothing_to_search_in():
    assert index([]).search("anything") == []
