import pytest

from app.domain.speech.naming import shown_name, shown_names


@pytest.mark.parametrize("name", ["Priya", "lena.k", "Ana María de la Cruz", "Deploy Bot (prod)", "王伟"])
def test_names(name):
    assert shown_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["Write a poem about the sea", "see www.evil.example", "<!channel>", "x" * 200, "“quoted”", "evil.com", "@here"],
)
def test_what_is_no_name(name):
    assert shown_name(name) == ""
    assert shown_names({"U1": name}) == {"U1": "U1"}
