"""Objects as GitHub's REST API gives them, with what its description says they must have where the connector reads it."""

from datetime import UTC, datetime, timedelta

END = datetime(2026, 3, 14, 10, tzinfo=UTC)


def ago(minutes):
    return (END - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def user(login="ada"):
    return {"login": login, "id": 1, "type": "User"}


def deployment(number, minutes_ago, sha="b" * 40, **more):
    times = {"created_at": ago(minutes_ago), "updated_at": ago(minutes_ago)}
    place = {"environment": "production", "task": "deploy", "transient_environment": False}
    said = {"description": None, "creator": user(), "payload": {}, "ref": "main"}
    return {"id": number, "sha": sha, **said, **place, **times, **more}


def status(state, minutes_ago):
    return {"id": 1, "state": state, "created_at": ago(minutes_ago), "description": "", "creator": user()}


def pull(number, minutes_ago, merged=True, base="main", **more):
    at = ago(minutes_ago)
    into = {"ref": base, "repo": {"default_branch": "main", "full_name": "acme/shop"}}
    said = {"number": number, "title": "Shorter timeouts", "user": user(), "merge_commit_sha": f"{number:040}"}
    return {**said, "updated_at": at, "merged_at": at if merged else None, "base": into, **more}


def release(number, minutes_ago, **more):
    times = {"created_at": ago(minutes_ago), "published_at": ago(minutes_ago)}
    return {"id": number, "tag_name": "v1.4.0", "name": "March", "draft": False, "author": user(), **times, **more}


def run(number, minutes_ago, name="Deploy", **more):
    times = {"created_at": ago(minutes_ago), "run_started_at": ago(minutes_ago), "updated_at": ago(minutes_ago - 2)}
    said = {"name": name, "display_title": "Ship it", "run_number": 7, "event": "push", "conclusion": "success"}
    return {"id": number, "head_sha": "c" * 40, "head_branch": "main", "actor": user(), **said, **times, **more}


def file(name, patch="@@ -1 +1 @@\n-timeout = 3\n+timeout = 1"):
    return {"filename": name, "status": "modified", "patch": patch}


def answers(repository="acme/shop", deployments=(), pulls=(), releases=(), runs=()):
    """What a repository answers when it has these, newest first."""
    at = f"GET /repos/{repository}"
    return {
        f"{at}/deployments": list(deployments),
        f"{at}/pulls": list(pulls),
        f"{at}/releases": list(releases),
        f"{at}/actions/runs": {"total_count": len(runs), "workflow_runs": list(runs)},
    }
