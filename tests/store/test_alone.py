"""Only the first of several processes is told that it is alone; whoever dies gives that back."""

import subprocess
import sys

import pytest

from app.store.alone import alone_on

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such lock on Windows")

_HOLD = """
import pathlib, sys
from app.store.alone import alone_on
with alone_on(pathlib.Path(sys.argv[1])) as alone:
    print(alone, flush=True)
    sys.stdin.read()
"""


def test_one_after_the_other(tmp_path):
    with alone_on(tmp_path / "w.db") as first, alone_on(tmp_path / "w.db") as second:
        assert (first, second) == (True, False)
    with alone_on(tmp_path / "w.db") as third:
        assert third


def test_a_killed_process_gives_it_back(tmp_path):
    file = tmp_path / "w.db"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "True\n"
        with alone_on(file) as here:
            assert not here
        other.kill()
        other.wait()
        with alone_on(file) as here:
            assert here
