"""What is ranked: a change together with how it reached production, as far as anybody said."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from app.context.identifiers import parts
from app.context.ranking.code import Code
from app.context.ranking.paths import only_measure
from app.domain.attributes import FLAG, SERVICE
from app.domain.change import Change


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`live_at` is when it took effect in production (None: nothing says that it did), `services` are the normal names of
    what it reached or, by its paths, belongs to.

    `carrier` is the deploy that took it along without naming it (None: none, or it is named by one); `is_sure` is
    whether there is more reason to think so than the order of things. `undone_at` is when
    it was taken back.
    """

    change: Change
    live_at: datetime | None
    services: tuple[str, ...] = ()
    carrier: Change | None = None
    is_sure: bool = True
    undone_at: datetime | None = None
    code: Code = field(default_factory=Code)

    @property
    def text(self) -> str:
        """Title and paths: what the change says of itself."""
        named = [self.change.attributes.get(name, "") for name in (SERVICE, FLAG)]
        return "\n".join(filter(None, [self.change.title, *self.change.files, *named, self.change.reach]))

    @cached_property
    def only_says(self) -> bool:
        """Whether it changes only what is logged, measured or answered, or only adds to what measures."""
        code = self.code
        return code.only_says or (only_measure(self.change.files) and bool(code.put) and not code.taken)

    @cached_property
    def words(self) -> Counter[str]:
        """The stems of what it says and does; unchanged lines around it count little, so they are left out."""
        return Counter(parts("\n".join([self.text, *self.code.removed, *self.code.added])))
