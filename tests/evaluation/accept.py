"""Accepts the figures of the deterministic writer as they are now: `python -m tests.evaluation.accept`.

A corpus that is not on this machine keeps the figures it has.
"""

import asyncio
import json

from app.telemetry import configure_logs
from tests.evaluation.corpora import BASELINE, corpora, totals

_NOT_KEPT = ("seconds", "tokens_in", "tokens_out")


def main() -> None:
    configure_logs("error")
    accepted = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    for name, corpus in corpora().items():
        figures = asyncio.run(totals(corpus))
        accepted[name] = {key: value for key, value in figures.items() if key not in _NOT_KEPT}
    BASELINE.write_text(json.dumps(accepted, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
