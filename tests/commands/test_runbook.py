"""`/inc runbook`: a section, quoted and linked."""

from contextlib import asynccontextmanager
from dataclasses import replace

from app.commands import COMMANDS
from app.commands.dispatch import Dispatcher
from app.connectors.runbooks import KIND
from app.context.intake import signals
from app.domain.signal import Signal, SignalKind
from tests.connectors.standin import connected

CERTIFICATES = """---
services: [checkout]
---
# Certificates

We use several.

## A certificate has expired

Do not panic; see https://evil.example/x.

1. Renew it: `certs renew checkout`
2. Restart the proxy. <!here>

```sh
kubectl rollout restart deploy/proxy
```

## Who made this page

Some of us.
"""


@asynccontextmanager
async def with_runbooks(inc, folder, link: str = "https://wiki.example.com/run"):
    async with connected(KIND, path=str(folder), link=link) as one:
        inc.desk = replace(inc.desk, surroundings=replace(inc.desk.surroundings, connected=(one,)))
        inc.dispatcher = Dispatcher(inc.desk, inc.database, inc.recorder, COMMANDS)
        yield


async def test_the_section_is_quoted_and_linked(inc, tmp_path):
    (tmp_path / "certs.md").write_text(CERTIFICATES)
    async with with_runbooks(inc, tmp_path):
        heard = await inc("runbook expired certificate")
    told = heard.answer.splitlines()
    place = "https://wiki.example.com/run/certs.md#a-certificate-has-expired"
    assert told[0] == f"*Runbook:* <{place}|Certificates › A certificate has expired>"
    assert told[1:] == [
        "> Do not panic; see (link)",
        "> 1. Renew it: `certs renew checkout`",
        "> 2. Restart the proxy.",
        "> `kubectl rollout restart deploy/proxy`",
        "_Why this one: it has: expired, certificate._",
    ]
    assert "evil.example" not in heard.answer
    assert "Who made" not in heard.answer
    assert [button.label for button in heard.answer_body.buttons] == ["Keep"]


async def test_from_what_the_record_says(inc, tmp_path, clock):
    (tmp_path / "certs.md").write_text(CERTIFICATES)
    await inc.says("browsers say the certificate expired an hour ago")
    async with with_runbooks(inc, tmp_path):
        assert "A certificate has expired" in (await inc("runbook")).answer


async def test_an_alert_that_names_its_runbook_wins(inc, tmp_path):
    (tmp_path / "certs.md").write_text(CERTIFICATES)
    link = "https://elsewhere.example.com/runbook|x"
    for number, url in enumerate((link, "https://elsewhere.example.com/runbook")):
        alert = Signal(
            connector="am",
            kind=SignalKind.ALERT,
            fingerprint=f"a{number}",
            title="Certificate expired",
            started_at=inc.clock(),
            last_at=inc.clock(),
            attributes={"runbook_url": url},
        )
        async with inc.database.transaction() as tx:
            await signals.keep(tx, [alert])
        async with inc.database.reading() as connection:
            found = await signals.recent(connection, inc.clock())
        async with inc.database.transaction() as tx:
            await signals.join(tx, found, 1)
    async with with_runbooks(inc, tmp_path):
        told = (await inc("runbook")).answer
    assert "<https://elsewhere.example.com/runbook|Certificate expired>" in told
    assert "the alert links to it" in told


async def test_where_nothing_fits_it_says_so(inc, tmp_path):
    (tmp_path / "certs.md").write_text(CERTIFICATES)
    async with with_runbooks(inc, tmp_path):
        assert "No section of the runbooks fits" in (await inc("runbook robots stand still")).answer


async def test_without_runbooks_it_says_how_to_get_some(inc):
    assert "connector `runbooks`" in (await inc("runbook certificate")).answer


async def test_what_could_not_be_looked_at_is_said(inc, tmp_path):
    async with with_runbooks(inc, tmp_path / "gone"):
        told = (await inc("runbook certificate")).answer
    assert "Could not look: Runbooks: there is no folder" in told
    assert "No runbook is connected" not in told
