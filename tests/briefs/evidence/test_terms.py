from app.briefs.evidence.terms import terms


def test_endings_and_common_words_do_not_count():
    assert terms("Restarting the pods") == terms("restarted pod")
    assert terms("it is the") == frozenset()
