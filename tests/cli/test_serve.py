"""What keeps `watchkeeper serve` from starting is one sentence."""

import signal
import socket
import threading


def test_without_tokens(run):
    ran = run("serve")
    assert ran.code == 1
    assert (
        ran.err
        == "watchkeeper: Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN first; `watchkeeper doctor` says where they are.\n"
    )


def test_a_refused_bot_token(run, slack):
    ran = run("serve", **slack.environment(SLACK_BOT_TOKEN="xoxb-1", WATCHKEEPER_PORT="0"))
    assert ran.code == 1
    assert "Slack does not accept the bot token." in ran.err


def test_a_refused_app_token(run, slack):
    ran = run("serve", **slack.environment(SLACK_APP_TOKEN="xapp-1", WATCHKEEPER_PORT="0"))
    assert ran.code == 1
    assert "the app-level token (`xapp-…`) has the scope `connections:write`" in ran.err


def test_slack_cannot_be_reached(run, slack):
    ran = run("serve", **slack.environment(SLACK_API_URL="http://127.0.0.1:1/api/"))
    assert ran.code == 1
    assert ran.err.startswith("watchkeeper: Slack: ")


def test_a_port_that_is_taken(run, slack):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = run("serve", **slack.environment(WATCHKEEPER_PORT=str(port)))
    assert ran.code == 1
    assert f"Cannot serve on 127.0.0.1:{port} (Address already in use). Set WATCHKEEPER_PORT." in ran.err


def test_a_database_that_cannot_be_used(run, slack, tmp_path):
    (tmp_path / "bad.db").write_text("not a database" * 100)
    ran = run("serve", **slack.environment(WATCHKEEPER_DATABASE_URL="sqlite:///bad.db"))
    assert ran.code == 1
    assert "The database bad.db cannot be used: file is not a database. Check WATCHKEEPER_DATABASE_URL." in ran.err


def test_it_stops_when_it_is_told_to(run, slack):
    """Once it listens to Slack, a signal ends it without an error."""
    listening = slack.server.socket_mode(slack.app)

    def stop_once_it_listens() -> None:
        while not listening.connections:
            ended.wait(0.01)
        signal.raise_signal(signal.SIGTERM)

    ended = threading.Event()
    watcher = threading.Thread(target=stop_once_it_listens, daemon=True)
    watcher.start()
    ran = run("serve", **slack.environment(WATCHKEEPER_PORT="0"))
    watcher.join()
    assert ran.code == 0
    assert '"event": "ready"' in ran.err
    assert '"event": "stopping"' in ran.err
    assert slack.app.bot_token not in ran.shown
