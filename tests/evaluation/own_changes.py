"""`python -m tests.evaluation.own_changes OUT`: `watchkeeper eval changes` on the incidents of `tests/evaluation/scenarios`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.evaluation.scenarios.every import EVERY


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for each in EVERY:
            each.write(Path(folder))
        command = [sys.executable, "-m", "app", "eval", "changes", folder, "--json", sys.argv[1]]
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
