import pytest

from app.briefs.guardrails.inert import leads_away
from app.briefs.writers.keeping import exact, says_all, says_more
from app.domain.brief import Standing, Statement

PEOPLE = {"U1": "Priya", "U2": "Tomasz Nowak"}


def _statement(text, *citations):
    return Statement(text, citations or (1,), Standing.INFERRED)


def test_exact_words_are_numbers_times_and_identifiers():
    assert exact("At 14:05, api-1 had 9% of p99 in `max_pool` → redis.conf, camelCase. Fine") == {
        "14:05", "api-1", "9%", "p99", "max_pool", "redis.conf", "camelcase",
    }  # fmt: skip


KNOWN = "Tomasz Nowak: “failing over redis-2 now” → no effect: Priya “no change, lag still climbing”"


@pytest.mark.parametrize(
    "better",
    [
        "Tomasz failed over redis-2, with no effect: Priya saw no change and the lag still climbing",
        "Tomasz Nowak failed over redis-2; no effect, lag is still climbing without change (Priya)",
    ],
)
def test_better_words_that_lose_nothing(better):
    assert says_all(_statement(better), _statement(KNOWN), PEOPLE)


@pytest.mark.parametrize(
    ("worse", "why"),
    [
        ("Tomasz failed over redis, no effect: Priya saw no change, lag still climbing", "the identifier"),
        ("Somebody failed over redis-2, no effect: Priya saw no change, lag still climbing", "a name"),
        ("Tomasz failed over redis-2: Priya saw no change, lag still climbing", "the outcome... kept as no change"),
        ("Tomasz failed over redis-2 and it helped, Priya saw a change, lag climbing", "the outcome"),
        ("Tomasz and Priya did not touch redis-2, no effect", "most words"),
    ],
)
def test_worse_words_lose_something(worse, why):
    expected = why.endswith("kept as no change")
    assert says_all(_statement(worse), _statement(KNOWN), PEOPLE) is expected, why


def test_the_first_source_must_be_cited():
    assert not says_all(_statement(KNOWN, 2), _statement(KNOWN, 1, 2), PEOPLE)


@pytest.mark.parametrize(
    ("known", "stronger"),
    [
        ("Theory – Priya: “the pool is exhausted”", "Priya: the pool is exhausted"),
        ("Ruled out – Priya: “resolver latency is flat”", "Priya: resolver latency is flat"),
        ("Priya: “write the ticket” – owner: Priya, due: unknown", "Priya owns writing the ticket, due date is set"),
        ("Priya: “are retries safe for merchants?”", "Priya: retries are safe for merchants"),
        ("Proposed – Priya: “disable the retries”", "Priya: disabled the retries"),
        ("Priya: “retries are not safe”", "Priya: retries are safe"),
    ],
)
def test_what_gives_a_statement_its_sense_is_not_lost(known, stronger):
    assert not says_all(_statement(stronger), _statement(known), PEOPLE)


def test_more_is_what_the_entries_have_and_nobody_told_yet():
    cited = "Priya the pool is 10, I remember it being 40, since the terraform apply of yesterday"
    known = [_statement("Priya: “the pool is 10”")]
    assert says_more(_statement("Priya remembers the pool being 40"), known, cited)
    assert says_more(_statement("Terraform apply of yesterday changed it"), known, cited)
    assert not says_more(_statement("Things happened"), known, cited)
    assert not says_more(_statement("Various unexpected circumstances transpired yesterday"), known, cited)
    assert not says_more(_statement("The pool is 10"), known, cited)


@pytest.mark.parametrize(
    "address",
    [
        "hxxps://evil[.]example",
        "https://evil.example/x",
        "evil(dot)example",
        "www.evil.example",
        "evil.example",
        "a@evil.example",
        "\\\\evil\\x",
        "HTTPS evil",
    ],
)
def test_no_address_that_is_not_cited_however_disguised(address):
    assert leads_away(f"{address} the lag is 340", "Ana the lag is 340")
    assert not leads_away(f"{address} the lag is 340", f"Ana said {address} the lag is 340")


def test_what_only_looks_a_little_like_one_is_none():
    assert not leads_away(
        "Ana: the lag is 340.5 s. Then it fell, e.g. to 3", "Ana: the lag is 340.5 s. Then it fell, e.g. to 3"
    )
    assert not leads_away(
        "Ana ran `apply -target=module.dispatcher`, twice", "Ana `apply -target=module.dispatcher` twice"
    )
    assert not leads_away("Errors rose at 14:05. Nothing else", "")
