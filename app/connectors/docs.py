"""The page that lists the connectors, made from them."""

import importlib
import inspect
from collections.abc import Sequence
from typing import get_args, get_type_hints

from app.connectors.kind import AnyKind
from app.ports import FindsChanges, FindsGuides, FindsOnCall, FindsPastIncidents, FindsServices, FindsSignals, Hears

ABILITIES: tuple[tuple[str, type], ...] = (
    ("Signals", FindsSignals),
    ("Changes", FindsChanges),
    ("Services", FindsServices),
    ("On call", FindsOnCall),
    ("Runbooks", FindsGuides),
    ("Past incidents", FindsPastIncidents),
    ("Webhook", Hears),
)
"""What a connector can do, as the columns of the page are called."""


def abilities(kind: AnyKind) -> list[str]:
    """What connectors of this kind can do, with the right settings."""
    return [name for name, port in ABILITIES if any(issubclass(one, port) for one in _made_by(kind))]


def _made_by(kind: AnyKind) -> Sequence[type]:
    """The class that it is built as, or those of which it is one by the settings."""
    if inspect.isclass(kind.build):
        return [kind.build]
    said = get_type_hints(kind.build)["return"]
    return get_args(said) or [said]


def summary(kind: AnyKind) -> str:
    """What the first line of its file says it is for, without the name."""
    told = inspect.getdoc(importlib.import_module(f"app.connectors.{kind.key}")) or ""
    said = told.split("\n\n")[0].replace("\n", " ").partition(": ")[2] or told
    return said[:1].upper() + said[1:]


def page(kinds: Sequence[AnyKind]) -> str:
    """`docs/connectors/README.md`."""
    return "\n".join([_INTRODUCTION, _table(kinds), "", _ENDING, *map(_entry, kinds), ""])


def _table(kinds: Sequence[AnyKind]) -> str:
    rows = [("", *(name for name, _ in ABILITIES))]
    rows += [(f"[{one.title}]({one.key}.md)", *_ticks(one)) for one in kinds]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    ruler = "|".join(["---", *(":-:" for _ in ABILITIES)])
    return "\n".join([lines[0], f"|{ruler}|", *lines[1:]])


def _ticks(kind: AnyKind) -> list[str]:
    can = abilities(kind)
    return ["✓" if name in can else "" for name, _ in ABILITIES]


def _entry(kind: AnyKind) -> str:
    return f"- [{kind.title}]({kind.key}.md) (`{kind.key}`) — {summary(kind)}"


_INTRODUCTION = """# Connectors

<!-- Written by `python -m app.connectors > docs/connectors/README.md`; change the connectors, not this page. -->

What Watchkeeper can ask other systems, and what they can send to it. Connectors only read. Each is set up in
`watchkeeper.yaml` under `connectors:`; its page has an example, the least rights to give, and what is not looked at.
`watchkeeper doctor` tries each credential and permission on its own and says what to do.

```yaml
connectors:
  prometheus:
    url: http://prometheus:9090
  payments-pager:
    kind: pagerduty
    token_env: PAGERDUTY_TOKEN
```

- A connector is called by its kind, or by any name with `kind:`, so that there can be several of one kind.
- Better keep secrets out of the file: `token_env: NAME` names the variable that holds `token`, and so for each secret.
  Written directly (`token: …`) it is taken, too; then the file is as secret as the token.
- `time_limit_s` (8 unless said otherwise) is how long one look may take. A system that fails or is slow is named in the
  answer; it is never shown as "nothing found".
- Webhooks go to `https://YOUR-HOST/hooks/NAME`, with the name from the settings. What is not signed, or does not carry the
  configured token, is refused; without a configured secret everything is. `watchkeeper serve` takes them in Socket Mode,
  too, on `WATCHKEEPER_HOST` and `WATCHKEEPER_PORT` (127.0.0.1:8080): let a proxy with TLS pass on `/hooks/` from there.
  In a container, publish the port (`-p 8080:8080`), and mount the folders that the file names and the file itself (at
  `/srv/watchkeeper/watchkeeper.yaml`).
"""

_ENDING = "## What each is for\n"
