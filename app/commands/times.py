"""Moments as people type them: `since 14:05`, `10m`, `yesterday 22:00`, `by friday`. All clock times are UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_LEAD_IN = re.compile(r"(?:since|from|after|for|in|the|last|past)\b[\s:]*", re.IGNORECASE)
_END = r"(?=[\s.,;!?]|$)[.,;!?]*\s*"
_UNIT = r"(d(?:ays?)?|h(?:(?:ou)?rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)"
_AGO = re.compile(rf"((?:\d{{1,5}}\s*{_UNIT}\s*)+)(?:ago\b)?{_END}", re.IGNORECASE)
_AMOUNT = re.compile(rf"(\d{{1,5}})\s*{_UNIT}", re.IGNORECASE)
_CLOCK = r"(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))(?::\d{2})?\s*(am|pm)?\s*(?:utc|z|gmt)?"
_HOUR = r"(?:at\s+)?(\d{1,2})()\s*(am|pm)\s*(?:utc|z|gmt)?"
_DAY = r"(?:(today|yesterday)|(\d{4}-\d{2}-\d{2}))"
_ON_DAY = re.compile(rf"{_DAY}(?:[\s,T]+(?:{_CLOCK}|{_HOUR}))?{_END}", re.IGNORECASE)
_AT = re.compile(rf"(?:{_CLOCK}|{_HOUR}){_END}", re.IGNORECASE)
_START = re.compile(rf"(?:start|beginning|always|ever){_END}", re.IGNORECASE)
_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_BY = rf"(?:by|due|until)[\s:]+(?:next\s+(?=\w+day))?(?:(today|eod|tonight)|(tomorrow)|{_WEEKDAY}|(\d{{4}}-\d{{2}}-\d{{2}})"
_BY += rf"|{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})"
_DUE = re.compile(rf"{_BY}(?=[\s.,:;!?)]|$)[.,:;!?)]*\s*", re.IGNORECASE)
_DUE_LAST = re.compile(rf"[\s,;(–—-]+{_BY}[.,:;!?)]*\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Since:
    """From when on: so long ago, at a clock time (`days_back` days ago, or its last occurrence), or `on` a date.

    With none of these set: from the start.
    """

    ago: timedelta | None = None
    clock: time | None = None
    days_back: int | None = None
    on: date | None = None

    def moment(self, now: datetime) -> datetime | None:
        """The time meant, seen from `now`; None for "from the start"."""
        if self.ago is not None:
            return now - self.ago
        if self.clock is None:
            return None
        day = self.on or (now.astimezone(UTC) - timedelta(days=self.days_back or 0)).date()
        then = datetime.combine(day, self.clock, UTC)
        last_night = self.on is None and self.days_back is None and then > now
        return then - timedelta(days=1) if last_night else then


def take_since(text: str) -> tuple[Since, str] | None:
    """The moment that `text` starts with and what follows it, or None."""
    text = text.lstrip()
    while lead_in := _LEAD_IN.match(text):
        text = text[lead_in.end() :]
    try:
        return _ago(text) or _on_a_day(text) or _at(text) or _start(text)
    except (ValueError, OverflowError):  # 25:70, the 31st of February
        return None


def _ago(text: str) -> tuple[Since, str] | None:
    if not (match := _AGO.match(text)):
        return None
    seconds = sum(int(amount) * _SECONDS[unit[0].lower()] for amount, unit in _AMOUNT.findall(match[1]))
    return Since(ago=timedelta(seconds=seconds)), text[match.end() :]


def _on_a_day(text: str) -> tuple[Since, str] | None:
    if not (match := _ON_DAY.match(text)):
        return None
    clock = _clock(match[3] or match[6], match[4], match[5] or match[8]) if match[3] or match[6] else time()
    if match[2]:
        return Since(clock=clock, on=date.fromisoformat(match[2])), text[match.end() :]
    return Since(clock=clock, days_back=int(match[1].lower() == "yesterday")), text[match.end() :]


def _at(text: str) -> tuple[Since, str] | None:
    if not (match := _AT.match(text)):
        return None
    return Since(clock=_clock(match[1] or match[4], match[2], match[3] or match[6])), text[match.end() :]


def _start(text: str) -> tuple[Since, str] | None:
    match = _START.match(text)
    return (Since(), text[match.end() :]) if match else None


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(hour)
        hours = hours % 12 + 12 * (half.lower() == "pm")
    return time(hours, int(minute or 0))


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is promised: so many `days` ahead, the next `weekday` (0 = Monday), a `month` and
    `day`, or a whole date `on`.
    """

    days: int | None = None
    weekday: int | None = None
    month_day: tuple[int, int] | None = None
    on: date | None = None

    def date(self, today: date) -> date:
        """The day meant, seen from `today`. A weekday is always ahead: on a Friday, "by friday" is in a week."""
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        if self.month_day is not None:
            return _next(*self.month_day, today)
        return self.on or today + timedelta(days=self.days or 0)


def take_due(text: str) -> tuple[Due, str] | None:
    """The day (`by …`) that `text` starts with and what follows it, or None."""
    text = text.lstrip()
    match = _DUE.match(text)
    due = _due(match) if match else None
    return (due, text[match.end() :]) if due and match else None


def take_due_last(text: str) -> tuple[Due, str] | None:
    """The day (`by …`) that `text` ends with and what precedes it, or None."""
    match = _DUE_LAST.search(text[-60:])
    due = _due(match) if match else None
    return (due, text[: max(0, len(text) - 60) + match.start()].rstrip()) if due and match else None


def _due(match: re.Match[str]) -> Due | None:
    today, tomorrow, weekday, iso, month_first, day_after, day_first, month_after = match.groups()
    if today or tomorrow:
        return Due(days=int(bool(tomorrow)))
    if weekday:
        return Due(weekday=_DAYS.index(weekday[:3].lower()))
    try:
        if iso:
            return Due(on=date.fromisoformat(iso))
        month, day = _MONTHS.index((month_first or month_after)[:3].lower()) + 1, int(day_after or day_first)
        date(2024, month, day)  # a leap year: any day that some year has
    except ValueError:
        return None
    return Due(month_day=(month, day))


def _next(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found >= today:
            return found
    return today
