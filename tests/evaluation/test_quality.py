"""The gate: the deterministic writer's briefs are as good as they were when they were last accepted."""

import json
from dataclasses import replace

import pytest

import app.briefs
from app.briefs.sections import tried
from app.evaluation.exports import find_exports
from app.evaluation.gate import dropped
from tests.evaluation.corpora import BASELINE, OWN, SHARED, corpora, totals

HOW_TO_ACCEPT = """
See what is missing or wrong with
    watchkeeper eval briefs {folder} --problems
If the change is meant, accept the new figures with
    python -m tests.evaluation.accept
and commit tests/evaluation/baseline.json together with the change."""


@pytest.mark.parametrize("name", ["incidents", "shared"])
async def test_nothing_got_worse(name):
    if name not in corpora():
        pytest.skip("the shared incidents are not on this machine")
    worse = dropped(json.loads(BASELINE.read_text())[name], await totals(corpora()[name]))
    assert not worse, "\n".join([f"The briefs got worse ({name}):", *worse]) + HOW_TO_ACCEPT.format(
        folder=SHARED if name == "shared" else "tests/evaluation/incidents"
    )


async def test_a_section_that_says_less_is_noticed(monkeypatch):
    corpus = find_exports(OWN / "checkout-deploy-rollback")
    before = await totals(corpus)
    assert dropped(before, before) == []
    silent = replace(tried.TRIED, points=lambda account: [])
    monkeypatch.setattr(app.briefs, "BRIEFS", tuple(_with(silent, brief) for brief in app.briefs.BRIEFS))
    worse = dropped(before, await totals(corpus))
    assert any(each.startswith("Facts found, actions: ") for each in worse)
    assert any("checkout-deploy-rollback no longer tells: " in each and "actions@" in each for each in worse)


def _with(silent, brief):
    shares = tuple(replace(each, part=silent) if each.part is tried.TRIED else each for each in brief.shares)
    return replace(brief, shares=shares)
