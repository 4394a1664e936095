"""Settings of connectors are checked at the start, and what is wrong is said without what was typed."""

import aiohttp
import pytest
from pydantic import SecretStr

from app.connectors.kind import NO_SECRET, ConnectorKind, ConnectorSettings, Url
from app.connectors.parts.http import Reach
from app.domain.connecting import Checked
from app.domain.errors import UserError


class BellSettings(ConnectorSettings):
    url: Url
    token: SecretStr = NO_SECRET


class Bell:
    def __init__(self, settings: BellSettings, reach: Reach) -> None:
        self.http = reach.http(settings.url)

    async def check(self):
        return [Checked("rings")]


BELL = ConnectorKind(key="bell", title="Bell", settings=BellSettings, build=Bell)


async def test_a_described_connector_can_be_connected():
    described = BELL.described("bell", {"url": "http://bell.example/", "token": "x"})
    async with aiohttp.ClientSession() as session:
        connected = described.connect(session)
    assert (connected.name, connected.kind, connected.title, connected.time_limit_s) == ("bell", "bell", "Bell", 8.0)
    assert connected.connector.http.url == "http://bell.example"


async def test_a_second_one_is_told_apart_by_its_name():
    described = BELL.described("bell-eu", {"url": "http://bell.example", "time_limit_s": 2})
    async with aiohttp.ClientSession() as session:
        connected = described.connect(session)
    assert (connected.title, connected.time_limit_s) == ("Bell (bell-eu)", 2)
    assert connected.connector.http.system == "Bell (bell-eu)"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "connectors: bell: url: must be given."),
        ({"url": "bell.example"}, "connectors: bell: url: must be an address that starts with http:// or https://."),
        ({"url": "ftp://bell.example"}, "starts with http://"),
        ({"url": "http://ana:s3cret@bell.example"}, "must not have a password in it"),
        ({"url": "http://bell.example/?key=s3cret"}, "url: must end before `?` and `#`"),
        ({"url": "http://bell.example/#s3cret"}, "url: must end before `?` and `#`"),
        ({"url": "http://bell.example", "tocken": "s3cret"}, "tocken: there is no such setting"),
        ({"url": "http://bell.example", "time_limit_s": 0}, "time_limit_s: "),
        ({"url": "http://bell.example", "time_limit_s": 500}, "time_limit_s: "),
        ({"url": "http://bell.example", "token": ["s3cret"]}, "token: "),
        ({"url": "http://bell.example", "token": "s3cret\nmore"}, "token: must be one line"),
        ({"url": "http://bell.example", "token": "s3cret\x00"}, "token: must be one line"),
    ],
)
def test_what_is_wrong_is_said_without_what_was_typed(given, sentence):
    with pytest.raises(UserError) as raised:
        BELL.described("bell", given)
    assert sentence in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_the_line_break_at_the_end_of_a_file_is_no_part_of_a_secret():
    assert (
        BellSettings.model_validate({"url": "http://bell.example", "token": "s3cret\r\n"}).token.get_secret_value()
        == "s3cret"
    )
