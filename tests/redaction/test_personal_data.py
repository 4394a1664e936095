"""Personal data is found, and what fills an incident channel and only looks like it is not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.redaction.personal_data import FINDERS

CHAT = Path(__file__).parents[3] / "shared" / "data" / "guardrails" / "clean_chat.txt"


def found(text):
    places = [(kind, text[place.start : place.end]) for kind, finder in FINDERS for place in finder(text)]
    assert len(set(places)) == len(places)
    return [one for one in places if not any(one[1] in other[1] for other in places if other != one)]


@pytest.mark.parametrize(
    ("kind", "text", "what"),
    [
        ("email", "wrote ines.calloway+oncall@mail.example.co.uk.", "ines.calloway+oncall@mail.example.co.uk"),
        ("email", "<mailto:i@example.com>", "i@example.com"),
        ("email", "user='müller@bücher.example'", None),
        ("phone", "call +49 30 1234567 now", "+49 30 1234567"),
        ("phone", "+15552345678", "+15552345678"),
        ("phone", "+44 (0)20 7946 0958.", "+44 (0)20 7946 0958"),
        ("phone", "(555) 234-5678", "(555) 234-5678"),
        ("phone", "555-234-5678,", "555-234-5678"),
        ("phone", "1-800-234-5678", "1-800-234-5678"),
        ("phone", "06 12 34 56 78", "06 12 34 56 78"),
        ("phone", "020 7946 0958", "020 7946 0958"),
        ("phone", "0151-23456789", "0151-23456789"),
        ("phone", "0049 30 1234567", "0049 30 1234567"),
        ("phone", "Tel: 2345678", "2345678"),
        ("card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("card", "5555-5555-5555-4444", "5555-5555-5555-4444"),
        ("card", "378282246310005", "378282246310005"),
        ("card", "card: 6011111111111117", None),
        ("iban", "to DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00"),
        ("iban", "GB29NWBK60161331926819", "GB29NWBK60161331926819"),
        ("ip", "10.1.2.3:8080", "10.1.2.3"),
        ("ip", "from 203.0.113.9.", "203.0.113.9"),
        ("ip", "ip-10-2-3-4.ec2.internal", "ip-10-2-3-4"),
        ("ip", "[2001:db8::8a2e:370:7334]:443", "2001:db8::8a2e:370:7334"),
        ("ip", "fe80::1: unreachable", "fe80::1"),
    ],
)
def test_found(kind, text, what):
    if what is None:
        assert [one for one, _ in found(text)] == [kind]
    else:
        assert found(text) == [(kind, what)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T06:24:59+00:00 ERROR pool exhausted after 30000 ms",
        "21/Nov/2026:06:24:59 +0000",
        "[1763706299.123456] 1763706299 1763706299123 1763706299123456789",
        "v1.2.3.4 version 1.2.3.4 release 10.0.0.1 1.2.3.4-rc1 1.2.3.4+build 120.0.6099.109 1.2.3.4.5",
        "upgraded to 4.18.0.305",
        "127.0.0.1:5432 0.0.0.0:8080 ::1 [::]:80",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7 commit 3b18e512dba17f9c",
        "3b18e512-dba1-4e9c-b0f0-7a1c2d3e4f50 5555-5555-5555-4445",
        "p99=1200ms 5xx 0.12% 12,500 req/s 1.5e9 +12% +1500000 rows -20000 200 300 4000",
        "from 0900-1700, 14:05:03.123, 12:34:56, 06:12, 2026-11-21 06.24",
        "aa:bb:cc:dd:ee:ff std::vector dead::beef a::b::c 12::30",
        "pid 12345 port 65535 exit 137 order 4000000000000000000 retry 3/5 1024x768 10k/20k",
        "git@github.com:acme/api.git root@db01.example.com postgresql@14-main.service icon@2x.png react@18.2.0",
        "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "GB29NWBK60161331926818 DE00 1234 NO1234567890123",
        "AZ us-east-1a, ami-0abcdef1234567890, i-0abcdef1234567890, arn:aws:iam::123456789012:role/x",
        "offset 4111111111111112 lag 5105105105105101",
    ],
)
def test_left_readable(text):
    assert found(text) == []


@given(st.text(alphabet="0123456789abAB.:@+-() /=xeDEGB", max_size=60))
def test_places_lie_in_the_text(text):
    for _, finder in FINDERS:
        for place in finder(text):
            assert 0 <= place.start < place.end <= len(text)
            assert place.value


@pytest.mark.skipif(not CHAT.exists(), reason="the collection of examples is not on this machine")
def test_ordinary_chat(capsys):
    lines = CHAT.read_text().splitlines()
    counts = {kind: sum(any(finder(line)) for line in lines) for kind, finder in FINDERS}
    with capsys.disabled():
        print(f"\npersonal data in {len(lines)} lines of ordinary chat: {counts}")  # noqa: T201 -- the figures
    assert counts["phone"] + counts["iban"] <= 2
    assert counts["card"] <= 10  # test cards of a payment provider, under discussion there
