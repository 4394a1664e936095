"""`watchkeeper redact`: one line in, one line out, whatever the bytes."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli.redact import _arriving, redact

PASSWORD = "tr0ub4dor" + "&3"


def redacted(given: bytes, *options: str) -> bytes:
    ran = CliRunner().invoke(redact, options, input=given)
    assert ran.exit_code == 0
    return ran.stdout_bytes


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_a_line_keeps_its_ending(ending):
    given = b"all is well\npassword=" + PASSWORD.encode() + ending
    assert redacted(given) == b"all is well\npassword=[secret:password]" + ending


@pytest.mark.parametrize(
    "given", [b"", b"\n", b"\n\n\r\n", b"a\rb\n", b"a\x00b\n", b"\xe2\x80\xa8\n", b"\xff\xfe\xc3\n"]
)
def test_what_holds_no_secret_comes_out_as_it_went_in(given):
    assert redacted(given) == given


def test_what_is_no_utf_8_survives_beside_a_secret():
    assert redacted(b"\xff password=" + PASSWORD.encode() + b" \xc3") == b"\xff password=[secret:password] \xc3"


def test_json_gives_the_offsets_in_the_original():
    line = f"café \U0001f525 password={PASSWORD} and password={PASSWORD}"
    (out,) = redacted(line.encode() + b"\r\n", "--json").splitlines()
    answer = json.loads(out)
    assert answer["text"] == "café \U0001f525 password=[secret:password] and password=[secret:password]"
    assert [line[one["start"] : one["end"]] for one in answer["found"]] == [PASSWORD, PASSWORD]
    assert {one["type"] for one in answer["found"]} == {"password"}


def test_json_is_one_object_a_line():
    out = redacted(b"a\n\n\xff\nlast", "--json").splitlines()
    assert [json.loads(one)["text"] for one in out] == ["a", "", "\ufffd", "last"]


def test_a_private_key_is_masked_line_by_line():
    dashes = "-" * 5
    key = [
        f"{dashes}BEGIN PRIVATE" + f" KEY{dashes}",
        "MIIE" + "vQIBADAN" * 7,
        f"{dashes}END PRIVATE" + f" KEY{dashes}",
    ]
    out = redacted("\n".join([*key, "after"]).encode()).decode().splitlines()
    assert out == ["[secret:private-key]"] * 3 + ["after"]


def test_lines_arrive_as_they_are_read():
    chunks = [b"one\ntw", b"o", b"o\nthree\n", b"four", b""]

    class Source:
        def read1(self, size):
            return chunks.pop(0)

    assert list(_arriving(Source())) == [[b"one\n"], [b"twoo\n", b"three\n"], [b"four"]]


def test_a_reader_that_leaves_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    code = "import sys; sys.argv = ['watchkeeper', 'redact']; from app.cli.redact import redact; redact(['--json'])"
    ran = subprocess.run(
        [sys.executable, "-c", code], input=b"a\n" * 100_000, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert ran.stderr == b""
    assert ran.returncode == 0


def test_its_help_says_how(run):
    assert "watchkeeper redact < app.log" in run("redact", "--help").out
