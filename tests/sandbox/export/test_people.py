"""The people, bots and user groups of an export in a workspace."""

from pathlib import Path

import pytest

from app.sandbox.export import load_export, read_export
from app.sandbox.workspace import Workspace
from tests.sandbox.slack_export import said, write


@pytest.fixture
def workspace(clock) -> Workspace:
    return Workspace(clock)


def test_people_become_the_workspace_s(tmp_path: Path, workspace: Workspace) -> None:
    load_export(workspace, read_export(write(tmp_path, {"2026-11-01": [said("100.0", user="U7")]})))
    assert workspace.users["U1"].real_name == "Ann Lee"
    assert workspace.users["U2"].deleted
    assert workspace.users["U7"].name == "u7"


def test_an_unknown_speaker_keeps_the_name_beside_the_message(tmp_path: Path, workspace: Workspace) -> None:
    message = said("100.0", user="U7", user_profile={"real_name": "Cy Ray"})
    load_export(workspace, read_export(write(tmp_path, {"2026-11-01": [message]})))
    assert workspace.users["U7"].real_name == "Cy Ray"


def test_a_speaker_without_any_name_is_unknown(tmp_path: Path, workspace: Workspace) -> None:
    folder = write(tmp_path, {"2026-11-01": [{"type": "message", "text": "who said this?", "ts": "100.0"}]})
    (channel,) = load_export(workspace, read_export(folder))
    assert channel.log.known("100.0").body["username"] == "unknown"


def test_an_app_s_own_bot(tmp_path: Path, workspace: Workspace) -> None:
    users = [{"id": "U5", "name": "helper", "is_bot": True, "profile": {"real_name": "Helper", "api_app_id": "A5"}}]
    message = said("100.0", "Here you are", "U5", bot_id="B5", app_id="A5", bot_profile={"name": "Helper"})
    folder = write(tmp_path, {"2026-11-01": [message]}, **{"users.json": users})
    (channel,) = load_export(workspace, read_export(folder))
    body = channel.log.known("100.0").body
    assert (body["user"], body["bot_id"], body["app_id"]) == ("U5", "B5", "A5")
    assert workspace.users["U5"].is_bot
