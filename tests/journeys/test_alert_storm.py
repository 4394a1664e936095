"""A storm of alerts over the real endpoint; the full size is measured by `python -m tests.bench.alerts`."""

import pytest

from tests.bench.alerts import measure
from tests.bench.storm import GROUPS


@pytest.mark.parametrize("alerts", [3000])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_few_signals_no_noise_and_every_alert_counted(database_address, tmp_path, engine_name, alerts):
    found = await measure(tmp_path, engine_name, database_address, alerts)
    assert found.misses == []
    assert found.sent > alerts
    assert found.signals == GROUPS
    assert found.entries == 2 * GROUPS
