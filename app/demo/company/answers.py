"""What GitHub, Unleash, Prometheus and PagerDuty would answer about the demo's company, at some moment of the script."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from app.demo.company.facts import OWNER, Deploy, Facts, Metric, Switch
from app.domain.json import Json, JsonObject

ENVIRONMENT = "production"
PROJECT = "shop"
_MOST_POINTS = 1000


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def deployments(facts: Facts, service: str, now: datetime) -> list[Json]:
    """Newest first."""
    told = [(number, one) for number, one in enumerate(facts.deploys, 1) if one.service == service and one.at <= now]
    return [_deployment(number, one) for number, one in sorted(told, key=lambda each: each[1].at, reverse=True)]


def statuses(facts: Facts, number: int, now: datetime) -> list[Json]:
    """Of the deployment of that number, newest first."""
    one = facts.deploys[number - 1]
    told = [("success", one.ended_at), ("in_progress", one.at)]
    return [{"state": state, "created_at": iso(at)} for state, at in told if at <= now]


def files(facts: Facts, sha: str) -> JsonObject:
    """What a commit changed."""
    deploy = deploy_of(facts, sha)
    return {
        "files": [
            {"filename": name, "status": "modified", "patch": patch} for name, patch in (deploy.files if deploy else ())
        ]
    }


def deploy_of(facts: Facts, sha: str) -> Deploy | None:
    return next((one for one in facts.deploys if one.sha == sha), None)


def events(switches: Sequence[Switch], now: datetime) -> JsonObject:
    """The event log of the flags, newest first."""
    told = sorted((one for one in switches if one.at <= now), key=lambda one: one.id, reverse=True)
    return {"events": [event(one) for one in told], "total": len(told)}


def event(switch: Switch) -> JsonObject:
    """As the log has it, and as the webhook integration sends it."""
    return {
        "id": switch.id,
        "type": "feature-environment-enabled" if switch.to == "on" else "feature-environment-disabled",
        "createdAt": iso(switch.at),
        "createdBy": switch.who,
        "featureName": switch.flag,
        "project": PROJECT,
        "environment": ENVIRONMENT,
        "tags": [{"type": "service", "value": switch.service}],
        "data": None,
        "preData": None,
    }


def matrix(metrics: Sequence[Metric], start: datetime, end: datetime, step_s: float) -> JsonObject:
    """The series over a stretch of time."""
    count = min(_MOST_POINTS, int((end - start).total_seconds() / step_s) + 1)
    times = [start + timedelta(seconds=step_s * number) for number in range(max(0, count))]
    result: list[Json] = [
        {"metric": {"service": one.service}, "values": [[at.timestamp(), f"{one.value(at):.3f}"] for at in times]}
        for one in metrics
    ]
    return {"status": "success", "data": {"resultType": "matrix", "result": result}}


def rotations(facts: Facts) -> list[Json]:
    """The services of the on-call system, with the policy that says who is asked."""
    return [
        {"id": service, "summary": name, "escalation_policy": {"id": f"EP{service}", "summary": name}}
        for service, (name, _) in facts.on_call.items()
    ]


def _deployment(number: int, one: Deploy) -> JsonObject:
    return {
        "id": number,
        "sha": one.sha,
        "ref": f"v{one.version}",
        "task": "deploy",
        "environment": ENVIRONMENT,
        "description": one.note,
        "creator": {"login": one.author},
        "created_at": iso(one.at),
        "payload": {"version": one.version},
        "repository_url": f"https://api.github.com/repos/{OWNER}/{one.service}",
    }
