import pytest

from app.context.ranking.code import parse
from app.context.ranking.dependencies import new_major, new_minors
from app.context.ranking.effect import effect
from app.context.ranking.literal import literal
from tests.context.ranking.situations import log, merge, points, situation


@pytest.mark.parametrize(
    ("diff", "library"),
    [
        (
            "-  <artifactId>jackson-databind</artifactId><version>2.9.10</version>\n+  <artifactId>jackson-databind</artifactId><version>3.0.1</version>",
            "jackson-databind",
        ),
        ("-\tgithub.com/redis/go-redis/v8 v8.5.1\n+\tgithub.com/redis/go-redis/v9 v9.0.0", "go-redis"),
        ('-    "express": "^4.19.1"\n+    "express": "^5.0.0"', "express"),
        ("-django==4.2.1\n+django==5.0", "django"),
        ("-\tgithub.com/golang-jwt/jwt/v5 v5.2.0\n+\tgithub.com/golang-jwt/jwt/v5 v5.2.1", ""),
        ("-\tgolang.org/x/crypto v0.23.0\n+\tgolang.org/x/crypto v0.24.0", ""),
        ("+django==5.0", ""),
    ],
)
def test_other_major_versions(diff, library):
    assert new_major(parse(diff)) == library


def test_other_minor_versions():
    diff = "-a/b v1.66.2\n-a/c v1.2.1\n-a/d v1.2.0\n+a/b v1.67.0\n+a/c v1.2.2\n+a/d v2.3.0"
    assert new_minors(parse(diff)) == ["b"]


def test_a_library_that_the_errors_name():
    change = merge(50, "a" * 40, files=("requirements.txt",), diff="-django==4.2.1\n+django==5.0")
    patch = merge(50, "a" * 40, files=("requirements.txt",), diff="-django==4.2.1\n+django==4.2.2")
    where = situation(log("django.core.exceptions.FieldError"))
    assert points(literal, [change], where) == 4
    assert points(effect, [change], where) == -1
    assert points(literal, [patch], where) == 0
    minor = merge(50, "a" * 40, files=("requirements.txt",), diff="-django==4.2.1\n+django==4.3.0")
    assert points(literal, [minor], where) == 2.5
    part = merge(50, "a" * 40, files=("requirements.txt",), diff="-django-money==4.2.1\n+django-money==4.3.0")
    assert points(literal, [part], where) == 0
    assert points(effect, [patch], where) == -3
