"""What Slack refuses: arguments, blocks and views, with Slack's codes and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.contract import load_contract
from app.sandbox.validation import Refusal, Validation
from tests.sandbox.block_kit import actions, button, modal, section, text

CONTRACT = load_contract()
ARGUMENT_NAMES = st.sampled_from(sorted({name for method in CONTRACT.methods.values() for name in method.arguments}))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
JSON_VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=3), SCALARS, max_size=2)
BLOCK_KEYS = st.sampled_from(["type", "text", "elements", "options", "block_id", "action_id", "rows"])
BLOCK_LIKE = st.recursive(
    st.none() | st.integers() | st.sampled_from(["section", "actions", "button", "mrkdwn", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(BLOCK_KEYS, inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture(scope="module")
def check() -> Validation:
    return Validation(CONTRACT)


class TestArguments:
    def test_good_calls_pass(self, check: Validation) -> None:
        good: list[tuple[str, dict[str, object]]] = [
            ("chat.postMessage", {"channel": "C1", "text": "hello", "blocks": [section()], "unfurl_links": False}),
            ("chat.postMessage", {"channel": "C1", "blocks": "[]", "mrkdwn": "true", "thread_ts": None}),
            ("conversations.history", {"channel": "C1", "limit": "200", "oldest": "0", "latest": "1700000000.000100"}),
            ("conversations.history", {"channel": "C1", "limit": 15, "inclusive": 1, "something_else": object()}),
            ("reactions.add", {"channel": "C1", "timestamp": "1700000000.000100", "name": "eyes"}),
            ("files.list", {"count": "many"}),
            ("api.test", {}),
        ]
        for method, arguments in good:
            assert check.argument_errors(method, arguments) is None, (method, arguments)

    @pytest.mark.parametrize("absent", [{}, {"channel": ""}, {"channel": None}])
    def test_a_required_argument_is_named(self, check: Validation, absent: dict[str, object]) -> None:
        refusal = check.argument_errors("chat.postMessage", {"text": "x", **absent})
        assert refusal == Refusal("invalid_arguments", ("missing required field: channel",))
        assert refusal.answer() == {
            "ok": False,
            "error": "invalid_arguments",
            "response_metadata": {"messages": ["[ERROR] missing required field: channel"]},
        }

    def test_all_missing_arguments_are_named(self, check: Validation) -> None:
        refusal = check.argument_errors("chat.update", {"text": "x"})
        assert refusal is not None
        assert refusal.messages == ("missing required field: channel", "missing required field: ts")

    @pytest.mark.parametrize(
        ("method", "arguments", "error"),
        [
            ("conversations.create", {}, "invalid_name_required"),
            ("conversations.history", {"channel": "C1", "oldest": "yesterday"}, "invalid_ts_oldest"),
            ("conversations.history", {"channel": "C1", "latest": "1e9"}, "invalid_ts_latest"),
            ("conversations.members", {"channel": "C1", "limit": 1001}, "invalid_limit"),
            ("conversations.members", {"channel": "C1", "limit": "-1"}, "invalid_limit"),
            ("reactions.add", {"channel": "C1", "timestamp": "now", "name": "eyes"}, "bad_timestamp"),
            ("conversations.replies", {"channel": "C1", "ts": "1.0", "limit": 0}, "invalid_arguments"),
        ],
    )
    def test_a_method_s_own_code_is_preferred(
        self, check: Validation, method: str, arguments: dict[str, object], error: str
    ) -> None:
        refusal = check.argument_errors(method, arguments)
        assert refusal is not None
        assert refusal.error == error

    @pytest.mark.parametrize(
        ("method", "arguments", "message"),
        [
            ("conversations.history", {"channel": ["C1"]}, "must provide a string [json-pointer:/channel]"),
            ("chat.postMessage", {"channel": "C1", "mrkdwn": "maybe"}, "must provide a boolean [json-pointer:/mrkdwn]"),
            ("conversations.history", {"channel": "C1", "limit": "x"}, "must provide a number [json-pointer:/limit]"),
            ("conversations.history", {"channel": "C1", "limit": 2000}, "must be less than 1001 [json-pointer:/limit]"),
            (
                "files.getUploadURLExternal",
                {"filename": "a", "length": 0},
                "must be greater than 0 [json-pointer:/length]",
            ),
            (
                "bookmarks.add",
                {"channel_id": "C1", "title": "t" * 257, "type": "link"},
                "must be less than 257 characters [json-pointer:/title]",
            ),
            (
                "bookmarks.add",
                {"channel_id": "C1", "title": "t", "type": "link", "access_level": "all"},
                "must be a valid enum value [json-pointer:/access_level]",
            ),
            (
                "canvases.access.set",
                {"canvas_id": "F1", "access_level": "read", "channel_ids": ["C1", "C2"]},
                "no more than 1 items allowed [json-pointer:/channel_ids]",
            ),
        ],
    )
    def test_the_fault_is_named_with_its_place(
        self, check: Validation, method: str, arguments: dict[str, object], message: str
    ) -> None:
        assert check.argument_errors(method, arguments) == Refusal("invalid_arguments", (message,))

    @given(method=st.sampled_from(sorted(CONTRACT.methods)), arguments=st.dictionaries(ARGUMENT_NAMES, JSON_VALUES))
    def test_no_value_brings_it_down(self, check: Validation, method: str, arguments: dict[str, object]) -> None:
        refusal = check.argument_errors(method, arguments)
        assert refusal is None or refusal.answer()["ok"] is False


class TestBlocks:
    def test_what_an_incident_bot_posts_passes(self, check: Validation) -> None:
        blocks = [
            {"type": "header", "text": text("INC-1 · Checkout is slow", "plain_text")},
            section("*State*: investigating", fields=[text("a", "mrkdwn"), text("b", "mrkdwn")], block_id="state"),
            section("more", accessory={"type": "overflow", "options": [{"text": text("One"), "value": "1"}]}),
            {"type": "divider"},
            actions(button(action_id="ack", style="primary", value="1"), button(action_id="close", style="danger")),
            {"type": "context", "elements": [text("said by a person"), text("x", "mrkdwn")]},
            {"type": "markdown", "text": "**Table**\n\n| a | b |\n|---|---|"},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "when"}, {"type": "raw_text", "text": "what"}]]},
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text("hi", "text")]}]},
            {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a graph", "title": text("Load")},
        ]
        assert check.block_errors(blocks) == []
        assert check.message_refusal(blocks) is None
        assert check.block_errors([]) == []

    @pytest.mark.parametrize(
        ("block", "message"),
        [
            ("text", "must provide an object [json-pointer:/blocks/0]"),
            ({"text": "x"}, "missing required field: type [json-pointer:/blocks/0]"),
            ({"type": "sektion"}, "unsupported type: sektion [json-pointer:/blocks/0]"),
            ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
            (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
            (
                {"type": "header", "text": text("x", "mrkdwn")},
                "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
            ),
            ({"type": "section", "text": "x"}, "must provide an object [json-pointer:/blocks/0/text]"),
            (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
            (actions(button(style="pink")), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
            (actions(text("x")), "unsupported type: plain_text [json-pointer:/blocks/0/elements/0]"),
            (actions(), "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
            (section(accessory=button(5)), "must provide a string [json-pointer:/blocks/0/accessory/text/text]"),
            ({"type": "image", "alt_text": "x"}, "missing required field: image_url [json-pointer:/blocks/0]"),
        ],
    )
    def test_structure_is_refused_with_its_place(self, check: Validation, block: object, message: str) -> None:
        assert check.block_errors([block]) == [message]

    def test_several_faults_are_all_named(self, check: Validation) -> None:
        errors = check.block_errors([{"type": "section", "text": {"type": "mrkdwn", "txt": "x"}}, {"type": "header"}])
        assert sorted(errors) == [
            "invalid additional property: txt [json-pointer:/blocks/0/text]",
            "missing required field: text [json-pointer:/blocks/0/text]",
            "missing required field: text [json-pointer:/blocks/1]",
        ]

    def test_blocks_of_a_message_and_of_a_view(self, check: Validation) -> None:
        fifty_one: list[object] = [{"type": "divider"}] * 51
        assert check.block_errors(fifty_one[:50]) == []
        assert check.block_errors(fifty_one) == ["no more than 50 items allowed [json-pointer:/blocks]"]
        assert check.block_errors(fifty_one, "home") == []
        assert check.block_errors(fifty_one * 2, "home") == ["no more than 100 items allowed [json-pointer:/blocks]"]

    def test_some_blocks_are_for_messages_only(self, check: Validation) -> None:
        block = {"type": "markdown", "text": "x"}
        assert check.block_errors([block], "message") == []
        assert check.block_errors([block], "modal") == ["unsupported type: markdown [json-pointer:/blocks/0]"]

    def test_ids_are_unique(self, check: Validation) -> None:
        assert check.block_errors([section(block_id="a"), section(block_id="a"), section(), section()]) == [
            "block_id `a` already exists [json-pointer:/blocks/1/block_id]"
        ]
        assert check.block_errors([actions(button(action_id="x"), button(action_id="x"), button(), button())]) == [
            "action_id `x` already exists [json-pointer:/blocks/0/elements/1/action_id]"
        ]
        assert check.block_errors([actions(button(action_id="x")), actions(button(action_id="x"))]) == []

    def test_markdown_is_counted_over_the_whole_message(self, check: Validation) -> None:
        half = {"type": "markdown", "text": "x" * 6000}
        assert check.block_errors([half, half]) == []
        assert check.block_errors([half, half, {"type": "markdown", "text": "x"}]) == [
            "must be less than 12001 characters [json-pointer:/blocks]"
        ]

    def test_all_text_of_a_message_together(self, check: Validation) -> None:
        fits = [section("x" * 3000)] * 4 + [section("x" * 1200)]
        assert check.message_refusal(fits) is None
        assert check.message_refusal([*fits, section("x")]) == Refusal("msg_blocks_too_long")
        assert check.message_refusal([section("")]) == Refusal(
            "invalid_blocks", ("must be more than 0 characters [json-pointer:/blocks/0/text/text]",)
        )

    def test_the_answer_repeats_the_faults_as_slack_does(self, check: Validation) -> None:
        refusal = check.message_refusal([{"type": "header"}])
        assert refusal is not None
        fault = "missing required field: text [json-pointer:/blocks/0]"
        assert refusal.answer() == {
            "ok": False,
            "error": "invalid_blocks",
            "errors": [fault],
            "response_metadata": {"messages": [f"[ERROR] {fault}"]},
        }

    @given(BLOCK_LIKE)
    def test_nothing_brings_it_down(self, check: Validation, value: object) -> None:
        check.message_refusal(value)
        check.message_refusal([value])
        check.view_refusal(value)
        check.view_refusal({"type": "modal", "title": value, "blocks": value})


class TestViews:
    def test_a_modal_and_a_home_tab_pass(self, check: Validation) -> None:
        field = {"type": "input", "label": text("Title"), "element": {"type": "plain_text_input", "action_id": "t"}}
        assert check.view_errors(modal(field, submit=text("Declare"), close=text("Cancel"), callback_id="new")) == []
        assert check.view_errors({"type": "home", "blocks": [section()]}) == []
        assert check.view_refusal({"type": "home", "blocks": []}) is None

    @pytest.mark.parametrize(
        ("view", "message"),
        [
            ("text", "must provide an object [json-pointer:/view]"),
            ({"type": "window"}, "unsupported type: window [json-pointer:/view]"),
            ({"type": "home"}, "missing required field: blocks [json-pointer:/view]"),
            ({"type": "home", "blocks": {}}, "must provide an array [json-pointer:/view/blocks]"),
            ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
            (modal(title=text("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
            (modal(submit=text("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
            (modal(close=text("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
            (
                modal(private_metadata="x" * 3001),
                "must be less than 3001 characters [json-pointer:/view/private_metadata]",
            ),
            (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
            (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
            (modal({"type": "header"}), "missing required field: text [json-pointer:/view/blocks/0]"),
            (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
            (
                modal({"type": "input", "label": text(), "element": {"type": "plain_text_input"}}),
                "missing required field: submit [json-pointer:/view]",
            ),
            (
                modal(
                    {"type": "input", "label": text(), "element": {"type": "plain_text_input", "max_length": 3001}},
                    submit=text("Go"),
                ),
                "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
            ),
        ],
    )
    def test_faults_are_named_with_their_place(self, check: Validation, view: object, message: str) -> None:
        assert check.view_errors(view) == [message]
        assert check.view_refusal(view) == Refusal("invalid_arguments", (message,))
