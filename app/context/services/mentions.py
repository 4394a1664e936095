"""Which services a text names: whole names as a person or an alert writes them, not words that happen to look like one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.service import Catalog, normal

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_CAMEL = re.compile(r"[a-z0-9][A-Z]")
_TOKEN = re.compile(r"\S+")
_JOINED = frozenset("-_./: ")
_INSTANCE = re.compile(r"-(?:[0-9a-f]{6,10}-[0-9a-z]{5}|v?\d[\w.]*)(?![\w-])")
"""What follows a service's name where one of its instances or versions is named: `-7d9f8b6c4-x2x4z`, `-2.31`."""
_NOUN = r"(?:services?|svc|pods?|deployments?|deploys?|containers?|instances?|replicas?|team|cluster)\b"
_NOUN_AFTER = re.compile(rf"[ -]{_NOUN}", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"\b(?:service(?:[._]name)?|svc|app|component|job)\s?[=:]\s?[\"'`]?$", re.IGNORECASE)
_WELL = re.compile(
    r"\s+(?:still\s+|all\s+)?(?:works?|(?:is|are|looks?|seems?)\s+(?:still\s+|all\s+)?"
    r"(?:fine|ok|okay|good|healthy|normal|green|working|unaffected|not\s+affected))\b",
    re.IGNORECASE,
)
"""What follows the name of something that has no trouble: "vouchers work", "payments-gateway looks healthy"."""
_NEAR = 24
_LONGEST_TEXT = 100_000
_WORDS = """
    about access account accounts action actions admin agent agents alert alerts all analytics and api apis app apps
    archive assets audit auth backend backup backups base batch bot build builder bus cache calendar call calls campaign
    cart catalog chat checks client clients cloud cluster code comments common config console contact content control
    core cron customer customers dash dashboard data database db default demo deploy dev device devices docs document
    documents download edge email emails engine event events export exports external feature features feed file files
    flag flags form forms front frontend gateway general group groups health help history home host hosts image images
    import imports index infra input internal inventory issue issues item items job jobs lab label labels legacy library
    link links list load local lock log logging login logs mail main map maps market media member members message
    messages metric metrics mobile model models monitor monitoring name net network new news next node nodes note notes
    notification notifications notify offer offers office old one online operator order orders output page pages partner
    partners pay people photos platform play plan plans policy pool portal post posts price prices print private product
    products profile profiles project prod proxy public push query queue quote rate read reader recommendation region
    registry relay report reporter reporting reports request requests result results review reviews root route router
    rules run runner sales sample schedule score script search secret secrets security send sender server servers
    service services session sessions settings share shop signal site sites stage staging start stats status stock
    storage store stores stream sync system systems table tag tags task tasks team teams template test tests ticket
    tickets time token tokens tool tools track traffic update updates upload uploads us user users vault video view
    views warehouse watch web webhook webhooks website worker workers write writer
"""
_ORDINARY = frozenset(_WORDS.split())
"""Words that people use of everything. A service of such a name is meant only where something marks it as one."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in a text a name stands, and whether its words are joined as in a name."""

    start: int
    end: int
    joined: bool


class Naming:
    """Finds the names of a catalog's services in texts; made once for many texts."""

    def __init__(self, known: Catalog) -> None:
        self._known = known
        keys = [*known.others, *known.services]
        main = {key: normal(service.name) for key in keys if (service := known.find(key))}
        self._names = {parts: name for key, name in main.items() if (parts := tuple(_WORD.findall(key)))}

    def services_in(self, text: str) -> tuple[str, ...]:
        """The names, as the catalog has them, of the services that the text names, in the order in which it does so.

        A name or another name of the service counts as a whole word, however its parts are joined (`payments-gateway`,
        `payments gateway`) and within CamelCase (`LedgerLatencyHigh`). One that is an ordinary word (`web`, `api`, `search`)
        counts only in code marks, as a label's value (`service=web`), or before a word such as `service` or `pods`. Where
        the text says that the service is well ("vouchers work"), that is no mention of it. Text beyond 100,000 characters
        is not read. Linear in the length of the text.
        """
        found = dict.fromkeys(_spoken(_TOKEN.sub(_without_address, text[:_LONGEST_TEXT]), self._names))
        return tuple(service.name for one in found if (service := self._known.find(one)))


def services_named_in(text: str, known: Catalog) -> tuple[str, ...]:
    """As `Naming.services_in`, for one text."""
    return Naming(known).services_in(text)


def _without_address(match: re.Match[str]) -> str:
    """Blanks in place of an address, a file's path or a mention: their parts are names of other things."""
    token = match[0]
    is_address = "://" in token or token.count("/") > 1 or "@" in token[1:] or token.startswith(("<@", "<#", "<!"))
    return " " * len(token) if is_address else token


def _spoken(text: str, names: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    longest = max(map(len, names), default=0)
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            run = words[at : at + length]
            if (name := names.get(tuple(word[0].casefold() for word in run))) and _is_named(text, run):
                yield name
                at += length
                break
        else:
            if _CAMEL.search(words[at][0]):
                yield from _within(words[at][0], names, longest)
            at += 1


def _within(word: str, names: Mapping[tuple[str, ...], str], longest: int) -> Iterator[str]:
    """Names within a word in CamelCase, without those that are ordinary words."""
    humps = [hump.casefold() for hump in _HUMP.findall(word)]
    at = 0
    while at < len(humps):
        for length in range(min(longest, len(humps) - at), 0, -1):
            run = tuple(humps[at : at + length])
            if run in names and not _is_ordinary(run):
                yield names[run]
                at += length - 1
                break
        at += 1


def _is_named(text: str, run: Sequence[re.Match[str]]) -> bool:
    gaps = [text[one.end() : other.start()] for one, other in pairwise(run)]
    if any(gap not in _JOINED for gap in gaps):
        return False
    spot = _Spot(run[0].start(), run[-1].end(), " " not in gaps)
    if not _stands_alone(text, spot) or _WELL.match(text, spot.end):
        return False
    parts = tuple(word[0].casefold() for word in run)
    return not _is_ordinary(parts) or (len(parts) > 1 and spot.joined) or _is_marked(text, spot)


def _is_ordinary(parts: Sequence[str]) -> bool:
    return all(part in _ORDINARY or len(part) < 3 or part.isdigit() for part in parts)


def _stands_alone(text: str, spot: _Spot) -> bool:
    """Whether it is no part of a longer name, of a file's or of a host's."""
    before, after = text[max(0, spot.start - 1) : spot.start], text[spot.end : spot.end + 2]
    if before in {"-", "_", ".", "@", "#", "$"} and before:
        return False
    if _INSTANCE.match(text, spot.end):
        return True
    if _NOUN_AFTER.match(text, spot.end):
        return True
    return not (after[:1] in {"-", "_", "@"} and after[1:].isalnum()) and not (after[:1] == "." and after[1:].isalnum())


def _is_marked(text: str, spot: _Spot) -> bool:
    before, after = text[max(0, spot.start - _NEAR) : spot.start], text[spot.end : spot.end + 1]
    if before.endswith("`") and after == "`":
        return True
    return bool(_NOUN_AFTER.match(text, spot.end) or _LABEL_BEFORE.search(before) or _INSTANCE.match(text, spot.end))
