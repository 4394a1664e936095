"""How entities name each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.backstage.references import Ref, named, ref, ref_of

LEDGER = {"kind": "Component", "metadata": {"name": "Ledger", "namespace": "Pay"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ledger", Ref("component", "pay", "ledger")),
        ("other/ledger", Ref("component", "other", "ledger")),
        ("Resource:ledger", Ref("resource", "pay", "ledger")),
        (" API:Other/Ledger ", Ref("api", "other", "ledger")),
    ],
)
def test_what_is_left_out_is_as_in_the_entity(text, expected):
    assert ref(text, "component", "pay") == expected


def test_an_entity_without_a_namespace_is_in_the_default_one():
    assert ref_of(LEDGER) == Ref("component", "pay", "ledger")
    assert ref_of({"kind": "Group", "metadata": {"name": "shop"}}) == Ref("group", "default", "shop")
    assert ref_of({}) == ref_of({"metadata": []}) == Ref("", "default", "")


@pytest.mark.parametrize("said", ["shop", ["shop"], ["shop", 7, None]])
def test_a_field_may_be_one_text_or_a_list(said):
    found = named({**LEDGER, "spec": {"owner": said}}, "owner", "ownedBy", "group")
    assert next(found) == Ref("group", "pay", "shop")


def test_relations_count_only_if_they_are_of_that_kind():
    relations = [
        {"type": "ownedBy", "targetRef": "group:default/shop"},
        {"type": "dependsOn", "targetRef": "component:default/web"},
        {"type": "ownedBy", "targetRef": ""},
        {"type": "ownedBy"},
    ]
    assert list(named({**LEDGER, "relations": relations}, "owner", "ownedBy", "group")) == [
        Ref("group", "default", "shop")
    ]


@pytest.mark.parametrize("spec", [None, [], "text", {"owner": None}, {"owner": {}}])
def test_no_field_names_nobody(spec):
    assert list(named({**LEDGER, "spec": spec}, "owner", "ownedBy", "group")) == []


_NAME = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,12}", fullmatch=True)


@given(_NAME, _NAME, _NAME, _NAME, _NAME)
def test_a_whole_reference_is_read_as_it_is_written(kind, namespace, name, other, elsewhere):
    whole = Ref(kind, namespace, name)
    assert ref(f"{kind}:{namespace}/{name}", other, elsewhere) == whole
    assert ref(f"{namespace}/{name}", kind, elsewhere) == whole
    assert ref(f"{kind}:{name}", other, namespace) == whole
    assert ref(name, kind, namespace) == whole


@given(st.text(max_size=30))
def test_any_text_is_some_reference(text):
    assert all(isinstance(part, str) for part in ref(text, "component", "default"))
