import pytest
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from tests.evaluation.rankings import FastLexRank, FastTextRank, ranking

TALK = [
    "The pool of connections is full, and the checkout waits for one.",
    "Every checkout opens three connections to the database.",
    "Lunch is at noon.",
    "The database allows two hundred connections at most.",
    "Yes.",
    "We could open one connection for each checkout, not three.",
    "Lunch?",
    "A checkout that waits for a connection times out after ten seconds.",
    "",
]


@pytest.mark.parametrize(("fast", "library"), [(FastTextRank, TextRankSummarizer), (FastLexRank, LexRankSummarizer)])
def test_it_ranks_as_the_library_does(fast, library):
    assert ranking(fast, TALK) == ranking(library, TALK)
