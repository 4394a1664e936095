from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.chat import when
from app.domain.entry import Voice
from app.ports import Identity
from app.slack.reading import message_of

ME = Identity(user="U0BOT", bot="B0BOT", team="T1", url="https://example.slack.com/")
TS = "1700000000.123456"

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_KEYS = [
    "text",
    "user",
    "bot_id",
    "bot_profile",
    "username",
    "subtype",
    "thread_ts",
    "edited",
    "reply_count",
    "reactions",
    "files",
    "pinned_to",
    "metadata",
    "attachments",
    "blocks",
]
_BLOCK_KEYS = [
    "type",
    "text",
    "fields",
    "elements",
    "rows",
    "title",
    "url",
    "user_id",
    "value",
    "style",
    "fallback",
    "alt_text",
]
_BLOCK_TYPES = [
    "section",
    "header",
    "context",
    "rich_text",
    "markdown",
    "image",
    "table",
    "video",
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
    "text",
    "link",
    "user",
    "date",
    "mrkdwn",
    "plain_text",
]
_BLOCKS = st.recursive(
    _JSON,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries({"type": st.sampled_from(_BLOCK_TYPES)}, optional=dict.fromkeys(_BLOCK_KEYS[1:], inner))
    ),
    max_leaves=10,
)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({"ts": st.just(TS)}, optional=dict.fromkeys(_KEYS, _JSON | _BLOCKS)))
def test_any_object_with_a_ts_is_a_message(data) -> None:
    message = message_of("C1", data, ME)
    assert message.ts == TS
    for ts in (message.thread_ts, message.edited_ts):
        assert not ts or when(ts)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("ts", *_KEYS), _JSON)))
def test_a_ts_of_another_shape_does_not_fail_either(data) -> None:
    assert isinstance(message_of("C1", data, ME).ts, str)


def read(**data):
    return message_of("C1", {"ts": TS, "user": "U0ANA", "text": "hi", **data}, ME)


def test_who_speaks() -> None:
    assert read().author.voice is Voice.PERSON
    assert read(user="U0BOT").author == read(user="U9", bot_id="B0BOT").author
    assert read(user="U0BOT").author.voice is Voice.WATCHKEEPER
    alert = read(user=None, bot_id="B1", username="alertbot").author
    assert (alert.voice, alert.id, alert.name) == (Voice.MACHINE, "B1", "alertbot")
    assert read(bot_id="B1", bot_profile={"name": "Deploys"}).author.name == "Deploys"
    assert read(user=None, subtype="bot_message").author.voice is Voice.MACHINE
    assert read(user="USLACKBOT").author.voice is Voice.MACHINE


def test_a_parent_is_not_a_reply_to_itself() -> None:
    assert read(thread_ts=TS, reply_count=3).thread_ts == ""
    assert read(thread_ts=TS, reply_count=3).reply_count == 3
    assert read(thread_ts="1600000000.000001").thread_ts == "1600000000.000001"


def test_what_came_along() -> None:
    message = read(
        edited={"user": "U0BEN", "ts": "1700000001.000000"},
        reactions=[{"name": "eyes", "users": ["U0ANA", "U0BEN"], "count": 2}],
        files=[{"id": "F1", "name": "graph.png", "mimetype": "image/png", "size": 12}],
        pinned_to=["C1"],
        subtype="file_share",
    )
    assert (message.edited_ts, message.edited_by) == ("1700000001.000000", "U0BEN")
    assert message.reactions == {"eyes": ("U0ANA", "U0BEN")}
    assert message.files[0].size_bytes == 12
    assert message.pinned
    assert message.subtype == "file_share"


def test_our_key_is_read_only_from_our_own_messages() -> None:
    metadata = {"event_type": "watchkeeper_post", "event_payload": {"key": "card:1"}}
    assert read(user="U0BOT", metadata=metadata).post_key == "card:1"
    assert read(user="U0EVE", metadata=metadata).post_key == ""
    assert read(user="U0BOT", metadata={**metadata, "event_type": "other"}).post_key == ""


def test_an_alert_without_text_says_what_its_parts_say() -> None:
    message = read(
        user=None,
        bot_id="B1",
        text="",
        attachments=[
            {
                "pretext": "Firing",
                "title": "HighErrorRate",
                "text": "5xx at 12 %",
                "fields": [{"title": "service", "value": "checkout"}],
                "fallback": "never shown",
            }
        ],
    )
    assert message.text == "Firing\nHighErrorRate\n5xx at 12 %\nservice: checkout"


def test_a_title_is_not_repeated() -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "High error rate"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*5xx* at 12 %"}, "fields": []},
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "since 14:05"}, {"type": "image", "alt_text": "x"}],
        },
    ]
    assert read(bot_id="B1", text="High error rate", blocks=blocks).text == (
        "High error rate\n*5xx* at 12 %\nsince 14:05"
    )


def test_a_persons_words_are_not_added_to_but_an_empty_text_is_filled() -> None:
    rich = [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "a < b, see "},
                        {"type": "link", "url": "https://example.org", "text": "here"},
                        {"type": "user", "user_id": "U0BEN"},
                        {"type": "emoji", "name": "fire"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
                },
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            ],
        }
    ]
    assert read(blocks=rich).text == "hi"
    assert read(text="", blocks=rich).text == (
        "a &lt; b, see <https://example.org|here><@U0BEN>:fire:\n• one\n```\nx = 1\n```\n&gt; said"
    )


def test_a_links_preview_is_not_what_was_said() -> None:
    preview = [{"from_url": "https://example.org", "title": "Example", "text": "a page"}]
    assert read(bot_id="B1", text="see https://example.org", attachments=preview).text == "see https://example.org"


def test_a_table_and_markdown() -> None:
    blocks = [
        {"type": "markdown", "text": "**bold** & more"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "host"}, {"type": "raw_text", "text": "db1"}]]},
    ]
    assert read(bot_id="B1", text="", blocks=blocks).text == "**bold** &amp; more\nhost | db1"
