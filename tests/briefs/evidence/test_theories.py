from tests.briefs.saying import told_about


def test_a_theory_ruled_out_by_name():
    (theory,) = told_about(
        "10:00 ana: could it be dns again?\n10:02 ben: not dns, resolver latency is flat"
    ).theories.theories
    assert theory.ruled_out is not None
    assert not theory.certain


def test_a_theory_ruled_out_by_pointing_back():
    (theory,) = told_about(
        "10:00 ana: I think the disk is full on web1\n10:01 ben: that's not it, 40% free"
    ).theories.theories
    assert theory.ruled_out is not None


def test_ruling_out_something_else_leaves_it_standing():
    found = told_about(
        "10:00 ana: the root cause is a typo in the terraform module\n10:01 ben: so not the deploy then"
    ).theories
    (theory,) = found.theories
    assert theory.certain
    assert theory.ruled_out is None
    (exclusion,) = found.excluded
    assert exclusion.disputed == []


def test_an_exclusion_can_be_disputed():
    found = told_about(
        "10:01 ben: so not the deploy then\n10:02 ana: I don't think we can rule the deploy out, it added connections"
    ).theories
    (exclusion,) = found.excluded
    assert [heard.told.who for heard in exclusion.disputed] == ["ana"]


def test_agreement_backs_what_was_said_just_before_and_nothing_else():
    (theory,) = told_about(
        "10:00 ana: I think the cert on gw-1 expired\n10:01 ben: yes, that would explain the 502s"
    ).theories.theories[:1]
    assert [heard.told.who for heard in theory.backing] == ["ben"]
    theory, *_ = told_about(
        "10:00 ana: I think the cert on gw-1 expired\n10:01 cy: ben can you restart web1?\n10:02 ben: yep"
    ).theories.theories
    assert theory.backing == []


def test_one_does_not_back_oneself():
    theory, *_ = told_about("10:00 ana: I think the cert on gw-1 expired\n10:01 ana: yes, confirmed").theories.theories
    assert theory.backing == []


def test_an_objection_can_be_taken_back():
    talk = "10:00 ana: I think the pool is too small\n10:01 ben: I am not convinced, it did not change"
    (theory,) = told_about(talk).theories.theories
    assert [heard.told.who for heard in theory.objections] == ["ben"]
    assert told_about(f"{talk}\n10:03 ben: ok, convinced").theories.theories[0].objections == []
    for other in ("10:03 cy: ok, convinced", "10:03 ben: still not convinced"):
        assert told_about(f"{talk}\n{other}").theories.theories[0].objections


def test_agreeing_with_a_cause_is_no_cause_of_its_own():
    talk = "10:00 ana: the root cause is that the bank sent the file twice"
    for echo in ("that explains the file ids", "ok, that explains it", "ah, this explains the file ids"):
        (theory,) = told_about(f"{talk}\n10:02 ben: {echo}").theories.theories
        assert [heard.told.who for heard in theory.backing] == ["ben"], echo
    assert len(told_about(f"{talk}\n10:02 ben: the cron job caused it").theories.theories) == 2
