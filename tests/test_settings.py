"""Settings come from the environment and a file; what is wrong with them is one sentence."""

from pathlib import Path

import pytest

from app.connectors import configured
from app.domain.entry import Kind
from app.domain.errors import UserError
from app.domain.incident import Audience
from app.settings import CONFIG_FILE, read_settings
from tests.connectors.test_kind import BELL


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "WATCHKEEPER_PORT", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_defaults_need_nothing():
    settings = read_settings()
    assert settings.database_url == "sqlite:///data/watchkeeper.db"
    assert settings.channel_patterns == ("inc-*",)
    assert settings.socket_mode


def test_the_environment_wins_over_the_file(folder, monkeypatch):
    (folder / CONFIG_FILE).write_text("port: 1\nhost: 0.0.0.0\nslack_bot_token: xoxb-file\nupdate_every_min: {1: 15}\n")
    monkeypatch.setenv("WATCHKEEPER_PORT", "2")
    settings = read_settings()
    assert (settings.port, settings.host, settings.update_every_min) == (2, "0.0.0.0", {1: 15})
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"
    assert read_settings(port=3).port == 3


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "WATCHKEEPER_SLACK_BOT_TOKEN"])
def test_tokens_are_taken_by_their_usual_name_or_ours_and_never_shown(name, monkeypatch):
    monkeypatch.setenv(name, "xoxb-secret")
    settings = read_settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-secret"
    assert "xoxb-secret" not in repr(settings)


def test_a_signing_secret_without_an_app_token_means_http():
    assert not read_settings(slack_signing_secret="s").socket_mode
    assert read_settings(slack_signing_secret="s", slack_app_token="xapp-1").socket_mode


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [", "watchkeeper.yaml is not valid YAML (line "),
        ("- 1\n", "watchkeeper.yaml must say `name: value`, one to a line"),
        ("nonsense: 1", "nonsense: there is no such setting"),
        ("port: x", "port: Input should be a valid integer"),
        ("log_level: loud", "log_level: Input should be 'debug', 'info', 'warning' or 'error'"),
        ("slack_bot_token: [xoxb-secret]", "SLACK_BOT_TOKEN: Input should be a valid string"),
    ],
)
def test_what_is_wrong_with_the_file_is_one_sentence(folder, text, sentence):
    (folder / CONFIG_FILE).write_text(text)
    with pytest.raises(UserError) as refused:
        read_settings()
    assert str(refused.value).startswith("The configuration cannot be used: ")
    assert sentence in str(refused.value)
    assert "xoxb-secret" not in str(refused.value)


def test_an_empty_file_says_nothing(folder):
    (folder / CONFIG_FILE).write_text("# nothing yet\n")
    assert read_settings().port == 8080


def test_a_list_in_the_environment_that_is_not_json(monkeypatch):
    monkeypatch.setenv("WATCHKEEPER_CHANNEL_PATTERNS", "inc-*")
    with pytest.raises(UserError, match=r'\["inc-\*"\]'):
        read_settings()


def test_the_policy_is_read_from_the_file(folder):
    (folder / CONFIG_FILE).write_text(
        "hosted_private: true\ntokens_per_day: 0\nusd_per_incident: null\npolicy:\n  only: [localhost]\n  rules:\n"
        "    - deny: [hosted]\n      kinds: [utterance]\n      audiences: [channel]\n      because: calls stay here\n"
    )
    settings = read_settings()
    (rule,) = settings.leaving.rules.rules
    assert (rule.deny, rule.kinds, rule.audiences, rule.because) == (
        ("hosted",),
        (Kind.UTTERANCE,),
        (Audience.CHANNEL,),
        "calls stay here",
    )
    assert settings.leaving.rules.only == ("localhost",)
    assert settings.leaving.hosted_private
    assert (settings.budget.tokens_per_day, settings.budget.usd_per_incident) == (0, 0)


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("policy: nothing", "policy: Input should be a dictionary"),
        ("policy: {rulez: []}", "policy.rulez: there is no such setting"),
        ("policy: {rules: [{deny: [hosted], kindz: [signal]}]}", "policy.rules.0.kindz: there is no such setting"),
        ("policy: {rules: [{kinds: [signal]}]}", "policy.rules.0: a rule says either `allow` or `deny`"),
        ("policy: {rules: [{deny: [hosted], kinds: [sign]}]}", "policy.rules.0.kinds.0: Input should be 'message'"),
        ("policy: {rules: [{deny: hosted}]}", "policy.rules.0.deny: Input should be"),
        ("policy: {rules: [{deny: [hosted], tasks: [poem]}]}", "there is no task `poem`"),
        ("tokens_per_day: -1", "tokens_per_day: Input should be greater than or equal to 0"),
        ("usd_per_day: .inf", "usd_per_day: Input should be a finite number"),
    ],
)
def test_a_policy_that_cannot_be_read_is_refused_at_the_start(folder, policy, sentence):
    (folder / CONFIG_FILE).write_text(policy)
    with pytest.raises(UserError) as refused:
        read_settings()
    assert sentence in str(refused.value)


def test_models_in_the_environment_and_the_file(folder, monkeypatch):
    monkeypatch.setenv("WATCHKEEPER_MODEL", "openai:large")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-usual")
    monkeypatch.setenv("MINE", "sk-mine")
    (folder / CONFIG_FILE).write_text(
        "models:\n  near: {url: 'http://10.0.0.5:8000', model: m, key_env: MINE, is_local: true, input_price: 0.5}\n"
        "writers:\n  digest: [near]\nlocal_hosts: ['*.corp.example']\n"
    )
    settings = read_settings()
    written = settings.written_models
    assert (written.model, written.openai_key.get_secret_value()) == ("openai:large", "sk-usual")
    assert written.models["near"].key.get_secret_value() == "sk-mine"
    assert (written.writers["digest"], written.local_hosts) == (("near",), ("*.corp.example",))
    assert "sk-" not in repr(settings) + repr(written)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("model: nonsense", "WATCHKEEPER_MODEL: `nonsense` is no model; write it like ollama:llama3.2"),
        ("models: {x: {adress: y}}", "models.x.adress: there is no such setting"),
        ("models: {x: {url: 'http://h'}}", "models: x: needs `url` and `model`"),
        ("writers: {poem: [x]}", "writers: there is no task `poem`"),
        ("models: {x: {at: 'ollama:y', key: [sk-secret]}}", "models.x.key: Input should be a valid string"),
    ],
)
def test_what_is_wrong_about_models_is_one_sentence(folder, text, sentence):
    (folder / CONFIG_FILE).write_text(text)
    with pytest.raises(UserError) as refused:
        read_settings()
    assert sentence in str(refused.value)
    assert "sk-secret" not in str(refused.value)


def test_a_connectors_secret_is_read_from_the_variable_that_the_file_names(folder, monkeypatch):
    monkeypatch.setattr(configured, "CONNECTORS", (BELL,))
    monkeypatch.setenv("BELL_TOKEN", "s3cret")
    (folder / CONFIG_FILE).write_text("connectors:\n  bell: {url: 'http://a.example', token_env: BELL_TOKEN}\n")
    settings = read_settings()
    assert settings.written_connectors == {"bell": {"url": "http://a.example", "token": "s3cret"}}
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "connectors: {horn: {}}",
            "there is no connector `horn`. `kind:` says what it is, where the name does not: bell",
        ),
        ("connectors: {bell: {}}", "connectors: bell: url: must be given"),
        ("connectors: {bell: {url: 'http://a.example', token_env: NOT_SET}}", "NOT_SET is empty or not set"),
        (
            "connectors: [bell]",
            "connectors: write one block for each: `prometheus: {url: …}`",
        ),
        ("connectors: 3", "connectors: Input should be"),
        ("connectors: {bell: 3}", "connectors.bell: Input should be"),
        ("connectors: {bell: }", "connectors: bell: url: must be given"),
        ("connectors: {bell: {url: 'http://a.example', tokne_env: A}}", "bell: tokne_env: there is no such setting"),
        ("connectors: {bell: {tokne_env: A, token_env: NOT_SET}}", "bell: tokne_env: there is no such setting"),
        ("connectors: {bell: {kind: 5}}", "connectors: bell: kind: must be one of these words: bell"),
        ("connectors: {bell: {kind: }}", "connectors: bell: kind: must be one of these words: bell"),
        ("connectors: {bell: {url: 'http://a.example/?q=1'}}", "bell: url: must end before `?` and `#`"),
        ("alert_rules: {do: declare}", "alert_rules: write one line for each, with a dash: `- {do: declare,"),
        (
            "connectors: {bell: {url: 'http://a.example'}}\nalert_rules: [{do: join}, {do: join, match: {connector: bel}}]",
            "alert_rules: rule 2: there is no connector `bel` in the settings; there are bell.",
        ),
        (
            "alert_rules: [{do: join, match: {connector: bell}}]",
            "no connector `bell` in the settings; none is connected.",
        ),
    ],
)
def test_what_is_wrong_about_connectors_is_one_sentence(folder, monkeypatch, text, sentence):
    monkeypatch.setattr(configured, "CONNECTORS", (BELL,))
    (folder / CONFIG_FILE).write_text(text)
    with pytest.raises(UserError) as raised:
        read_settings()
    assert sentence in str(raised.value)


@pytest.mark.parametrize("text", ["connectors:\nalert_rules:\n", "connectors: {}\nalert_rules: []\n"])
def test_nothing_under_a_name_is_none(folder, text):
    (folder / CONFIG_FILE).write_text(text)
    settings = read_settings()
    assert (settings.connectors, settings.alert_rules) == ({}, ())


def test_a_secret_may_stand_in_the_file_and_is_never_shown(folder, monkeypatch):
    monkeypatch.setattr(configured, "CONNECTORS", (BELL,))
    (folder / CONFIG_FILE).write_text("connectors:\n  bell: {url: 'http://a.example', token: s3cret}\n")
    settings = read_settings()
    assert settings.written_connectors["bell"]["token"] == "s3cret"
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize("pattern", ["bell", "bel*", "be?l", "horn-*"])
def test_a_rule_may_name_a_connector_that_there_is_or_a_pattern(folder, monkeypatch, pattern):
    monkeypatch.setattr(configured, "CONNECTORS", (BELL,))
    (folder / CONFIG_FILE).write_text(
        "connectors: {bell: {url: 'http://a.example'}}\n"
        f"alert_rules: [{{do: join, match: {{connector: '{pattern}'}}}}]\n"
    )
    assert read_settings().alert_rules[0].match.connector == pattern
