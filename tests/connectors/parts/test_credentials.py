import base64

from app.connectors.parts.credentials import WithCredentials


def headers(**given):
    return WithCredentials(url="http://127.0.0.1:9", **given).headers()


def test_a_token_comes_before_a_user():
    assert headers(token="t", user="u", password="p") == {"Authorization": "Bearer t"}


def test_a_user_and_a_password():
    pair = base64.b64encode("ü:p".encode()).decode()
    assert headers(user="ü", password="p", tenant="shop") == {"Authorization": f"Basic {pair}", "X-Scope-OrgID": "shop"}


def test_nothing_is_sent_that_was_not_given():
    assert headers() == {}
