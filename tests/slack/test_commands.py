from app.domain.json import text_of
from app.record.consequences import CALL
from app.slack.commands import COMMANDS
from tests.slack.conftest import ANA, Rig


async def test_what_was_typed_becomes_a_call_and_the_acknowledgement_says_nothing(live: Rig, channel: str) -> None:
    for name in COMMANDS:
        outcome = await live.acts.command(ANA, channel, f"{name} new checkout is down")
        assert outcome.ok
        assert outcome.payload == {}
    first, second = await live.jobs(CALL)
    assert first.payload["text"] == second.payload["text"] == "new checkout is down"
    assert (first.payload["person"], first.payload["channel"]) == (ANA, channel)
    assert text_of(first.payload["reply_to"]).startswith(live.server.base_url)
    assert first.key == f"call:{first.payload['key']}"


async def test_a_command_that_cannot_be_kept_is_answered_and_not_lost_in_silence(live: Rig, channel: str) -> None:

    async def broken(*_: object) -> bool:
        raise RuntimeError("disk full")

    live.recorder.capture = broken  # type: ignore[method-assign]
    outcome = await live.acts.command(ANA, channel, "/inc note hello")
    assert outcome.ok
    [answer] = live.server.workspace.posting.ephemeral.values()
    assert "Something went wrong" in answer.body["text"]
    assert "disk full" not in answer.body["text"]
