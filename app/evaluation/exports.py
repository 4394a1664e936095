"""The exports to evaluate: one folder with a truth.json, or all such folders below one."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import UserError
from app.evaluation.truth import Truth, read_truth

TRUTH = "truth.json"
_LIST = "channels.json"
_DEEP = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folders to evaluate with their truths, and the names below `root` of exports whose truth has no facts."""

    root: Path
    exports: tuple[tuple[Path, Truth], ...]
    skipped: tuple[str, ...]

    def name(self, folder: Path) -> str:
        return name_below(self.root, folder)


def find_exports(root: Path, *, most_deep: int = _DEEP) -> Corpus:
    """Every export with a truth below `root`, in order of name. Raises UserError where there is none, or a truth is broken."""
    if not root.is_dir():
        raise UserError(f"There is no folder {root}.")
    root = root.resolve()
    folders = [root] if (root / _LIST).is_file() else _below(root, most_deep)
    truths = {folder: read_truth(folder) for folder in folders if (folder / TRUTH).is_file()}
    known = tuple((folder, truth) for folder, truth in truths.items() if truth.facts)
    if not known:
        raise UserError(f"{root} has no Slack export with facts in a truth.json: there is nothing to compare with.")
    left_out = [folder for folder in folders if folder not in dict(known)]
    return Corpus(root, known, tuple(name_below(root, folder) for folder in left_out))


def name_below(root: Path, folder: Path) -> str:
    return folder.relative_to(root).as_posix() if folder != root else folder.name


def _below(folder: Path, deep: int) -> list[Path]:
    """The folders with a channels.json; what lies in an export is part of it."""
    found: list[Path] = []
    for child in sorted(folder.iterdir()):
        if not child.is_dir() or child.is_symlink():
            continue
        if (child / _LIST).is_file() or (child / TRUTH).is_file():
            found.append(child)
        elif deep > 1:
            found += _below(child, deep - 1)
    return found
