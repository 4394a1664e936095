"""Objects as GitLab's REST API v4 and its webhooks give them, where the connector reads them."""

from datetime import UTC, datetime, timedelta

END = datetime(2026, 3, 14, 10, tzinfo=UTC)


def ago(minutes):
    return (END - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def spaced(minutes):
    """As webhooks write times."""
    return (END - timedelta(minutes=minutes, hours=-2)).strftime("%Y-%m-%d %H:%M:%S +0200")


def user(name="ada"):
    return {"id": 1, "name": "Ada", "username": name}


def deployment(number, minutes_ago, sha="b" * 40, status="success", environment="production", **more):
    job = {
        "id": 9,
        "status": status,
        "started_at": ago(minutes_ago + 2),
        "finished_at": ago(minutes_ago),
        "commit": {"id": sha, "title": "Shorter timeouts"},
        "pipeline": {"id": 3, "web_url": "https://gitlab.example/acme/shop/-/pipelines/3"},
    }
    times = {"created_at": ago(minutes_ago + 3), "updated_at": ago(minutes_ago)}
    place = {"environment": {"id": 1, "name": environment}, "deployable": job}
    return {
        "id": number,
        "iid": 2,
        "ref": "main",
        "sha": sha,
        "status": status,
        "user": user(),
        **place,
        **times,
        **more,
    }


def merge_request(number, minutes_ago, **more):
    times = {"merged_at": ago(minutes_ago), "updated_at": ago(minutes_ago)}
    said = {"iid": number, "title": "Shorter timeouts", "state": "merged", "target_branch": "main", "author": user()}
    return {**said, "merge_commit_sha": f"{number:040}", "sha": "e" * 40, **times, **more}


def release(tag, minutes_ago, **more):
    commit = {"id": "f" * 40}
    said = {"tag_name": tag, "name": "March", "author": user(), "commit": commit}
    return {**said, "released_at": ago(minutes_ago), "created_at": ago(minutes_ago), **more}


def pipeline(number, minutes_ago, name="Deploy to production", status="success", **more):
    times = {"created_at": ago(minutes_ago + 5), "updated_at": ago(minutes_ago)}
    return {
        "id": number,
        "name": name,
        "status": status,
        "ref": "main",
        "sha": "c" * 40,
        "source": "push",
        **times,
        **more,
    }


def file(path, diff="@@ -1 +1 @@\n-timeout = 3\n+timeout = 1\n"):
    return {"old_path": path, "new_path": path, "diff": diff}


def answers(at="/api/v4/projects/acme/shop", *, deployments=(), merge_requests=(), releases=(), pipelines=()):
    return {
        f"GET {at}": {"id": 1, "path_with_namespace": "acme/shop", "default_branch": "main"},
        f"GET {at}/deployments": list(deployments),
        f"GET {at}/merge_requests": list(merge_requests),
        f"GET {at}/releases": list(releases),
        f"GET {at}/pipelines": list(pipelines),
    }
