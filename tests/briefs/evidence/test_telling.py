from app.briefs.evidence.telling import runs, telling


def test_grammar_and_manners_tell_nothing():
    assert [each.word for each in telling("Okay, so I think we should really look at the menu button.")] == [
        "menu",
        "button",
    ]


def test_forms_of_a_word_are_one():
    assert telling("buttons")[0].stem == telling("button")[0].stem


def test_words_that_stand_together_are_one_run():
    found = runs("The voice recognition of LCD screens, remote control's price")
    assert [[each.word for each in run] for run in found] == [
        ["voice", "recognition"],
        ["LCD", "screens"],
        ["remote", "control"],
        ["price"],
    ]
