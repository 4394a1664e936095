import time

from hypothesis import given
from hypothesis import strategies as st

from app.domain.speech.act import Act, Direction
from app.domain.speech.hearing import hear


def test_small_talk_is_no_fact():
    for text in ("lol", "thanks a lot!", "me too", "on it", "hi all", "ok cool"):
        assert hear(text).weight == 0


def test_exact_outweighs_vague():
    assert hear("error rate is at 12%").weight > hear("it is failing").weight


def test_a_link_alone_says_nothing():
    assert hear("https://grafana.example/d/5xx?p99=1").weight == 0


def test_a_shell_command_that_changes_things_is_done():
    heard = hear("`$ kubectl rollout restart deployment/api`")
    assert heard.code
    assert heard.acts == {Act.DOING}
    assert hear("`$ kubectl get pods`").acts == {Act.OBSERVING}


def test_a_promise_is_not_something_done():
    acts = hear("I'll write a ticket to restart the review").acts
    assert Act.PROMISING in acts
    assert Act.DOING not in acts


def test_a_result_has_a_direction():
    heard = hear("that made it worse, error rate jumped to 9%")
    assert Act.REPORTING in heard.acts
    assert heard.direction is Direction.WORSE


def test_doubt_is_kept():
    acts = hear("I think it was caused by the deploy").acts
    assert Act.SUPPOSING in acts
    assert Act.EXPLAINING not in acts


@given(st.text(max_size=300))
def test_anything_can_be_heard(text):
    assert hear(text).weight >= 0


def test_no_sentence_takes_long():
    start = time.process_time()
    for token in ("i'll add ", "11.", "users not ", "rolling the ", "need a ", "(", "`a", "error -> "):
        hear(token * 3_000)
    assert time.process_time() - start < 1
