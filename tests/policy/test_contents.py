import re

from hypothesis import given
from hypothesis import strategies as st

from app.domain.entry import Kind
from app.policy import contents
from app.redaction.personal import Pseudonyms


async def test_people_without_bots(house):
    async with house.database.reading() as connection:
        names, bots = await contents.people(connection)
    assert names == {"UANA": "Ana Lima"}
    assert bots == {"UGRAF"}


async def test_kinds_and_channels_of_entries(house):
    said = await house.says("slow")
    spoken = await house.says("pool", Kind.UTTERANCE, channel="C2")
    edited = await house.says("the pool", Kind.EDIT, channel="C2", about="utterance:C2/pool")
    async with house.database.reading() as connection:
        found = await contents.pieces(connection, house.incident, [said, edited, 999])
        assert found == {(Kind.MESSAGE, ("C1", "inc-1")), (Kind.UTTERANCE, ("C2", ""))}
        assert await contents.pieces(connection, house.incident, [spoken]) == {(Kind.UTTERANCE, ("C2", ""))}
        assert await contents.pieces(connection, house.incident, []) == set()
        assert len(await contents.pieces(connection, house.incident, range(1, 2000))) == 3


def test_the_channel_of_a_source():
    assert contents.channel_of("slack", "C1/17.5") == "C1"
    assert contents.channel_of("slack command", "C1/k1") == "C1"
    assert contents.channel_of("watchkeeper", "a/b") == ""
    assert contents.channel_of("slack", "") == ""


FIRST = ("Ada", "Bob", "Zoë", "J", "Mary Jane", "Priya")
LAST = ("Lovelace", "Müller", "Okafor", "O'Brien", "Li", "Quux")
SAID = st.lists(
    st.one_of(
        st.sampled_from(
            [*FIRST, *LAST, "alovelace", "adal", "bobokafor", "ada.lovelace", "@priya", "U0007", "mueller"]
        ),
        st.sampled_from(["rolled", "back", "to", "v41", "—", "."]),
    ),
    max_size=12,
).map(" ".join)


@given(said=SAID)
def test_nobody_who_is_in_the_text_is_left_out(said):
    everybody = {
        f"U{number:04d}": f"{first} {last}" for number, (first, last) in enumerate((f, n) for f in FIRST for n in LAST)
    }
    everybody |= {f"X{number}": f"Nobody{number} Here{number}" for number in range(300)}
    few = contents.mentioned(everybody, said)
    assert len(few) < 40
    numbered = re.compile(r"\[person-\d+[a-z]*\]")
    hidden = [numbered.sub("[person]", Pseudonyms(names).hide(said)) for names in (everybody, few)]
    assert hidden[0] == hidden[1]


def test_a_few_people_are_always_numbered_alike():
    names = {"U1": "Ada Lovelace", "U2": "Bob Okafor"}
    assert contents.mentioned(names, "nobody") is names
