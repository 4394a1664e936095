async def test_the_title_changes(inc):
    heard = await inc("title Payments &lt;EU&gt; fail for <@UBEN>")
    assert heard.line == ":label: *Title* by Ana Lima: Payments &lt;EU&gt; fail for Ben (was: Checkout is down)"
    assert (await inc.now()).title == "Payments <EU> fail for Ben"


async def test_a_title_of_many_lines_is_one_line_that_fits(inc):
    heard = await inc("title " + "very\nlong " * 1000)
    assert len(heard.entry.text) <= 200
    assert len(heard.entry.details["whole"]) > 9000
    assert "\n" not in heard.entry.text


async def test_no_change_says_so_and_records_nothing(inc):
    heard = await inc("rename “Checkout is down”")
    assert (heard.answer, heard.entries) == ("The title is *Checkout is down* already. Nothing was changed.", [])
