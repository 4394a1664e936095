import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.briefs import BRIEFS, html, markdown, write
from app.briefs.guardrails import check
from app.domain.brief import BriefKind
from app.evaluation.invented import attributions as wrong_attributions
from tests.briefs import cert_incident, pool_incident
from tests.briefs.exports import DATA, context_of, export_names
from tests.briefs.saying import conversation

SCREEN_LINES, SCREEN_CHARS = 20, 1_800
ODD = [
    ":tada: :tada:",
    "השרת נפל, 500 errors מ-10:00",
    "\u202eevil\u202c text rolled back",
    "x" * 40_000,
    "error " * 8_000,
    "```kubectl delete pod api-1\nline " + "y" * 5_000,
    "<!channel> <@ana> <#C1|inc> <https://a.example|b> rolled back `now",
    '“nested” `quotes` "deep" are failing at 98%',
    "&lt;script&gt;alert(1)&lt;/script&gt; is down",
    "Root cause: a\nFix: b\nImpact: c\nFollow-up:\n- d",
    "1. restarted api-1\n2. done",
    "a|b\\c*d_e~f failing 50%",
    "ben: cy: dee: rolled back",
    "",
    "\u0000\u0001 disk is full 99%",
]


@pytest.fixture(scope="module", params=[pool_incident, cert_incident], ids=["pool", "cert"])
def incident(request):
    return request.param


@pytest.mark.parametrize("kind", list(BriefKind))
@pytest.mark.parametrize("until", [0, 1, 5, 13, 21, 30, 45, 60])
def test_every_statement_cites_and_passes_at_every_moment(incident, kind, until):
    context = incident.context(until)
    draft = next(brief for brief in BRIEFS if brief.kind is kind).write(context)
    assert check(draft, context) == ()
    assert all(statement.citations for statement in draft.statements)
    assert wrong_attributions(draft, context) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["ana", "ben", "bot"]), st.one_of(st.sampled_from(ODD), st.text(max_size=120))),
        max_size=12,
    )
)
def test_anything_said_gives_briefs_that_pass(said):
    lines = "\n".join(
        f"10:{n:02} {who}: " + text.replace("\n", "\\n").replace("\r", " ") for n, (who, text) in enumerate(said)
    )
    context = conversation("\n".join(line for line in lines.split("\n") if line[:3] == "10:") or "10:00 ana: hi")
    for brief in BRIEFS:
        draft = brief.write(context)
        assert check(draft, context) == ()
        page = html.render(draft, {})
        assert "<script" not in page
        assert "<@" not in markdown.render(draft, {})


@pytest.mark.parametrize("name", export_names() or ["absent"])
def test_exports(name):
    if not DATA.is_dir():
        pytest.skip("the shared incidents are not on this machine")
    context = context_of(DATA / name)
    for brief in BRIEFS:
        draft = brief.write(context)
        assert check(draft, context) == ()
        assert wrong_attributions(draft, context) == []
        assert html.render(draft, {})


def _screen(context):
    document = write(BriefKind.CATCHUP, context)
    body = markdown.render(document, {}).split(markdown.LEGEND)[0].replace("\\", "")
    return [line for line in body.split("\n") if line.strip()], body


@pytest.mark.parametrize("until", [5, 15, 30, 45, 60])
def test_a_catchup_fits_one_screen(incident, until):
    lines, body = _screen(incident.context(until))
    assert len(lines) <= SCREEN_LINES + 2  # title and headline
    assert len(body) <= SCREEN_CHARS


def test_however_long_the_incident():
    context = _repeated(pool_incident.context(), 10_000)
    lines, body = _screen(context)
    assert len(lines) <= SCREEN_LINES + 2
    assert len(body) <= SCREEN_CHARS
    assert check(write(BriefKind.POSTMORTEM, context), context) == ()


def test_time_grows_no_faster_than_the_incident():
    def seconds(count):
        context = _repeated(pool_incident.context(), count)
        start = time.process_time()
        write(BriefKind.CATCHUP, context)
        return time.process_time() - start

    seconds(200)
    short, long = min(seconds(600) for _ in range(3)), min(seconds(3_000) for _ in range(2))
    assert long < short * 5 * 2.5


def test_a_deleted_message_leaves_no_trace():
    context = pool_incident.context()
    without = [replace(line, text="", deleted=True) if line.entry.seq == 31 else line for line in context.lines]
    for brief in BRIEFS:
        document = brief.write(replace(context, lines=without))
        assert all(31 not in statement.citations for statement in document.statements)
        assert "terraform apply from yesterday" not in markdown.render(document, {})


def test_an_edit_is_quoted_as_it_stands_and_cites_both():
    context = pool_incident.context()
    edited = [
        replace(line, text="pg pool for the dispatcher is 12, it was 40 before", citations=(30, 61), edited=True)
        if line.entry.seq == 30
        else line
        for line in context.lines
    ]
    found = [s for s in write(BriefKind.POSTMORTEM, replace(context, lines=edited)).statements if 30 in s.citations]
    assert found
    assert all(61 in statement.citations for statement in found)


def _repeated(context, count):
    """The same incident over and over, as one long one."""
    lines = []
    lap = context.lines[-1].at - context.lines[0].at + timedelta(minutes=20)
    for number in range(count):
        line = context.lines[number % len(context.lines)]
        entry = line.entry
        happened_at = entry.happened_at + lap * (number // len(context.lines))
        moved = replace(entry, seq=number + 1, key=f"C1/{number:06d}", thread="", happened_at=happened_at)
        lines.append(replace(line, entry=moved, citations=(number + 1,)))
    return replace(context, lines=lines, now=lines[-1].at)
