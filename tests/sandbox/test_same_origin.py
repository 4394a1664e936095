"""Only the page itself may drive a visitor's sandbox."""

import pytest

from app.sandbox.same_origin import host_allowed


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8080", "127.0.0.1", "localhost:1", "demo.localhost:80", "[::1]:9", "LOCALHOST"]
)
def test_loopback_is_always_allowed(host):
    assert host_allowed(host, "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "10.0.0.7", "localhost.evil.example", "", "[", "a:b:c", "127.0.0.1.nip.io"],
)
def test_other_names_are_refused(host):
    assert not host_allowed(host, "127.0.0.1")


def test_the_bound_host_is_allowed():
    assert host_allowed("sandbox.internal:8080", "sandbox.internal")
    assert host_allowed("10.0.0.7:8080", "10.0.0.7")


def test_bound_to_all_addresses_any_address_in_digits_is_allowed_and_no_name():
    assert host_allowed("192.168.1.20:8080", "0.0.0.0")
    assert not host_allowed("evil.example:8080", "0.0.0.0")
    assert not host_allowed("", "")
