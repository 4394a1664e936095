from datetime import UTC, datetime

import pytest

from app.connectors.grafana.panels import attributes_of, attributes_of_held, render_url

AT = "2026-03-14T09:00:00Z"
GIVEN = {"startsAt": AT}
FROM = str(int(datetime(2026, 3, 14, 8, tzinfo=UTC).timestamp() * 1000))


@pytest.mark.parametrize("view", ["7", "panel-7"])
def test_a_panel_has_a_picture(view):
    url = render_url(f"https://g.example/sub/d/abc/shop?orgId=2&viewPanel={view}", GIVEN)
    assert url.startswith("https://g.example/sub/render/d-solo/abc/shop?orgId=2&panelId=7&from=" + FROM)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://g.example/d/abc",
        "https://g.example/x?viewPanel=7",
        "https://g.example/d/abc?viewPanel=x",
        "http://[::1",
    ],
)
def test_what_is_no_panel_has_none(url):
    assert render_url(url, GIVEN) == ""


def test_what_an_alert_links_to():
    given = GIVEN | {
        "dashboardURL": "https://g.example/d/abc",
        "panelURL": "https://g.example/d/abc?viewPanel=7",
        "imageURL": "javascript:x",
        "values": {"A": 12.5, "B": None},
    }
    said = attributes_of(given)
    assert set(said) == {"grafana.dashboard.url", "grafana.panel.url", "grafana.panel.render_url", "grafana.values"}
    assert said["grafana.values"] == "A=12.5"


def test_what_an_alert_that_is_held_links_to():
    notes = {"__dashboardUid__": "a/b", "__panelId__": "7"}
    said = attributes_of_held("https://g.example", GIVEN | {"annotations": notes})
    assert said["grafana.panel.url"] == "https://g.example/d/a%2Fb?viewPanel=7"
    assert attributes_of_held("https://g.example", {"annotations": {"__dashboardUid__": "a"}}) == {
        "grafana.dashboard.url": "https://g.example/d/a"
    }
    assert attributes_of_held("https://g.example", {}) == {}
