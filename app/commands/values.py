"""What the words of a command mean: the types that a command's signature is written in."""

from dataclasses import dataclass
from typing import NewType

Text = NewType("Text", str)
"""The rest of the line, in Slack's markup, as it was typed."""
Word = NewType("Word", str)
Number = NewType("Number", int)
Severity = NewType("Severity", int)
"""1 (worst) to 5."""
Role = NewType("Role", str)
Key = NewType("Key", str)
"""An incident's key, such as INC-3."""
SectionKey = NewType("SectionKey", str)
"""The key of a section of the postmortem."""

ROLES = ("lead", "comms", "ops", "scribe")
"""The roles that are offered; any other single word is a role as well."""

NOBODY = frozenset({"none", "nobody", "noone", "empty"})
MYSELF = frozenset({"me", "myself", "i"})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as they were named: by user id, or by a handle (without @) that is still to be looked up."""

    id: str = ""
    handle: str = ""

    @property
    def is_nobody(self) -> bool:
        return self.handle.casefold() in NOBODY
