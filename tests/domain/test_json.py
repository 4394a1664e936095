import pytest

from app.domain.json import object_of, objects_of, text_of, texts_of

VALUES = [None, True, 1, 1.5, "text", ["a", 1, {"b": 2}, None], {"a": 1}, (), ("a", {"c": 3})]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_whatever_it_is_it_is_narrowed(value):
    assert text_of(value) == (value if isinstance(value, str) else "")
    assert object_of(value) == (value if isinstance(value, dict) else {})
    many = list(value) if isinstance(value, list | tuple) else []
    assert objects_of(value) == [one for one in many if isinstance(one, dict)]
    assert texts_of(value) == [one for one in many if isinstance(one, str)]
