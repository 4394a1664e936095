from hypothesis import given
from hypothesis import strategies as st

from app.context.intake.episodes import followed
from app.domain.signal import SignalState
from tests.context.telling import at, ended, firing


def _after(*told, repeats=True):
    """The episodes that are left after these news, by number."""
    known, found = None, {}
    for one in told:
        for episode in followed(known, one, repeats=repeats):
            found[episode.number] = known = episode
    return list(found.values())


def test_a_repeat_counts_and_is_the_newest_word():
    (one,) = _after(firing(0, title="5 %"), firing(1, since=0, title="6 %"), firing(9, since=0, title="7 %"))
    assert (one.signal.count, one.signal.title, one.turns) == (3, "7 %", 0)
    assert (one.signal.started_at, one.signal.last_at) == (at(0), at(9))


def test_what_was_found_by_looking_again_counts_nothing():
    (one,) = _after(firing(0), firing(1, since=0), repeats=False)
    assert one.signal.count == 1
    assert one.signal.last_at == at(1)


def test_an_end_and_the_same_end_again():
    (one,) = _after(firing(0), ended(7), ended(7))
    assert (one.signal.state, one.signal.ended_at, one.signal.count, one.turns) == (SignalState.ENDED, at(7), 1, 1)


def test_an_end_keeps_the_words_of_the_start():
    (one,) = _after(firing(0, detail="ratio 0.2", severity=1), ended(7, title="", detail=""))
    assert (one.signal.title, one.signal.detail, one.signal.severity) == ("Errors are high", "ratio 0.2", 1)


def test_what_fires_again_soon_flaps_and_later_is_another_episode():
    (one,) = _after(firing(0), ended(7), firing(9))
    assert (one.signal.state, one.signal.ended_at, one.turns, one.signal.count) == (SignalState.FIRING, None, 2, 2)
    first, second = _after(firing(0), ended(7), firing(13))
    assert (first.signal.ended_at, first.signal.count) == (at(7), 1)
    assert (second.number, second.signal.started_at, second.turns, second.signal.count) == (2, at(13), 0, 1)


def test_the_end_before_the_start():
    (one,) = _after(ended(7), firing(0.5, since=0))
    assert (one.signal.state, one.signal.ended_at) == (SignalState.ENDED, at(7))
    assert one.signal.started_at == at(0)


def test_a_late_repeat_after_the_end_changes_no_state():
    (one,) = _after(firing(0), ended(7), firing(8, since=0))
    assert (one.signal.state, one.signal.count) == (SignalState.ENDED, 2)


def test_what_still_fires_well_after_its_end_had_not_ended():
    (one,) = _after(firing(0), ended(7), firing(30, since=0))
    assert (one.signal.state, one.signal.ended_at) == (SignalState.FIRING, None)


def test_the_end_of_an_earlier_episode_does_not_end_this_one():
    *_, last = _after(firing(0), ended(7), firing(30), ended(7))
    assert (last.number, last.signal.state) == (2, SignalState.FIRING)
    assert last.signal.started_at == at(30)


def test_after_half_a_day_without_a_word_it_is_something_else():
    first, second = _after(firing(0), firing(60 * 24))
    assert (first.signal.state, first.signal.ended_at) == (SignalState.ENDED, None)
    assert second.number == 2
    (same,) = _after(firing(0), firing(60 * 24, since=0))
    assert same.signal.count == 2


def test_an_end_that_we_never_saw_begin():
    first, second = _after(firing(0), ended(7), ended(90, since=60))
    assert first.signal.ended_at == at(7)
    assert (second.signal.state, second.signal.started_at, second.turns) == (SignalState.ENDED, at(60), 0)


@given(st.permutations([firing(0), firing(1, since=0), firing(2, since=0), ended(3)]))
def test_in_any_order_it_is_one_episode_that_has_ended(news):
    (one,) = _after(*news)
    assert (one.signal.state, one.signal.ended_at) == (SignalState.ENDED, at(3))
    assert one.signal.started_at == at(0)
    assert one.signal.count in {3, 4}  # an end that comes first stands for itself


_NEWS = st.one_of(
    st.builds(lambda m, s: firing(m, since=min(m, s)), st.integers(0, 3000), st.integers(0, 3000)),
    st.builds(lambda m, s: ended(m, since=min(m, s)), st.integers(0, 3000), st.integers(0, 3000)),
)


@given(st.lists(_NEWS, min_size=1, max_size=30))
def test_whatever_comes_counts_add_up_and_only_the_last_episode_may_fire(news):
    episodes = _after(*news)
    assert [one.number for one in episodes] == list(range(1, len(episodes) + 1))
    fired = sum(one.state is SignalState.FIRING for one in news)
    assert fired <= sum(one.signal.count for one in episodes) <= len(news)
    for one in episodes[:-1]:
        assert not one.is_firing
    for one in episodes:
        assert one.signal.started_at <= one.signal.last_at
        assert (one.signal.ended_at is None) or not one.is_firing
