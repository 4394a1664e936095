"""The terms of texts: endings, identifiers, synonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.similar.terms import counted, shown, stemmed


def words(text: str) -> set[str]:
    return {term for term in counted(text) if not term.startswith("~")}


@pytest.mark.parametrize(
    "forms",
    [
        "crash crashes crashed crashing",
        "stop stops stopped stopping",
        "create creates created creating",
        "query queries",
    ],
)
def test_forms_of_a_word_are_one(forms):
    assert len({stemmed(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("word", ["status", "dns", "https", "process", "redis", "string", "need", "is"])
def test_words_that_only_look_as_if_they_had_an_ending(word):
    assert stemmed(word) in {word, word.removesuffix("s")}


def test_identifiers_whole_and_in_parts():
    assert {"ingress-controller", "ingress", "controller"} <= words("the ingress-controller")
    assert {"high", "error", "rat"} <= words("HighErrorRate")
    assert {"db", "pool", "db_pool"} <= words("db_pool")


def test_what_does_not_make_incidents_alike_is_no_term():
    assert words("it was at 10:45 on 2025-03-04, see https://example.com/a-b") == set()
    assert words("it's don't") == set()


def test_status_codes_are_terms():
    assert words("503 and 200 and 12345") == {"503"}


def test_synonyms_share_a_term():
    assert set(counted("TLS cert")) & set(counted("x509")) == {"~certificate"}
    assert set(counted("unreachable")) & set(counted("outage"))


def test_how_a_term_was_written():
    assert shown("Certificates expired")["certificat"] == "certificates"


@given(st.text(max_size=300))
def test_it_never_raises(text):
    assert all(counted(text))
