"""Entities as Backstage's descriptor format and its catalog API (`entities/by-query`) have them."""

import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.backstage import KIND
from app.connectors.backstage.entities import services_of
from app.domain.errors import Unavailable, UserError
from app.domain.service import catalog
from tests.connectors.odd import looks_survive
from tests.connectors.standin import connected, standing_in

CHECKOUT = """
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  title: Checkout Service
  description: Takes the money.
  annotations:
    pagerduty.com/service-id: PSVC1
    github.com/project-slug: acme/checkout
    backstage.io/kubernetes-id: checkout-api
  labels:
    acme.example/tier: "1"
  links:
    - {url: "https://wiki.example/runbooks/checkout", title: Runbook}
    - {url: "https://grafana.example/d/abc", type: dashboard, title: Golden signals}
    - {url: "javascript:alert(1)", title: Dashboard}
spec:
  type: service
  lifecycle: production
  owner: payments
  system: shop
  dependsOn:
    - resource:default/checkout-db
    - Component:search
    - api:default/ledger-api
  consumesApis: [payments-api]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: checkout-db}
spec: {type: database, owner: "user:default/ana"}
---
"""
PAYMENTS = """
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Payments-Gateway
  annotations: {"backstage.io/source-location": "url:https://github.com/acme/mono/tree/main/payments/"}
spec: {type: service, owner: group:default/payments, providesApis: [payments-api]}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: payments-api}
spec: {type: openapi, owner: payments, definition: "openapi: 3.0.0"}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: retry-lib}
spec: {type: library, owner: payments}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments, annotations: {slack.com/channel: "#team-payments"}}
spec: {type: team, profile: {displayName: Payments, email: payments@example.com}}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: ana}
spec: {profile: {displayName: Ana Ruiz, email: ana@example.com}}
"""
ENTITIES = [one for text in (CHECKOUT, PAYMENTS) for one in yaml.safe_load_all(text) if one]


def write(folder, **files):
    for name, text in files.items():
        place = folder / name / "catalog-info.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(text)
    return folder


async def from_files(path):
    async with connected(KIND, path=str(path)) as one:
        return await one.connector.services()


async def test_services_from_a_tree_of_files(tmp_path):
    found = await from_files(write(tmp_path, checkout=CHECKOUT, payments=PAYMENTS))
    assert found.remark == ""
    services = catalog(found.items)
    assert set(services.services) == {"checkout", "checkout-db", "payments-gateway"}
    checkout = services.find("checkout service")
    assert (checkout.name, checkout.title, checkout.description) == ("checkout", "Checkout Service", "Takes the money.")
    assert (checkout.owner, checkout.channel, checkout.contact) == ("payments", "team-payments", "payments@example.com")
    assert (checkout.tier, checkout.on_call, checkout.repository) == ("1", "PSVC1", "acme/checkout")
    assert checkout.calls == ("checkout-db", "search", "Payments-Gateway")
    assert checkout.aliases == ("Checkout Service", "checkout-api")
    assert checkout.runbook == "https://wiki.example/runbooks/checkout"
    assert checkout.dashboard == "https://grafana.example/d/abc"
    assert checkout.source == "backstage"
    assert services.hops("checkout", "payments-gateway") == 1
    assert services.find("payments gateway").repository == "acme/mono"
    database = services.find("checkout-db")
    assert (database.owner, database.contact) == ("ana", "ana@example.com")


async def test_a_file_that_cannot_be_read_is_named(tmp_path):
    found = await from_files(write(tmp_path, good=CHECKOUT, bad="kind: [", odd="- a list"))
    assert len(found.items) == 2
    assert found.remark == "could not read bad/catalog-info.yaml, odd/catalog-info.yaml"


async def test_a_small_file_that_grows_without_an_end_is_left_out(tmp_path):
    first = "k0: &k0 {" + ", ".join(f"a{number}: 1" for number in range(100)) + "}"
    merged = [f"k{n}: &k{n} {{<<: [{', '.join([f'*k{n - 1}'] * 9)}]}}" for n in range(1, 9)]
    bomb = "\n".join([first, *merged])
    started = time.monotonic()
    found = await from_files(write(tmp_path, good=CHECKOUT, bomb=bomb))
    assert time.monotonic() - started < 5
    assert found.remark == "could not read bomb/catalog-info.yaml"


async def test_no_code_is_run_from_a_file(tmp_path):
    evil = f"kind: !!python/object/apply:os.system ['touch {tmp_path}/ran']"
    with pytest.raises(Unavailable, match="not valid YAML"):
        await from_files(write(tmp_path, evil=evil))
    assert not (tmp_path / "ran").exists()


async def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(Unavailable, match="its files cannot be read \\(No such file or directory\\)"):
        await from_files(tmp_path / "nowhere")
    async with connected(KIND, path=str(tmp_path / "nowhere")) as one:
        (checked,) = await one.connector.check()
    assert checked.advice.endswith("Check `path`, and who may read it.")
    assert (await from_files(tmp_path)).items == ()


async def test_one_file_alone_and_hidden_folders(tmp_path):
    write(tmp_path, checkout=CHECKOUT)
    write(tmp_path / ".git", old=PAYMENTS)
    assert len((await from_files(tmp_path)).items) == 2
    assert len((await from_files(tmp_path / "checkout" / "catalog-info.yaml")).items) == 2


async def test_services_from_the_api_in_pages():
    def pages(request):
        if "cursor" in request.query:
            return {"items": ENTITIES[2:], "totalItems": 7, "pageInfo": {}}
        return {"items": ENTITIES[:2], "totalItems": 7, "pageInfo": {"nextCursor": "eyJ"}}

    answers = {"GET /api/catalog/entities/by-query": pages}
    async with standing_in(answers) as there, connected(KIND, url=there.url, token="t") as one:
        found = await one.connector.services()
        (checked,) = await one.connector.check()
    assert [service.name for service in found.items] == ["checkout", "checkout-db", "Payments-Gateway"]
    assert found.items[0].url == f"{there.url}/catalog/default/component/checkout"
    assert checked.ok
    first, second, *_ = there.asked
    assert first.headers["Authorization"] == "Bearer t"
    assert "filter" in first.query
    assert (second.query["cursor"], "filter" in second.query) == ("eyJ", False)


async def test_relations_of_the_api_count_where_the_description_is_silent():
    relations = [
        {"type": "ownedBy", "targetRef": "group:default/payments"},
        {"type": "dependsOn", "targetRef": "component:shop/search"},
        {"type": "partOf", "targetRef": "system:default/shop"},
    ]
    entity = {"kind": "Component", "metadata": {"name": "checkout"}, "spec": {}, "relations": relations}
    (service,) = services_of([entity], source="b", site="")
    assert (service.owner, service.calls) == ("payments", ("search",))


@pytest.mark.parametrize("answer", [{"items": []}, {"pageInfo": {}}, {"items": [{"metadata": {}}], "pageInfo": {}}])
async def test_another_shape_is_not_nothing(answer):
    answers = {"GET /api/catalog/entities/by-query": answer}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        with pytest.raises(Unavailable):
            await one.connector.services()


@pytest.mark.parametrize("given", [{}, {"url": "https://b.example", "path": "x"}])
def test_files_or_the_api(given):
    with pytest.raises(UserError, match="give either the `path` of the catalog's files, or Backstage's `url`"):
        KIND.described("backstage", given)


JSON = st.recursive(
    st.none() | st.text(max_size=9), lambda one: st.lists(one, max_size=2) | st.dictionaries(st.text(), one)
)


@given(JSON, JSON, JSON)
def test_odd_entities_break_nothing(metadata, spec, relations):
    named = metadata | {"name": "x"} if isinstance(metadata, dict) else metadata
    entity = {"kind": "Component", "metadata": named, "spec": spec, "relations": relations}
    json.dumps([one.name for one in services_of([entity], source="b", site="")])


def test_the_page_and_the_code_name_the_same_annotations():
    page = (Path(__file__).parents[2] / "docs" / "connectors" / "backstage.md").read_text()
    assert all(one in page for one in ("pagerduty.com/service-id", "github.com/project-slug", "slack.com/channel"))


async def test_odd_answers_break_nothing():
    entities = json.loads(json.dumps(ENTITIES))
    answers = {"GET /api/catalog/entities/by-query": {"items": entities, "pageInfo": {}}}
    await looks_survive(KIND, {}, answers, lambda one: one.services())
