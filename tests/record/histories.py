"""Made-up histories of a channel, and the orders and batches in which word of them may reach us."""

from hypothesis import strategies as st

from app.domain.lines import lines
from app.record import drafts
from tests.record.facts import ADA, BEN, URL, Facts

REACTIONS = ("eyes", "pushpin", "+1")


def words(second, what):
    """What a message says: a word that stands nowhere else."""
    return f"content{what}{second}"


@st.composite
def histories(draw):
    """Drafts of everything that happened, each once, oldest first."""
    facts, found, moments = Facts(), [], iter(range(1, 1000))
    said = []
    for _ in range(draw(st.integers(1, 4))):
        second = next(moments)
        thread = draw(st.sampled_from([None, *said]))
        author = draw(st.sampled_from([ADA, BEN]))
        found.append(facts.message(second, words(second, "said"), author=author, name=f"name{second}", thread=thread))
        said.append(second)
    changed = draw(st.lists(st.sampled_from(said), max_size=12))
    found += [_change(draw, facts, second, next(moments)) for second in changed]
    found += [facts.deletion(second, next(moments)) for second in draw(st.sets(st.sampled_from(said)))]
    return list({draft.key: draft for draft in reversed(found)}.values())[::-1]


def _change(draw, facts, second, at):
    match draw(st.sampled_from(["edit", "reaction", "pin", "seen"])):
        case "edit":
            return facts.edit(second, at, words(at, "edited"))
        case "pin":
            return facts.pin(second, at, added=draw(st.booleans()))
        case "seen":
            return _seen(facts, second, at, draw(st.sampled_from(REACTIONS)))
        case _:
            user, name = draw(st.sampled_from([ADA, BEN])), draw(st.sampled_from(REACTIONS))
            return facts.reaction(second, at, name, user=user, added=draw(st.booleans()))


def _seen(facts, second, at, name):
    """As backfill finds it: a reaction that is there, with no word of when it was added."""
    return drafts.of_reaction(
        facts.channel,
        facts.ts(second),
        BEN,
        name,
        added=True,
        at=drafts.when(facts.ts(at)),
        change="+seen",
        workspace_url=URL,
    )


@st.composite
def deliveries(draw, history):
    """The history in batches, in any order, some of it more than once."""
    again = draw(st.lists(st.sampled_from(history), max_size=5))
    arriving = draw(st.permutations([*history, *again]))
    batches = [[]]
    for draft in arriving:
        if draw(st.booleans()):
            batches.append([])
        batches[-1].append(draft)
    return batches


def standing(recorded):
    """What the record comes to: everything a reader of it may go by, but the numbers of entries."""
    return [
        (
            line.entry.key,
            line.entry.kind,
            line.at,
            line.entry.author,
            line.entry.thread,
            line.text,
            line.edited,
            line.deleted,
            line.reactions,
            line.pinned,
        )
        for line in lines(recorded)
        if line.entry.key != "declared"
    ]
