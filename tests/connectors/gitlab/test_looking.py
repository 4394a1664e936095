"""Asking for what changed: how a deployment ended, what takes what back, files, pages, and what cannot be had."""

from datetime import timedelta

import pytest
from aiohttp import web

from app.connectors.gitlab import KIND
from app.domain.attributes import COMMIT, ENVIRONMENT, PULL_REQUEST, REPOSITORY, REPOSITORY_URL, VERSION
from app.domain.change import ChangeKind, ChangeState
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.gitlab.objects import END, answers, deployment, file, merge_request, pipeline, release, user
from tests.connectors.standin import connected, standing_in

WINDOW = Window(END - timedelta(hours=2), END)
AT = "GET /api/v4/projects/acme/shop"


async def look(given, scope=None, **settings):
    told = {"projects": ["acme/shop"], "token": "glpat-t", **settings}
    async with standing_in(given) as there, connected(KIND, url=there.url, **told) as one:
        return await one.connector.changes(WINDOW, scope or Scope()), there


async def test_a_deployment_says_what_where_and_when_it_was_done():
    given = answers(deployments=[deployment(5, 25, ref="v2.1.0")])
    found, there = await look(given, services={"Acme/Shop": "checkout"})
    (one,) = found.items
    assert (one.kind, one.state, one.service) == (ChangeKind.DEPLOY, ChangeState.DONE, "checkout")
    assert one.title == "checkout v2.1.0 deployed to production: Shorter timeouts"
    assert (one.started_at, one.finished_at) == (END - timedelta(minutes=27), END - timedelta(minutes=25))
    expected = {COMMIT: "b" * 40, ENVIRONMENT: "production", VERSION: "v2.1.0", REPOSITORY: "shop"}
    assert expected.items() <= one.attributes.items()
    assert one.attributes[REPOSITORY_URL] == f"{there.url}/acme/shop"
    assert (one.ref, one.author) == ("acme/shop/deployment/5", "ada")
    assert one.query.startswith("GET /api/v4/projects/acme%2Fshop/deployments?updated_after=2026-03-13T08:00:00Z")
    assert there.asked[0].headers["PRIVATE-TOKEN"] == "glpat-t"


async def test_the_path_of_a_project_is_sent_as_one_part():
    raw = []

    def answer(request):
        raw.append(request.raw_path)
        return []

    await look(answers() | {f"{AT}/releases": answer})
    assert raw[0].startswith("/api/v4/projects/acme%2Fshop/releases?")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("created", ChangeState.RUNNING),
        ("running", ChangeState.RUNNING),
        ("failed", ChangeState.FAILED),
        ("canceled", ChangeState.FAILED),
        ("success", ChangeState.DONE),
    ],
)
async def test_how_a_deployment_stands(status, state):
    (one,) = (await look(answers(deployments=[deployment(5, 5, status=status)])))[0].items
    assert (one.state, one.finished_at is None) == (state, state is ChangeState.RUNNING)


async def test_a_deployment_that_waits_for_somebody_is_no_change_yet():
    assert (await look(answers(deployments=[deployment(5, 5, status="blocked")])))[0].items == ()


async def test_a_commit_that_comes_again_takes_the_one_between_back():
    old, new = "a" * 40, "b" * 40
    given = answers(deployments=[deployment(3, 10, old), deployment(2, 40, new), deployment(1, 300, old)])
    back, bad = (await look(given))[0].items
    assert (back.undoes, bad.state) == (bad.ref, ChangeState.UNDONE)


async def test_what_failed_is_not_what_was_there_before():
    old, new = "a" * 40, "b" * 40
    failed = deployment(2, 40, new, status="failed")
    given = answers(deployments=[deployment(3, 10, old), failed, deployment(1, 100, old)])
    assert {one.undoes for one in (await look(given))[0].items} == {""}


async def test_who_started_the_job_deployed_and_not_who_made_its_pipeline():
    made = deployment(5, 25)
    started = made["deployable"] | {"user": user("bo")}
    pressed, sent = (
        await look(answers(deployments=[made | {"deployable": started}, deployment(4, 30, deployable=None)]))
    )[0].items
    assert (pressed.author, sent.author) == ("bo", "ada")


async def test_environments_are_kept_apart():
    given = answers(deployments=[deployment(2, 5, environment="staging"), deployment(1, 6)])
    for settings, scope in (({"environments": ["Production"]}, None), ({}, Scope(environment="production"))):
        found, _ = await look(given, scope, **settings)
        assert [one.ref for one in found.items] == ["acme/shop/deployment/1"]


async def test_files_come_with_deployments_and_merges():
    old, new = "a" * 40, "b" * 40
    given = answers(
        deployments=[deployment(2, 10, new), deployment(1, 300, old)], merge_requests=[merge_request(12, 20)]
    )
    given[f"{AT}/repository/compare"] = {"diffs": [file("src/timeouts.py")]}
    given[f"{AT}/merge_requests/12/diffs"] = [file("src/timeouts.py"), file("logo.png", "")]
    found, there = await look(given)
    deploy, merge = found.items
    assert deploy.diff.startswith("--- a/src/timeouts.py\n+++ b/src/timeouts.py\n@@ -1 +1 @@\n")
    assert (merge.files, merge.attributes[PULL_REQUEST]) == (("src/timeouts.py", "logo.png"), "12")
    compared = next(one for one in there.asked if one.path.endswith("compare"))
    assert compared.query == {"from": old, "to": new, "straight": "true"}
    assert not found.remark


async def test_files_that_cannot_be_had_are_told_and_cost_nothing_else():
    found, _ = await look(answers(deployments=[deployment(1, 5)]))
    assert (found.items[0].files, found.remark) == ((), "no files of 1 change")


async def test_merges_into_the_default_branch_are_asked_for():
    found, there = await look(answers(merge_requests=[merge_request(15, 5), merge_request(12, 150)]))
    (one,) = found.items
    assert (one.kind, one.title, one.ref) == (ChangeKind.MERGE, "!15 Shorter timeouts", f"acme/shop@{15:040}")
    asked = next(one for one in there.asked if one.path.endswith("merge_requests"))
    assert asked.query["target_branch"] == "main"


async def test_a_release_is_not_yet_a_deploy():
    (one,) = (await look(answers(releases=[release("v1.4.0", 5), release("v1.3.0", 500)])))[0].items
    assert (one.kind, one.title, one.attributes[VERSION]) == (ChangeKind.MERGE, "Release v1.4.0: March", "v1.4.0")


async def test_a_pipeline_counts_by_its_name_and_where_no_deployment_says_it_better():
    pipelines = [pipeline(1, 9), pipeline(2, 8, None), pipeline(3, 7, "Tests"), pipeline(4, 6, sha="d" * 40)]
    given = answers(deployments=[deployment(5, 5, "d" * 40)], pipelines=pipelines)
    found, _ = await look(given)
    assert {one.ref for one in found.items} == {"acme/shop/deployment/5", "acme/shop/pipeline/1"}
    (migration,) = (await look(answers(pipelines=[pipeline(1, 9, "Migrate orders")])))[0].items
    assert migration.kind is ChangeKind.MIGRATION


async def test_pages_are_followed_by_number_or_key():
    def page(request):
        if "cursor" in request.query:
            return [merge_request(2, 6)]
        link = f'<{request.url.origin()}/api/v4/projects/acme%2Fshop/merge_requests?cursor=x>; rel="next"'
        return web.json_response([merge_request(1, 5)], headers={"Link": link})

    assert len((await look(answers() | {f"{AT}/merge_requests": page}))[0].items) == 2


async def test_half_of_the_pages_are_no_answer():
    def page(request):
        if "cursor" in request.query:
            return {"message": "down"}
        link = f'<{request.url.origin()}/api/v4/projects/acme%2Fshop/deployments?cursor=x>; rel="next"'
        return web.json_response([deployment(1, 5)], headers={"Link": link})

    with pytest.raises(Unavailable):
        await look(answers() | {f"{AT}/deployments": page})


@pytest.mark.parametrize("what", ["deployments", "merge_requests", "releases", "pipelines"])
async def test_what_cannot_be_read_is_not_nothing(what):
    for answer in (web.Response(status=403), {"message": "403 Forbidden"}):
        with pytest.raises(Unavailable):
            await look(answers() | {f"{AT}/{what}": answer})


async def test_objects_without_times_are_no_answer():
    for what in ("deployments", "merge_requests", "releases"):
        with pytest.raises(Unavailable, match="no time in"):
            await look(answers() | {f"{AT}/{what}": [{"id": 1}]})


async def test_each_permission_is_tried_on_its_own():
    given = answers() | {f"{AT}/pipelines": web.Response(status=403)}
    async with standing_in(given) as there, connected(KIND, url=there.url, projects=["acme/shop"]) as one:
        checked = await one.connector.check()
    assert [each.what for each in checked if not each.ok] == ["read pipelines of acme/shop"]
