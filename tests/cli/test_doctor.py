import asyncio
import socket
import threading

import pytest

from app.sandbox.faults import Fault
from app.scanners.kingfisher import installed
from tests.connectors.standin import standing_in


def test_all_is_well(run, slack):
    ran = run("doctor", **slack.environment(WATCHKEEPER_ANNOUNCE_CHANNEL=slack.channel))
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "ok    database: will be brought up to date at the start"
    assert lines[1] == "ok    bot token: watchkeeper in Lantern"
    assert lines[2].startswith("ok    scopes: ")
    assert lines[3:] == [
        "ok    app token: Socket Mode can connect",
        "ok    announcements go to #incidents",
        f"ok    second scan for secrets: {'kingfisher' if installed() else 'off'}",
        "All is well: start it with `watchkeeper serve`.",
    ]
    run("migrate")
    assert "ok    database: up to date" in run("doctor", **slack.environment()).out


def test_no_token_at_all(run):
    ran = run("doctor")
    assert ran.code == 1
    assert "Set SLACK_BOT_TOKEN to the token that starts with xoxb-" in ran.out
    assert ran.err == "watchkeeper: 1 thing is not right yet; see above.\n"


def test_a_bot_token_that_slack_does_not_know(run, slack):
    ran = run("doctor", **slack.environment(SLACK_BOT_TOKEN="xoxb-1"))
    assert ran.code == 1
    assert "FAIL  bot token: invalid_auth" in ran.out
    assert "xoxb-1" not in ran.shown


@pytest.mark.parametrize("token", ["xapp-1-A0-1", "xoxb-1"])
def test_an_app_token_that_does_not_work(run, slack, token):
    ran = run("doctor", **slack.environment(SLACK_APP_TOKEN=token))
    assert ran.code == 1
    assert "FAIL  app token" in ran.out
    assert "connections:write" in ran.out


def test_a_missing_scope_is_named(run, slack):
    scopes = slack.app.scopes
    object.__setattr__(slack.app, "scopes", scopes - {"pins:write", "canvases:write"})
    try:
        ran = run("doctor", **slack.environment())
    finally:
        object.__setattr__(slack.app, "scopes", scopes)
    assert ran.code == 1
    assert "Missing: canvases:write, pins:write. Paste manifest.yml again and reinstall the app." in ran.out


def test_a_channel_that_there_is_not(run, slack):
    ran = run("doctor", **slack.environment(WATCHKEEPER_ANNOUNCE_CHANNEL="incidents"))
    assert ran.code == 1
    assert "WATCHKEEPER_ANNOUNCE_CHANNEL takes a channel's id (C…)." in ran.out


def test_whom_a_rule_invites_there_has_to_be(run, slack):
    rules = '[{"do": "declare", "private": true, "invite": ["%s"]}]'
    ran = run("doctor", **slack.environment(WATCHKEEPER_ALERT_RULES=rules % slack.app.bot_user_id))
    assert ran.code == 0
    assert f"ok    alert_rules: {slack.app.bot_user_id} is invited" in ran.out
    ran = run("doctor", **slack.environment(WATCHKEEPER_ALERT_RULES=rules % "U0NOBODY"))
    assert ran.code == 1
    assert "FAIL  alert_rules: U0NOBODY is invited: user_not_found" in ran.out
    assert "`invite` takes the ids (U…) of people who are in the workspace." in ran.out


def test_slack_cannot_be_reached(run, slack):
    ran = run("doctor", **slack.environment(SLACK_API_URL="http://127.0.0.1:1/api/"))
    assert ran.code == 1
    assert "Check the way to http://127.0.0.1:1/api/." in ran.out
    slack.server.faults.add(Fault("apps.connections.open", "drop_before", times=3))
    ran = run("doctor", **slack.environment())
    slack.server.faults.clear()
    assert ran.code == 1
    assert "Slack cannot be reached" in ran.out


def test_a_database_that_cannot_be_used(run, slack, tmp_path):
    (tmp_path / "bad.db").write_text("not a database" * 100)
    ran = run("doctor", **slack.environment(WATCHKEEPER_DATABASE_URL="sqlite:///bad.db"))
    assert ran.code == 1
    assert "FAIL  database" in ran.out
    assert "ok    bot token" in ran.out


def test_a_model_that_is_not_there(run, slack):
    ran = run("doctor", **slack.environment(WATCHKEEPER_MODEL="m@http://127.0.0.1:9/v1"))
    assert ran.code == 1
    assert "FAIL  model m at 127.0.0.1:9 (local): the connection was refused or broke off" in ran.out
    assert "Check the address, the name and the key in the settings." in ran.out


def test_a_model_that_is_no_model(run):
    ran = run("doctor", WATCHKEEPER_MODEL="llama3.2")
    assert ran.code == 1
    assert "WATCHKEEPER_MODEL: `llama3.2` is no model; write it like ollama:llama3.2" in ran.err


class Elsewhere:
    """Another system, in a thread of its own: the command line has its own event loop."""

    def __init__(self, answers, fault=""):
        self.answers, self.fault = answers, fault
        self.ready, self.over = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    async def _serve(self):
        async with standing_in(self.answers, fault=self.fault) as there:
            self.url = there.url
            self.ready.set()
            await asyncio.to_thread(self.over.wait)

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(10)
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join(10)


def test_each_permission_of_each_connector_is_told(run, tmp_path):
    answers = {"GET /incidents": {"incidents": []}, "GET /services": {"services": []}}
    with Elsewhere(answers) as there:
        (tmp_path / "watchkeeper.yaml").write_text(
            f"connectors:\n"
            f"  pagerduty:\n    url: {there.url}\n    token_env: PAGER\n"
            f"  shop-catalog:\n    kind: backstage\n    path: {tmp_path}\n"
        )
        ran = run("doctor", PAGER="s3cret")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert "ok    PagerDuty: read incidents" in lines
    assert "ok    PagerDuty: read services" in lines
    refused = lines.index("FAIL  PagerDuty: read who is on call")
    assert lines[refused + 1].startswith(
        "      There is nothing at this address (404). Check `url`. Make a read-only REST API key"
    )
    assert lines[refused + 2] == "ok    Backstage (shop-catalog): read the catalog's files"
    assert "s3cret" not in ran.shown


def test_a_token_that_opens_nothing_is_told_once_and_webhooks_that_are_off_are_no_failure(run, tmp_path):
    with Elsewhere({}, fault=401) as there:
        (tmp_path / "watchkeeper.yaml").write_text(
            f"connectors:\n  github: {{url: '{there.url}', token_env: HUB, repositories: [acme/a, acme/b]}}\n"
            "  cloudevents: {}\n"
        )
        ran = run("doctor", HUB="s3cret")
    lines = [line for line in ran.out.splitlines() if "bot token" not in line]
    assert [line for line in lines if "GitHub" in line] == [
        "FAIL  GitHub: log in",
        "ok    GitHub: webhooks: off, no secret is set",
    ]
    assert ran.out.count("does not accept the credentials") == 1
    assert "The token or key itself is wrong, expired or not set" in ran.out
    assert "FAIL  CloudEvents: receive events" in lines


def test_a_connector_that_hangs_is_given_up_after_its_time(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (tmp_path / "watchkeeper.yaml").write_text(
            f"connectors:\n  statuspage:\n    url: http://127.0.0.1:{silent.getsockname()[1]}\n    time_limit_s: 0.2\n"
        )
        ran = run("doctor")
    assert ran.code == 1
    assert "FAIL  Statuspage" in ran.out
    assert "imed out" in ran.out


def test_a_connector_that_is_set_up_wrong_is_named(run, tmp_path):
    (tmp_path / "watchkeeper.yaml").write_text("connectors:\n  pagerduty:\n    tokn: s3cret\n")
    ran = run("doctor")
    assert ran.code == 1
    assert "connectors: pagerduty: token: must be given; tokn: there is no such setting." in ran.err
    assert "s3cret" not in ran.shown
