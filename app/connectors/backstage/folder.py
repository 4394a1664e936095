"""The catalog's files in a folder: YAML with several documents each, read with care."""

from collections.abc import Iterator
from errno import EINVAL
from pathlib import Path

import yaml

from app.domain.json import JsonObject

_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_MOST_FILES = 5000
_MOST_BYTES = 2**20
_MOST_NAMED = 3
_MOST_MERGED = 100_000
"""So many values are copied from one mapping into others by `<<`; a few lines of YAML can ask for billions."""


def entities_below(path: Path) -> tuple[list[JsonObject], str]:
    """The entities of all files, and a remark that names those that could not be read. Raises OSError where there is no
    such path, and where not one of the files could be read.
    """
    files = [path] if path.is_file() else sorted(_found(path))
    root = path.parent if path.is_file() else path
    entities: list[JsonObject] = []
    broken: list[str] = []
    for file in files[:_MOST_FILES]:
        try:
            entities += _read(file)
        except (OSError, ValueError, yaml.YAMLError, RecursionError):
            broken.append(str(file.relative_to(root)))
    if broken and len(broken) == len(files):
        raise OSError(EINVAL, f"{broken[0]} is not valid YAML, or too large")
    return entities, "; ".join(_remarks(files, broken))


def _found(folder: Path) -> Iterator[Path]:
    """Raises OSError if there is no such folder. Hidden folders are passed over."""
    list(folder.iterdir())
    for name in _NAMES:
        for file in folder.rglob(name):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts):
                yield file


class _Loader(yaml.SafeLoader):
    """Reads no file that grows without an end."""

    merged = 0

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        self.merged += len(node.value)
        if self.merged > _MOST_MERGED:
            raise ValueError("it grows too much")


def _read(file: Path) -> list[JsonObject]:
    if file.stat().st_size > _MOST_BYTES:
        raise ValueError("too large")
    documents = list(yaml.load_all(file.read_text(encoding="utf-8"), _Loader))
    if not all(one is None or isinstance(one, dict) for one in documents):
        raise ValueError("not an entity")
    return [one for one in documents if one]


def _remarks(files: list[Path], broken: list[str]) -> Iterator[str]:
    if len(files) > _MOST_FILES:
        yield f"only the first {_MOST_FILES} files"
    if broken:
        more = f" and {len(broken) - _MOST_NAMED} more" if len(broken) > _MOST_NAMED else ""
        yield f"could not read {', '.join(broken[:_MOST_NAMED])}{more}"
