"""What names a monitor's group, the same in what is asked for, in events and in webhooks."""

import re
from collections.abc import Iterable

from app.connectors.parts.reading import attributes, labels_of_tags, line

MONITOR = "datadog.monitor.id"
GROUP = "datadog.monitor.group"
_MARK = re.compile(r"^\s*\[[^\]]{0,300}\]\s*")


def group_of(tags: Iterable[str]) -> str:
    """`host:a,service:b` in one order; empty for the one group of a monitor without groups."""
    parts = {part.strip() for tag in tags for part in tag.split(",")}
    return ",".join(sorted(part for part in parts if part and part != "*"))


def fingerprint(monitor: str, group: str) -> str:
    return f"{monitor}:{group or '*'}"[:200]


def title(name: str, group: str) -> str:
    """The monitor's name without the `[Triggered on …]` that events put before it."""
    bare = _MARK.sub("", name) or name
    return line(f"{bare} ({group})" if group and group not in bare else bare)


def facts(monitor: str, group: str, tags: Iterable[str]) -> dict[str, str]:
    said = {MONITOR: monitor, **({GROUP: line(group)} if group else {})}
    return attributes({**labels_of_tags(tags), **labels_of_tags(group.split(",")), **said})
