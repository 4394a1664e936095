"""The writers that can be evaluated: the rules, and a model at an endpoint, through what guards it in the bot."""

import pytest
from pydantic import SecretStr

from app.domain.errors import UserError
from app.evaluation.exports import find_exports
from app.evaluation.run import evaluate
from app.evaluation.writers import writers
from app.settings import read_settings
from tests.evaluation.corpora import OWN
from tests.llm.hostile import hostile_endpoint


def settings(**given):
    return read_settings(slack_bot_token=SecretStr("none"), **given)


async def test_without_a_model_there_are_the_rules():
    async with writers(settings()) as found:
        assert list(found) == ["rules"]
    with pytest.raises(UserError, match="There is no writer 'gpt-0'"):
        async with writers(settings(), ["gpt-0"]):
            pass


# The client leaves half-read answers to be closed by the event loop; what it says of that is no failure of a brief.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_model_that_lies_is_counted_and_changes_no_fact():
    corpus = find_exports(OWN / "mail-queue-blip")
    async with hostile_endpoint(seed=1) as endpoint:
        endpoint.behave("honest")
        given = {"liar": {"url": endpoint.url, "model": "m"}}
        async with writers(settings(models=given, writers={"summary": ("liar",)})) as found:
            assert list(found) == ["rules", "liar"]
            (honest,) = await evaluate(corpus, found, (), lambda name, done, total: None)
            endpoint.behave("invents")
            (lied,) = await evaluate(corpus, {"liar": found["liar"]}, (), lambda name, done, total: None)
    assert honest.total("liar").tokens_in > 0
    assert honest.total("rules").own == honest.total("rules").statements
    assert 0 < honest.total("liar").own <= honest.total("liar").statements
    for each in (honest, lied):
        total = each.total("liar")
        assert total.valid == total.statements
        assert total.invented_owners == total.invented_causes == total.invented_times == 0
        assert sum(total.found.values()) >= 0.9 * sum(honest.total("rules").found.values())
