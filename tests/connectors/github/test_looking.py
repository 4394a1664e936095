"""Asking for what changed: how a deployment ended, what takes what back, files, pages, and what cannot be had."""

from datetime import timedelta

import pytest
from aiohttp import web

from app.connectors.github import KIND
from app.domain.attributes import BRANCH, COMMIT, ENVIRONMENT, PULL_REQUEST, REPOSITORY, REPOSITORY_URL, VERSION
from app.domain.change import ChangeKind, ChangeState
from app.domain.connecting import Checked
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.github.objects import END, answers, deployment, file, pull, release, run, status
from tests.connectors.standin import connected, standing_in

WINDOW = Window(END - timedelta(hours=2), END)
AT = "GET /repos/acme/shop"


async def look(given, scope=None, **settings):
    told = {"repositories": ["acme/shop"], "token": "t", **settings}
    async with standing_in(given) as there, connected(KIND, url=there.url, **told) as one:
        return await one.connector.changes(WINDOW, scope or Scope()), there.asked


def deployed(*each, **more):
    """Deployments with their statuses."""
    given = answers(deployments=[one for one, _ in each], **more)
    return given | {f"{AT}/deployments/{one['id']}/statuses": statuses for one, statuses in each}


async def test_a_deployment_says_what_where_and_when_it_was_done():
    given = deployed((deployment(5, 30, ref="v2.1.0"), [status("success", 25), status("in_progress", 29)]))
    found, _ = await look(given, services={"Acme/Shop": "checkout"})
    (one,) = found.items
    assert (one.kind, one.state, one.service) == (ChangeKind.DEPLOY, ChangeState.DONE, "checkout")
    assert one.title == "checkout v2.1.0 deployed to production"
    assert (one.started_at, one.finished_at) == (END - timedelta(minutes=30), END - timedelta(minutes=25))
    expected = {COMMIT: "b" * 40, ENVIRONMENT: "production", VERSION: "v2.1.0", BRANCH: "v2.1.0", REPOSITORY: "shop"}
    assert expected.items() <= one.attributes.items()
    assert (one.ref, one.author) == ("acme/shop/deployment/5", "ada")
    assert one.query == "GET /repos/acme/shop/deployments?per_page=100"


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([], ChangeState.RUNNING),
        ([status("in_progress", 2)], ChangeState.RUNNING),
        ([status("inactive", 1), status("success", 3)], ChangeState.DONE),
        ([status("error", 1), status("in_progress", 3)], ChangeState.FAILED),
        ([status("success", 1), status("failure", 3)], ChangeState.DONE),
        ([status("inactive", 1)], ChangeState.DONE),
    ],
)
async def test_how_a_deployment_stands_is_in_its_statuses(statuses, state):
    found, _ = await look(deployed((deployment(5, 5), statuses)))
    assert found.items[0].state is state


async def test_a_commit_that_comes_again_takes_the_one_between_back():
    old, new = "a" * 40, "b" * 40
    done = [status("success", 1)]
    given = deployed((deployment(3, 10, old), done), (deployment(2, 40, new), done), (deployment(1, 110, old), done))
    back, bad, first = (await look(given))[0].items
    assert (back.undoes, bad.state, first.state) == (bad.ref, ChangeState.UNDONE, ChangeState.DONE)


async def test_a_rollback_that_failed_takes_nothing_back():
    done, failed = [status("success", 1)], [status("failure", 1)]
    old, new = "a" * 40, "b" * 40
    given = deployed((deployment(3, 10, old), failed), (deployment(2, 40, new), done), (deployment(1, 110, old), done))
    found, _ = await look(given)
    assert {one.undoes for one in found.items} == {""}


async def test_what_was_deployed_elsewhere_is_left_out():
    staging = deployment(5, 5, environment="staging")
    preview = deployment(6, 5, environment="pr-12", transient_environment=True)
    for settings, scope in (({"environments": ["Production"]}, None), ({}, Scope(environment="production"))):
        found, asked = await look(deployed((staging, []), (preview, [])), scope, **settings)
        assert found.items == ()
        assert len(asked) == 4


async def test_files_come_with_deployments_and_merges():
    old, new = "a" * 40, "b" * 40
    given = deployed(
        (deployment(2, 10, new), [status("success", 9)]),
        (deployment(1, 300, old), [status("success", 299)]),
        pulls=[pull(12, 20)],
    )
    given[f"{AT}/compare/{old}...{new}"] = {"files": [file("src/timeouts.py")]}
    given[f"{AT}/pulls/12/files"] = [file("src/timeouts.py"), file("logo.png", None)]
    found, _ = await look(given)
    deploy, merge = found.items
    assert deploy.files == ("src/timeouts.py",)
    assert deploy.diff.startswith("--- a/src/timeouts.py\n+++ b/src/timeouts.py\n@@ -1 +1 @@\n")
    assert (merge.files, merge.attributes[PULL_REQUEST]) == (("src/timeouts.py", "logo.png"), "12")
    assert not found.remark


async def test_files_that_cannot_be_had_are_told_and_cost_nothing_else():
    found, _ = await look(answers(pulls=[pull(12, 20)]))
    assert (found.items[0].files, found.remark) == ((), "no files of 1 change")


async def test_a_merge_is_one_into_the_default_branch_within_the_window():
    pulls = [pull(15, 5), pull(14, 6, merged=False), pull(13, 7, base="release"), pull(12, 150)]
    (one,) = (await look(answers(pulls=pulls)))[0].items
    assert (one.kind, one.title, one.ref) == (ChangeKind.MERGE, "#15 Shorter timeouts", f"acme/shop@{15:040}")


async def test_a_release_is_not_yet_a_deploy():
    (one,) = (await look(answers(releases=[release(1, 5), release(2, 6, draft=True, published_at=None)])))[0].items
    assert (one.kind, one.title, one.attributes[VERSION]) == (ChangeKind.MERGE, "Release v1.4.0: March", "v1.4.0")


async def test_a_run_counts_by_its_name_and_where_no_deployment_says_it_better():
    runs = [run(1, 9), run(2, 8, "Tests"), run(3, 7, event="pull_request"), run(4, 6, conclusion=None)]
    given = deployed((deployment(5, 5, "d" * 40), []), runs=[*runs, run(6, 5, head_sha="d" * 40)])
    found, _ = await look(given)
    assert {one.ref for one in found.items} == {"acme/shop/deployment/5", "acme/shop/run/1", "acme/shop/run/4"}
    assert {one.state for one in found.items if "run" in one.ref} == {ChangeState.DONE, ChangeState.RUNNING}
    (migration,) = (await look(answers(runs=[run(1, 9, "Migrate database")])))[0].items
    assert migration.kind is ChangeKind.MIGRATION


async def test_pages_are_followed_until_before_the_window():
    def page(request):
        number = int(request.query.get("page", "1"))
        pulls = [pull(1000 - number * 10 - n, number * 40) for n in range(2)]
        link = f'<{request.url.origin()}/repos/acme/shop/pulls?page={number + 1}>; rel="next"'
        return web.json_response(pulls, headers={"Link": link})

    found, asked = await look(answers() | {f"{AT}/pulls": page})
    assert len(found.items) == 6
    assert [one.query.get("page") for one in asked if one.path.endswith("/pulls")] == [None, "2", "3", "4"]


async def test_half_of_the_pages_are_no_answer():
    def page(request):
        if "page" in request.query:
            return web.Response(status=500)
        link = f'<{request.url.origin()}/repos/acme/shop/pulls?page=2>; rel="next"'
        return web.json_response([pull(12, 1)], headers={"Link": link})

    with pytest.raises(Unavailable, match="500"):
        await look(answers() | {f"{AT}/pulls": page})


async def test_a_repository_that_cannot_be_read_is_not_one_without_changes():
    with pytest.raises(Unavailable, match="nothing at this address"):
        await look(answers(), repositories=["acme/shop", "acme/gone"])


async def test_being_asked_too_often_is_said_so():
    limited = web.json_response({}, status=403, headers={"X-RateLimit-Remaining": "0"})
    with pytest.raises(Unavailable, match="asked too often"):
        await look(answers() | {f"{AT}/pulls": limited})


async def test_many_deployments_are_said_to_be_more():
    many = [(deployment(100 - n, n + 1, f"{n:040}", environment="production"), []) for n in range(30)]
    found, _ = await look(deployed(*many))
    assert len(found.items) == 20
    assert "acme/shop: only the newest 20 deployments" in found.remark


@pytest.mark.parametrize("broken", [{"created_at": None}, {"created_at": "yesterday"}])
async def test_a_deployment_without_a_time_is_no_answer(broken):
    with pytest.raises(Unavailable, match="no time in `created_at`"):
        await look(deployed((deployment(5, 5) | broken, [])))


async def test_where_people_look_is_beside_the_api():
    (one,) = (await look(answers(releases=[release(1, 5)])))[0].items
    assert one.attributes[REPOSITORY_URL].endswith("/acme/shop")
    assert "/api/v3" not in one.url


async def test_each_permission_is_tried_on_its_own():
    given = answers() | {f"{AT}/actions/runs": web.Response(status=403)}
    async with standing_in(given) as there, connected(KIND, url=there.url, repositories=["acme/shop"]) as one:
        checked = await one.connector.check()
    wrong = [each.what for each in checked if not each.ok]
    assert wrong == ["read workflow runs of acme/shop"]
    assert checked[-1] == Checked("webhooks: off, no secret is set", is_note=True)
