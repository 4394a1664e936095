"""The rules on the page are rules."""

import re
from pathlib import Path

import pytest

from app.context.alerts.rules import AlertRule, Do, Match
from app.settings import read_settings

PAGE = Path(__file__).parents[2] / "docs" / "alerts.md"


def test_the_example_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    (tmp_path / "watchkeeper.yaml").write_text(example)
    monkeypatch.chdir(tmp_path)
    settings = read_settings()
    assert [rule.do for rule in settings.alert_rules] == [Do.IGNORE, Do.DECLARE, Do.DECLARE]
    assert settings.alert_incidents_per_hour == 5


def test_every_setting_of_a_rule_is_told():
    text = PAGE.read_text()
    for name in {*AlertRule.__dataclass_fields__, *Match.__dataclass_fields__} - {"name"}:
        assert f"`{name}`" in text, name
