async def test_the_help_starts_with_what_works_here(inc):
    answer = (await inc("help")).answer
    assert answer.startswith("*In this channel*\n`status` Say where the incident stands, or ask.")
    assert (await inc("help", channel="C9")).answer.startswith("*Anywhere*\n`new` Declare")
    assert "`taken`" not in answer
    assert len(answer) < 3000


async def test_one_command_is_explained(inc):
    answer = (await inc("help follow-up")).answer
    assert answer.startswith("`/inc followup [@person] [by friday] [TEXT]`\n*Promise work for later")
    assert "`/inc followup done 2`" in answer
    assert "Did you mean `/inc decision`?" in (await inc("help desicion")).answer
    assert (await inc("help help")).answer.startswith("`/inc help [VERB]`")
