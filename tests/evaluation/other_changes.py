"""`python -m tests.evaluation.other_changes OUT`: `watchkeeper eval changes` on the incidents of `tests/evaluation/others`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.evaluation.others.building import write
from tests.evaluation.others.every import EVERY


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for each in EVERY:
            write(each, Path(folder))
        command = [sys.executable, "-m", "app", "eval", "changes", folder, "--json", sys.argv[1]]
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
