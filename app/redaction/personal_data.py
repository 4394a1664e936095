"""Where personal data stands in a text: mail addresses, phone and card numbers, accounts, network addresses.

Each pattern starts only where a run of its characters starts, and is bounded or possessive: the time grows with the text.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands (character offsets, end excluded), and the one value that all its spellings share."""

    start: int
    end: int
    value: str


_EMAIL = re.compile(r"(?<![\w.%+'-])[\w.%+'-]++@(?P<domain>[\w-]++(?:\.[\w-]++)*\.(?P<last>[^\W\d_]{2,24}))(?![\w-])")
_NOBODY = frozenset({"git", "root", "ubuntu", "ec2-user", "postgres", "deploy", "noreply", "no-reply"})
_NO_DOMAIN = frozenset(
    {"service", "socket", "timer", "target", "mount", "slice"}  # units of systemd
    | {"png", "jpg", "jpeg", "gif", "svg", "js", "css", "py", "ts", "json", "yaml", "yml"}
)

_PHONE = re.compile(
    r"""(?<![\w+.:/=-])(?:
        \+[1-9][0-9]{9,14}
      | \+[1-9][0-9]{0,2}(?:[ .()/-]{0,2}[0-9]){6,13}                                # +49 30 1234567, +15551234567
      | (?:1[ .-])?\([2-9][0-9]{2}\)[ ]?[0-9]{3}[ .-][0-9]{4}                        # (555) 123-4567
      | (?:1(?P<a>[.-]))?[2-9][0-9]{2}(?P<b>[.-])[2-9][0-9]{2}(?P=b)[0-9]{4}         # 555-123-4567
      | 0[1-9](?:(?P<c>[ .])[0-9]{2})(?:(?P=c)[0-9]{2}){3}                           # 06 12 34 56 78
      | \(?0[1-9][0-9]{1,3}\)?[ /-][0-9]{3,8}(?:[ -][0-9]{2,6}){0,3}                 # 020 7946 0958, 0151-23456789
      | 00[1-9][0-9](?:[ /-]?[0-9]){8,11}                                            # 0049 30 1234567
    )(?![\w]|[.:,/-]?[0-9])""",
    re.VERBOSE,
)
_SPOKEN_PHONE = re.compile(
    r"(?i)\b(?:tel|telephone|phone|mobile|cell|whatsapp|fax|sms|dial|(?:call|reach|text|ring)\s(?:me|him|her|them))"
    r"(?:\s(?:number|no|is|at|on|under)){0,2}\.?[:\s]{1,3}(?P<number>\(?[0-9](?:[ ().-]{0,2}[0-9]){6,14})(?![\w%])"
)
_CARD = re.compile(
    r"(?<![\w.+/=-])(?:[3-6][0-9]{13,15}|(?:[2-6][0-9]{3})(?P<s>[ -])[0-9]{4}(?P=s)[0-9]{4}(?P=s)[0-9]{4}"
    r"|3[47][0-9]{2}(?P<t>[ -])[0-9]{6}(?P=t)[0-9]{5}|2[2-7][0-9]{14})(?![\w]|[.-][0-9])"
)
_CARD_ISSUERS = (
    re.compile(r"4[0-9]{15}|(?:5[1-5]|6(?:011|5|4[4-9])|62|35)[0-9]{12,14}|2(?:2[2-9]|[3-6]|7[01])[0-9]{13,14}"),
    re.compile(r"3[47][0-9]{13}|3(?:0[0-5]|6|8)[0-9]{11,12}"),
)
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}")
_IBAN_LENGTHS = {  # characters; source: the SWIFT IBAN registry
    **dict.fromkeys(["NO"], 15),
    **dict.fromkeys(["BE"], 16),
    **dict.fromkeys(["DK", "FI", "FO", "GL", "NL", "SD", "FK"], 18),
    **dict.fromkeys(["MK", "SI"], 19),
    **dict.fromkeys(["AT", "BA", "EE", "KZ", "LT", "LU", "XK", "MN"], 20),
    **dict.fromkeys(["CH", "CR", "HR", "LI", "LV"], 21),
    **dict.fromkeys(["BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS", "VA"], 22),
    **dict.fromkeys(["AE", "GI", "IL", "IQ", "TL", "OM", "SO"], 23),
    **dict.fromkeys(["AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"], 24),
    **dict.fromkeys(["LY", "PT", "ST"], 25),
    **dict.fromkeys(["IS", "TR"], 26),
    **dict.fromkeys(["BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM"], 27),
    **dict.fromkeys(["AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"], 28),
    **dict.fromkeys(["BR", "EG", "PS", "QA", "UA"], 29),
    **dict.fromkeys(["JO", "KW", "MU", "YE"], 30),
    **dict.fromkeys(["MT", "SC"], 31),
    **dict.fromkeys(["LC"], 32),
    **dict.fromkeys(["RU"], 33),
}

_QUAD = r"(?:[1-9]?[0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
_IPV4 = re.compile(
    rf"(?<![\w.-])(?P<quad>{_QUAD}(?:\.{_QUAD}){{3}})(?![\w]|\.[\w]|[-+](?!{_QUAD}(?:\.{_QUAD}){{3}}))"
    rf"|(?<![\w-])ip-(?P<dashed>{_QUAD}(?:-{_QUAD}){{3}})(?![\w-])"
)
_RANGE_END = re.compile(rf"(?<=[0-9]-)(?P<quad>{_QUAD}(?:\.{_QUAD}){{3}})(?![\w-]|\.[\w])")
_VERSION_BEFORE = re.compile(
    r"(?i)(?:\b(?:versions?|release[sd]?|ver|build|chart|tag|rev|bump(?:ed)?|upgraded?|kernel)(?:\s(?:to|is|release))?|\bv)[ :=]{0,2}$"
)
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}|:(?=:))[0-9A-Fa-f:]{3,44}(?![\w:])")


def emails(text: str) -> Iterator[Place]:
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        local = match.group().partition("@")[0]
        if local.casefold() in _NOBODY or match["last"].casefold() in _NO_DOMAIN:
            continue
        yield Place(*match.span(), match.group().casefold())


def phones(text: str) -> Iterator[Place]:
    for match in _PHONE.finditer(text):
        digits = _digits(match.group())
        international = match.group().startswith("+")
        joined = match.group()[1:].isdigit()  # `+1500000` is a growth
        if (8 if international and not joined else 10 if joined else 9) <= len(digits) <= 15:
            yield Place(*match.span(), digits)
    for match in _SPOKEN_PHONE.finditer(text):
        yield Place(*match.span("number"), _digits(match["number"]))


def cards(text: str) -> Iterator[Place]:
    """Payment cards of known issuers whose check digit fits (ISO/IEC 7812, Luhn)."""
    for match in _CARD.finditer(text):
        digits = _digits(match.group())
        if any(issuer.fullmatch(digits) for issuer in _CARD_ISSUERS) and _luhn(digits):
            yield Place(*match.span(), digits)


def ibans(text: str) -> Iterator[Place]:
    """Bank accounts of the length that their country uses, whose check digits fit (ISO 13616, modulo 97)."""
    for match in _IBAN.finditer(text):
        end, compact = _cut(match.group(), _IBAN_LENGTHS.get(match.group()[:2], 0))
        follows = text[match.start() + end : match.start() + end + 1]
        if compact and not follows.isalnum() and _mod97(compact):
            yield Place(match.start(), match.start() + end, compact)


def addresses(text: str) -> Iterator[Place]:
    """IPv4 and IPv6, but no versions, and not the ones that every machine has."""
    if text.count(".") >= 3 or "ip-" in text:
        for match in (*_IPV4.finditer(text), *_RANGE_END.finditer(text)):
            quad = match["quad"] or match["dashed"].replace("-", ".")
            if ipaddress.IPv4Address(quad).is_loopback or quad in {"0.0.0.0", "255.255.255.255"}:
                continue
            if not _VERSION_BEFORE.search(text, max(0, match.start() - 20), match.start()):
                yield Place(*match.span(), quad)
    if text.count(":") < 2:
        return
    for match in _IPV6.finditer(text):
        place = _ipv6(match)
        if place:
            yield place


def _ipv6(match: re.Match[str]) -> Place | None:
    written = match.group()
    if written.endswith(":") and not written.endswith("::"):
        written = written[:-1]
    groups = [group for group in written.split(":") if group]
    if len(groups) < 2 or not any(len(group) > 2 and any(map(str.isdigit, written)) for group in groups):
        return None
    try:
        address = ipaddress.IPv6Address(written)
    except ValueError:
        return None
    return Place(match.start(), match.start() + len(written), address.compressed)


FINDERS: tuple[tuple[str, Callable[[str], Iterator[Place]]], ...] = (
    ("email", emails),
    ("iban", ibans),
    ("card", cards),
    ("ip", addresses),
    ("phone", phones),
)
"""In order of precedence."""


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _luhn(digits: str) -> bool:
    doubled = (int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _cut(written: str, length: int) -> tuple[int, str]:
    """Where the first `length` letters and digits end, and those; empty when there are fewer."""
    compact = ""
    for place, one in enumerate(written):
        if one.isalnum():
            compact += one
            if len(compact) == length:
                return place + 1, compact.upper()
    return 0, ""


def _mod97(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(one, 36)) for one in turned)) % 97 == 1
