"""How the deployments of one repository follow each other: what was there before, and which one takes another back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.connectors.github.reader import deployment_ref
from app.connectors.parts.reading import line
from app.domain.change import Change, ChangeState
from app.domain.json import JsonObject, text_of


@dataclass(frozen=True, slots=True)
class Sequel:
    """By ref: the commit that was there before, and the deployment that is taken back."""

    before: Mapping[str, str] = field(default_factory=dict)
    undoes: Mapping[str, str] = field(default_factory=dict)

    def told(self, changes: Sequence[Change]) -> list[Change]:
        """A deployment that failed takes nothing back; what was taken back is undone."""
        backs = {
            change.ref: self.undoes[change.ref]
            for change in changes
            if change.ref in self.undoes and change.state in {ChangeState.DONE, ChangeState.RUNNING}
        }
        undone = {backs[change.ref] for change in changes if change.ref in backs and change.state is ChangeState.DONE}
        return [
            replace(
                change,
                undoes=backs.get(change.ref, ""),
                state=ChangeState.UNDONE if change.ref in undone and change.state is ChangeState.DONE else change.state,
            )
            for change in changes
        ]


def sequel(repository: str, deployments: Sequence[JsonObject]) -> Sequel:
    """From all that are known, newest first. A commit that was there before the last one, and comes again, takes the
    last one back.
    """
    before: dict[str, str] = {}
    undoes: dict[str, str] = {}
    earlier: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in sorted(deployments, key=lambda each: line(each.get("created_at"))):
        ref, sha = deployment_ref(repository, one), text_of(one.get("sha"))
        past = earlier.setdefault((line(one.get("environment")), line(one.get("task"))), [])
        if past and past[-1][1] != sha:
            before[ref] = past[-1][1]
            if sha in {old for _, old in past}:
                undoes[ref] = past[-1][0]
        past.append((ref, sha))
    return Sequel(before, undoes)
