"""What no file of the repository may hold: addresses of package indexes, folders of somebody's machine; unpinned packages."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"^[A-Za-z0-9][\w.\-\[\]]*==[^\s;\\]+(?:\s*;[^\\]+)?\s*\\?$")
INDEXES = (
    "pypi." + "org",
    "pythonhosted." + "org",
    "registry.npmjs." + "org",
    "--index" + "-url",
    "--extra-index" + "-url",
)
# Folders of the machine on which somebody works: homes, and below the one for temporary files.
MACHINE = re.compile(r"(?<![\w.~$}/:-])/(?:home/[a-z]\w+|root\b|Users/[A-Za-z]\w+|work\b|tmp/[a-z]\w+)")
NOT_TEXT = {".png", ".ico", ".zip", ".woff2"}


def files() -> list[Path]:
    """Every file that is kept, or will be."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout: the files of the repository cannot be told from others")
    return [ROOT / name for name in listed if (ROOT / name).is_file() and (ROOT / name).suffix not in NOT_TEXT]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_pinned_with_hashes(name: str):
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    packages = [block for block in blocks if block.strip() and not block.startswith("#")]
    assert len(packages) > 10
    for block in packages:
        first = block.splitlines()[0]
        assert PINNED.match(first), f"{name}: {first}"
        assert "--hash=sha256:" in block, f"{name}: {first} has no hash"


def test_nothing_names_a_package_index_or_a_folder_of_a_machine():
    found = []
    for path in files():
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            named = [one for one in INDEXES if one in line] + MACHINE.findall(line)
            if named and "no-emit-index" not in line:
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    assert found == []
