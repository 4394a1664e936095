"""Column types that read the same on both databases: times to the microsecond, and JSON with one spelling."""

import json
import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from app.domain.json import Json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def canonical(value: Json) -> str:
    """JSON with sorted keys and no spaces: the same value always gives the same text, which digests rely on."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def storable(text: str) -> str:
    """`text` as both databases accept it: without NUL (PostgreSQL) and halves of surrogate pairs (UTF-8), which become �."""
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, kept as whole microseconds since 1970 so that nothing is rounded on either database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class JsonText(TypeDecorator[Json]):
    """A JSON value kept as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Json, dialect: Dialect) -> str:
        del dialect
        return storable(canonical(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json:
        del dialect
        loaded: Json = json.loads(value or "null")
        return loaded
