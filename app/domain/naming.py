"""Names that people read: channels, severities, lengths of time."""

import re
import unicodedata
from datetime import datetime, timedelta

_LONGEST_SLUG = 48


def channel_name(declared_at: datetime, title: str, number: int = 1) -> str:
    """`inc-<date>-<slug>`, lower case, at most 80 characters as Slack allows; `number` over 1 is appended."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
    parts = ["inc", f"{declared_at:%Y%m%d}", slug, str(number) if number > 1 else ""]
    return "-".join(part for part in parts if part)


def severity_name(severity: int | None) -> str:
    return "severity not set" if severity is None else f"SEV{severity}"


def duration(span: timedelta) -> str:
    """As people say it: `under a minute`, `12 min`, `2 h 5 min`, `3 days 4 h`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "under a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{minutes} min"
