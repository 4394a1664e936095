import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.brief import Section
from app.domain.post import Body, Button, Style
from app.sandbox.contract import load_contract
from app.sandbox.validation import Validation
from app.slack.blocks import shown
from tests.slack.test_document import document, statement

_TEXT = st.text(max_size=300)
BODIES = st.builds(
    Body,
    text=st.one_of(_TEXT, st.text(alphabet="ab <>&`\n", max_size=3).map(lambda text: text * 4000)),
    document=st.one_of(
        st.none(),
        st.lists(st.lists(_TEXT, max_size=20), max_size=6).map(
            lambda parts: document(
                *(
                    Section("k", f"Part {n}", tuple(statement(text or "x") for text in part))
                    for n, part in enumerate(parts)
                )
            )
        ),
    ),
    buttons=st.lists(st.builds(Button, label=_TEXT, act=st.just("call"), value=st.text(max_size=3000)), max_size=30),
    footnote=st.text(max_size=4000),
)


@pytest.fixture(scope="module")
def validation() -> Validation:
    return Validation(load_contract())


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
def test_slack_never_refuses_a_body(validation: Validation, body: Body) -> None:
    message = shown(body)
    assert message.text
    if message.blocks:
        assert validation.message_refusal(json.loads(json.dumps(list(message.blocks)))) is None


def test_a_short_text_needs_no_blocks() -> None:
    assert shown(Body(text="Noted.")).blocks == ()
    assert shown(Body()).text == "…"


def test_a_card(snapshot) -> None:
    body = Body(
        text="*INC-1 · Checkout*\nInvestigating",
        document=document(Section("now", "Now", (statement("trying a restart"),))),
        buttons=[
            Button("Catch me up", "call", "catchup", Style.PRIMARY),
            Button("Resolve", "call", "resolve", confirm="Mark this incident as resolved?"),
        ],
        footnote="As of 14:05 UTC.",
    )
    message = shown(body)
    assert {"text": message.text, "blocks": json.loads(json.dumps(list(message.blocks)))} == snapshot


def test_a_very_long_text_is_cut_and_its_fence_closed() -> None:
    message = shown(Body(text="```\n" + "a line of a log\n" * 3000 + "```"))
    sections = [block["text"]["text"] for block in message.blocks]
    assert all(section.count("```") == 2 for section in sections)
    assert sum(map(len, sections)) <= 12_100


@pytest.mark.parametrize(
    ("text", "is_verbatim"),
    [
        ("It is down.", False),
        ("<https://example.com|here> it is", False),
        ("See https://example.com", True),
        ("See (HTTP://example.com)", True),
        ("www.example.com", True),
    ],
)
def test_an_address_that_somebody_wrote_is_no_link(text, is_verbatim):
    found = shown(Body(text=text))
    assert found.text == text
    assert [block["text"]["verbatim"] for block in found.blocks] == ([True] if is_verbatim else [])
