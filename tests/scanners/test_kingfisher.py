"""The scanner's program: what it is given, what is made of its answer, and of everything that may go wrong with it."""

import json
import os
import random
import string
import time

import pytest

from app.domain.errors import Unavailable
from app.ports import FoundSecret
from app.scanners.kingfisher import Kingfisher, installed


@pytest.fixture
def scanner(tmp_path):
    def made(script, time_limit_s=20.0):
        program = tmp_path / "program"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
        return Kingfisher(program, tmp_path / "cache", time_limit_s)

    return made


def answer(*findings):
    return json.dumps({"findings": list(findings)})


async def test_what_it_says_is_read(scanner, tmp_path):
    finding = {
        "rule": {"name": "AWS Access-Token 2"},
        "finding": {"snippet": " abc ", "dependent_captures": {"X": "def"}},
    }
    (tmp_path / "answer").write_text(
        answer(finding, finding, {"rule": {}, "finding": {"snippet": "ghi"}}) + '\n{"run": 1}\n'
    )
    found = await scanner(f"cat > {tmp_path}/input; cat {tmp_path}/answer; exit 200").scan(["one", "two\nthree"])
    assert list(found) == [
        FoundSecret("aws-access-token", "abc"),
        FoundSecret("aws-access-token", "def"),
        FoundSecret("other", "ghi"),
    ]
    assert (tmp_path / "input").read_text() == "one\ntwo\nthree"


async def test_nothing_is_shown_of_a_secret(scanner):
    assert "abc" not in repr(FoundSecret("t", "abc"))


async def test_it_sees_nothing_of_our_surroundings(scanner, tmp_path, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "x")
    await scanner(f"env > {tmp_path}/env; cat > /dev/null; echo '{answer()}'").scan(["x"])
    assert "SLACK" not in (tmp_path / "env").read_text()


@pytest.mark.parametrize(
    "script", ["cat >/dev/null; exit 2", "exit 0", "cat >/dev/null; echo nonsense", "cat > /dev/null; kill -9 $$"]
)
async def test_it_fails(scanner, script):
    with pytest.raises(Unavailable):
        await scanner(script).scan(["a text"])


async def test_it_is_not_there(tmp_path):
    with pytest.raises(Unavailable):
        await Kingfisher(tmp_path / "nothing", tmp_path / "cache").scan(["x"])


async def test_it_hangs(scanner, tmp_path):
    begun = time.monotonic()
    with pytest.raises(Unavailable, match="no answer within"):
        await scanner(f"echo $$ > {tmp_path}/pid; exec sleep 60", time_limit_s=1.0).scan(["x"])
    assert time.monotonic() - begun < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(installed() is None, reason="the wheel kingfisher-bin is not installed")
@pytest.mark.xdist_group("kingfisher")
async def test_the_real_one(tmp_path):
    drawn = random.Random(5)
    secret = "polar" + "_oat_" + "".join(drawn.choices(string.ascii_letters + string.digits, k=43))
    scanner = Kingfisher(installed(), tmp_path / "cache")
    assert [one.value for one in await scanner.scan(["hello", f"it is {secret} now", "bye"])] == [secret]
    assert list(await scanner.scan(["hello"])) == []
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
