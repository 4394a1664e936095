"""Merges and deploys become one; what is carried; what is undone. `test_carried` has the finer points of carrying."""

from app.context.ranking.joining import subjects
from app.domain.change import ChangeState
from tests.context.ranking.situations import at, deploy, flag, merge

A, B = "a1" * 20, "b2" * 20


def by_ref(changes):
    return {each.change.ref: each for each in subjects(changes, ["till"], ["till"])}


def test_a_deploy_tells_what_its_merge_knows():
    found = by_ref(
        [
            merge(40, A, title="Round prices", files=("till/price.py",), diff="-a\n+b", author="kim"),
            deploy(50, commit=A[:10]),
        ]
    )
    assert set(found) == {"d50till"}
    change = found["d50till"].change
    assert (change.title, change.author, change.files, change.service) == (
        "Round prices",
        "kim",
        ("till/price.py",),
        "till",
    )
    assert found["d50till"].live_at == at(50)
    assert found["d50till"].code.lost_names == frozenset()


def test_a_merge_alone_is_not_live_where_deploys_are_known():
    assert by_ref([merge(40, A), deploy(50, commit=B)])[f"m{A}"].live_at is None
    assert by_ref([merge(40, A)])[f"m{A}"].live_at == at(40)


def test_failed_deploys_are_not_live():
    assert by_ref([deploy(50, state=ChangeState.FAILED)])["d50till"].live_at is None


def test_undone_by_another_change_or_by_its_own_state():
    found = by_ref([deploy(50), deploy(58, ref="back", undoes="d50till"), flag(20)])
    assert found["d50till"].undone_at == at(58)
    assert found["fnew_till"].undone_at is None
    own = deploy(50, state=ChangeState.UNDONE, finished_at=at(57))
    assert by_ref([own])["d50till"].undone_at == at(57)


def test_what_is_named_after_a_repository_of_many_services():
    whole = deploy(50, "monorepo", files=("services/till/pay.go", "README.md"))
    assert by_ref([whole])["d50monorepo"].services == ("monorepo", "till")
    assert by_ref([deploy(50, "till", files=("services/web/x.go",)), deploy(40, "web")])["d50till"].services == (
        "till",
    )
