"""Numbers, times, days and durations in a text, in one form whatever way they were written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Measure(StrEnum):
    CLOCK = "time"
    DAY = "day"
    DURATION = "duration"
    SHARE = "share"
    COUNT = "number"
    AMOUNT = "amount"
    SIZE = "size"
    NAMED_DAY = "named day"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in one form: `14:05`, `2026-04-12`, seconds, per cent, a plain number, `usd 5000`, bytes with their unit."""

    measure: Measure
    value: str


_SECONDS = {
    "ms": Decimal("0.001"), "msec": Decimal("0.001"), "millisecond": Decimal("0.001"), "s": Decimal(1), "sec": Decimal(1),
    "second": Decimal(1), "m": Decimal(60), "min": Decimal(60), "minute": Decimal(60), "h": Decimal(3600), "hr": Decimal(3600),
    "hour": Decimal(3600), "d": Decimal(86400), "day": Decimal(86400), "w": Decimal(604800), "week": Decimal(604800),
    "us": Decimal("0.000001"), "µs": Decimal("0.000001"), "ns": Decimal("0.000000001"),
}  # fmt: skip
_SIZES = (
    "b",
    "kb",
    "mb",
    "gb",
    "tb",
    "kib",
    "mib",
    "gib",
    "tib",
    "ki",
    "mi",
    "gi",
    "ti",
    "byte",
    "kilobyte",
    "megabyte",
    "gigabyte",
    "terabyte",
)
_SIZE_NAMES = {
    "ki": "kib",
    "mi": "mib",
    "gi": "gib",
    "ti": "tib",
    "byte": "b",
    "kilobyte": "kb",
    "megabyte": "mb",
    "gigabyte": "gb",
    "terabyte": "tb",
}
_TIMES = {"k": Decimal(1000), "thousand": Decimal(1000), "m": Decimal(10**6), "mn": Decimal(10**6), "million": Decimal(10**6), "b": Decimal(10**9), "bn": Decimal(10**9), "billion": Decimal(10**9), "hundred": Decimal(100), "dozen": Decimal(12)}  # fmt: skip
_PER_CENT = frozenset({"%", "percent", "per cent", "pct"})
_CURRENCIES = {"$": "usd", "usd": "usd", "dollar": "usd", "€": "eur", "eur": "eur", "euro": "eur", "£": "gbp", "gbp": "gbp", "pound": "gbp", "¥": "jpy", "yen": "jpy"}  # fmt: skip
_NUMERALS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_UNITS = {word: number for number, word in enumerate(_NUMERALS.split())} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SPOKEN = {
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "thrice": 3,
    "triple": 3,
    "tripled": 3,
    "couple": 2,
    "pair": 2,
    "both": 2,
}
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = _MONTH_NAMES.split()
_WEEK = "monday tuesday wednesday thursday friday saturday sunday"
_DAY_NAMES = _WEEK.split()
_NAMED_DAY = re.compile(
    rf"\b(?:{'|'.join(_DAY_NAMES)}|mon|tues?|weds?|thurs?|fri|yesterday|today|tomorrow|tonight|overnight|this (?:morning|afternoon|evening|week|month)|(?:last|next) (?:night|week|month|year|quarter|sprint)|weekend|eod|eow|end of (?:the )?(?:day|week|month|quarter))\b"
)
_NUMBER_WORD = "|".join([*_UNITS, "half", "quarter"])
_CLOCK = re.compile(
    r"(?<![\w.:/-])(?:(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:h])(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?|\.(?P<dm>[0-5]\d)(?=\s?[ap]\.?m\b))?\s?(?P<ap>[ap]\.?m\b\.?)?(?:z\b)?)(?![\w:]|\.\d|-\d)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:t(\d\d):(\d\d)(?::(\d\d))?)?(?!\d)")
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{'|'.join(m + '|' + m[:3] for m in _MONTHS)})\b|(?P<m2>{'|'.join(m + '|' + m[:3] for m in _MONTHS)})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:))"
)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<cur>[$€£¥])?\s?(?P<n>[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−]?\d+(?:\.\d+)?)(?P<ord>st|nd|rd|th)?(?:\s?(?P<unit>%|percent\b|per cent\b|pct\b|µs\b|[a-zA-Z]+\b))?(?![\w])(?!\.\d)"
)
_WORDED = re.compile(
    rf"\b(?:(?P<a>a|an|one) (?P<scale>hundred|thousand|million|billion|dozen)|(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?P<one>one|two|three|four|five|six|seven|eight|nine)|(?P<w>{_NUMBER_WORD}|dozen|{'|'.join(_SPOKEN)}|{'|'.join(_ORDINALS)}))(?:[- ](?P<unit>hundred|thousand|million|percent|per cent|dozen|[a-z]+))?\b"
)
_A_WHILE = re.compile(r"\b(?:an?|one|the|within the) (minute|hour|day|week)\b(?! (?:before|after|that))")


def quantities(text: str) -> list[tuple[Quantity, str]]:
    """Each quantity with the words that gave it, in no particular order."""
    lowered = text.lower().replace("\xa0", " ")
    found: list[tuple[Quantity, str]] = []
    for reader in (_days, _clocks, _numbers):
        taken: list[tuple[int, int]] = []
        for quantity, start, end in reader(lowered):
            found.append((quantity, lowered[start:end].strip()))
            taken.append((start, end))
        for start, end in taken:
            lowered = f"{lowered[:start]}{' ' * (end - start)}{lowered[end:]}"
    found += _worded(lowered)
    found += [(Quantity(Measure.DURATION, _text(_SECONDS[match[1]])), match[0]) for match in _A_WHILE.finditer(lowered)]
    return found


def _days(text: str) -> Iterator[tuple[Quantity, int, int]]:
    for match in _ISO.finditer(text):
        yield Quantity(Measure.DAY, match[0][:10]), match.start(), match.start() + 10
        if match[4]:
            yield (
                Quantity(Measure.CLOCK, f"{match[4]}:{match[5]}" + (f":{match[6]}" if match[6] else "")),
                match.start(),
                match.end(),
            )
    for match in _MONTH_DAY.finditer(text):
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith((match["m1"] or match["m2"])[:3]))
        yield Quantity(Measure.DAY, f"{month:02}-{int(match['d1'] or match['d2']):02}"), match.start(), match.end()
    for match in _NAMED_DAY.finditer(text):
        yield Quantity(Measure.NAMED_DAY, match[0]), match.start(), match.end()


def _clocks(text: str) -> Iterator[tuple[Quantity, int, int]]:
    for match in _CLOCK.finditer(text):
        minutes, half = match["m"] or match["dm"], (match["ap"] or "")[:1]
        if minutes is None and not half:
            continue
        hour = int(match["h"]) % 12 + 12 * (half == "p") if half else int(match["h"])
        value = f"{hour:02}:{minutes or '00'}" + (f":{match['s']}" if match["s"] else "")
        yield Quantity(Measure.CLOCK, value), match.start(), match.end()
    for match in re.finditer(r"\b(noon|midnight|midday)\b", text):
        yield Quantity(Measure.CLOCK, "00:00" if match[0] == "midnight" else "12:00"), match.start(), match.end()


def _numbers(text: str) -> Iterator[tuple[Quantity, int, int]]:
    for match in _NUMBER.finditer(text):
        number, unit = match["n"].replace(",", "").replace("−", "-").lstrip("+"), match["unit"] or ""
        quantity, used = _measured(number, unit, match["cur"] or "")
        yield (
            quantity,
            match.start("cur") if match["cur"] else match.start("n"),
            match.end() if used else match.end("ord") if match["ord"] else match.end("n"),
        )


def _measured(digits: str, unit: str, currency: str) -> tuple[Quantity, bool]:
    """The quantity, and whether the word after the digits was its unit."""
    singular = unit.removesuffix("s") if len(unit) > 2 else unit
    value = _decimal(digits)
    quantity: Quantity | None = None
    if currency or singular in _CURRENCIES:
        scaled = value * _TIMES.get(unit, Decimal(1))
        amount = Quantity(Measure.AMOUNT, f"{_CURRENCIES[currency or singular]} {_text(scaled)}")
        return amount, unit in _TIMES or singular in _CURRENCIES
    if unit in _PER_CENT:
        quantity = Quantity(Measure.SHARE, _text(value))
    elif singular in _SECONDS:
        quantity = Quantity(Measure.DURATION, _text(value * _SECONDS[singular]))
    elif singular in _SIZES:
        quantity = Quantity(Measure.SIZE, f"{_text(value)} {_SIZE_NAMES.get(singular, singular)}")
    elif singular in _TIMES:
        quantity = Quantity(Measure.COUNT, _text(value * _TIMES[singular]))
    return quantity or Quantity(Measure.COUNT, digits if "." in digits else _text(value)), quantity is not None


def _worded(text: str) -> Iterator[tuple[Quantity, str]]:
    for match in _WORDED.finditer(text):
        unit = match["unit"] or ""
        value = _spoken(match)
        if value is None:
            continue
        if match["w"] in _ORDINALS or match["w"] in {
            "both",
            "double",
            "doubled",
            "triple",
            "tripled",
            "twice",
            "thrice",
        }:
            yield Quantity(Measure.COUNT, _text(value)), match["w"]
        elif match["w"] in {"half", "quarter"}:
            singular = {"hours": "hour", "an": "hour", "hour": "hour"}.get(unit, "")
            yield (
                (
                    Quantity(Measure.DURATION, _text(value * 3600))
                    if singular
                    else Quantity(Measure.SHARE, _text(value * 100))
                ),
                match["w"],
            )
        else:
            quantity, used = _measured(_text(value), unit, "")
            yield quantity, match[0] if used else match[0].removesuffix(unit).strip()


def _spoken(match: re.Match[str]) -> Decimal | None:
    if match["scale"]:
        return _TIMES[match["scale"]]
    if match["tens"]:
        return Decimal(_UNITS[match["tens"]] + _UNITS[match["one"]])
    word = match["w"]
    if word in {"half", "quarter"}:
        return Decimal("0.5") if word == "half" else Decimal("0.25")
    if word == "dozen":
        return Decimal(12)
    if word in {"one", "zero"} and (match["unit"] or "").removesuffix("s") not in _SECONDS:
        return None  # "one of them", "the one that": no count
    return Decimal(_UNITS.get(word) or _SPOKEN.get(word) or _ORDINALS.get(word) or 0)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal(0)


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
