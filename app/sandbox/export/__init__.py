"""Slack's own export format: read it, load it into a workspace as history, or replay it as if it happened now.

export = read_export(Path("export.zip"))
load_export(workspace, export)                       # all at once; no app hears of it

place_export(workspace, export)                      # people and empty channels
for step in live_steps(workspace, export):           # then one by one, in the order of their times
    clock.set(step.at_us / 1_000_000)
    step.act()
"""

from app.sandbox.export.archive import ExportError, Limits
from app.sandbox.export.content import Export, ExportedChannel, read_export
from app.sandbox.export.loading import live_steps, load_export, place_export
from app.sandbox.export.steps import Step

__all__ = [
    "Export",
    "ExportError",
    "ExportedChannel",
    "Limits",
    "Step",
    "live_steps",
    "load_export",
    "place_export",
    "read_export",
]
