"""Addresses of dashboards, panels and their pictures, as alerts and annotations of Grafana tell of them."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from app.connectors.parts.alerting import web_link
from app.connectors.parts.reading import line, moment
from app.domain.json import JsonObject, object_of
from app.domain.signal import Signal

DASHBOARD, PANEL = "grafana.dashboard.url", "grafana.panel.url"
IMAGE, RENDER = "grafana.panel.image_url", "grafana.panel.render_url"
_VALUES = "grafana.values"
_BEFORE = timedelta(hours=1)
_AFTER = timedelta(minutes=15)
_SIZE = {"width": "1000", "height": "500", "tz": "UTC"}
_DASHBOARD_PATH = re.compile(r"/d/(?=[\w-]+)")
_MOST_VALUES = 10


def attributes_of(given: JsonObject) -> Mapping[str, str]:
    """Of an alert in a webhook: where its dashboard and panel are, its picture, and the values that made it fire."""
    panel = web_link(given.get("panelURL"))
    values = list(object_of(given.get("values")).items())[:_MOST_VALUES]
    said = {
        DASHBOARD: web_link(given.get("dashboardURL")),
        PANEL: panel,
        IMAGE: web_link(given.get("imageURL")),
        RENDER: render_url(panel, given),
        _VALUES: ", ".join(f"{line(name)}={line(value)}" for name, value in values if line(value)),
    }
    return {name: value for name, value in said.items() if value}


def attributes_of_held(browse: str, given: JsonObject) -> Mapping[str, str]:
    """Of an alert that Grafana holds: the annotations name its dashboard and panel."""
    notes = object_of(given.get("annotations"))
    dashboard, panel = line(notes.get("__dashboardUid__")), line(notes.get("__panelId__"))
    if not dashboard:
        return {}
    page = f"{browse}/d/{quote(dashboard, safe='')}"
    if not panel.isdecimal():
        return {DASHBOARD: page}
    seen = f"{page}?viewPanel={panel}"
    return {DASHBOARD: page, PANEL: seen, RENDER: render_url(seen, given)}


def render_url(panel_url: str, given: JsonObject) -> str:
    """Where Grafana's image renderer makes a picture of the panel around the time at which the alert began; it asks for a login.
    Empty for what is no address of a panel.
    """
    try:
        parts = urlsplit(panel_url)
    except ValueError:
        return ""
    asked = {name: value[0] for name, value in parse_qs(parts.query).items()}
    panel = asked.get("viewPanel", "").removeprefix("panel-")
    if not panel.isdecimal() or not _DASHBOARD_PATH.search(parts.path):
        return ""
    started_at = moment(given.get("startsAt"))
    span = {"from": _milliseconds(started_at - _BEFORE), "to": _milliseconds(started_at + _AFTER)} if started_at else {}
    organisation = {"orgId": asked["orgId"]} if "orgId" in asked else {}
    path = _DASHBOARD_PATH.sub("/render/d-solo/", parts.path, count=1)
    return f"{parts.scheme}://{parts.netloc}{path}?{urlencode({**organisation, 'panelId': panel, **span, **_SIZE})}"


def _milliseconds(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))


def best_url(signal: Signal) -> str:
    """The panel, else the dashboard, else what the alert itself links to."""
    said = signal.attributes
    return said.get(PANEL) or said.get(DASHBOARD) or signal.url
