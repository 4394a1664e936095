from app.context.ranking.joining import subjects
from tests.context.ranking.situations import deploy, merge

A, B, C = "a1" * 20, "b2" * 20, "c3" * 20


def of(changes, commit=A):
    return next(each for each in subjects(changes, ["till", "web"], ["till"]) if each.change.ref == f"m{commit}")


def test_a_later_build_of_its_service_takes_it_along():
    found = of([merge(20, A, files=("till/a.py",)), merge(30, B), deploy(50, commit=B)])
    assert (found.carrier.ref, found.is_sure) == ("d50till", True)


def test_a_build_from_before_does_not():
    assert of([merge(40, A, files=("till/a.py",)), merge(30, B), deploy(50, commit=B)]).carrier is None
    assert of([merge(40, A, files=("till/a.py",)), deploy(30)]).carrier is None


def test_a_raised_version_of_its_library_takes_it_along():
    bump = merge(
        30,
        B,
        files=("web/go.mod", "web/go.sum"),
        diff="-\tgit.acme.example/shop/lib/money v1.3.0\n+\tgit.acme.example/shop/lib/money v1.4.0",
    )
    found = of([merge(20, A, files=("lib/money/round.go",)), bump, deploy(50, "web", commit=B)])
    assert (found.carrier.ref, found.services, found.is_sure) == ("d50web", ("web",), True)


def test_so_does_a_scoped_package():
    bump = merge(30, B, files=("web/package.json",), diff='-  "@acme/money": "1.3.0"\n+  "@acme/money": "1.4.0"')
    assert of([merge(20, A, files=("packages/money/round.ts",)), bump, deploy(50, "web", commit=B)]).carrier is not None


def test_libraries_of_others_do_not():
    bump = merge(
        30,
        B,
        files=("web/go.mod",),
        diff="-\tgithub.com/redis/go-redis/v9 v9.5.1\n+\tgithub.com/redis/go-redis/v9 v9.5.2",
    )
    assert of([merge(20, A, files=("pkg/cache/redis.go",)), bump, deploy(50, "web", commit=B)]).carrier is None


def test_shared_code_may_be_in_the_next_build_of_what_is_in_trouble():
    found = of(
        [merge(20, A, files=("pkg/money/round.go",)), merge(30, B), deploy(50, commit=B), deploy(45, "web", commit=B)]
    )
    assert (found.carrier.ref, found.is_sure) == ("d50till", False)
