"""The ways in which a chat calls a person of whom the display name is known, and when a name is only a word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")

_DECORATION = re.compile(r"\s*[(\[|,/@•].*|\s+[-–—]\s.*", re.DOTALL)
_SHORTEST_HANDLE = 6  # "wash" may be Will Ash's, but it is a word

UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
"""A name in a script that puts no space around it."""

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "dos",
        "das",
        "jr",
        "sr",
        "ii",
        "iii",
        "phd",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "sir",
    ]
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})

_COMMON = frozenset(
    """
    abbot admin air alert alerts all amber an and angel anonymous any anyone apache api apollo app appear apr april
    archer are area argo art as at athena atlas audit aug august aurora autumn back backend bacon baker banks barry
    bash basil bass batch bay be beach beam bean beans beck begin believe bell berry best bill bird bishop black
    blank block bloom blue body bolt bond book booth bot both box boyd branch brand bridge bridges bright bring
    brook brooks brown brush buck bud build bull burns bush business but butler buy by cache call camp can cane
    cannon car card carol carter carver case cash cassandra castle cat chad chain chambers chan chance change chapel
    charity chase check chef cherry child china christian church ci city clay client cliff clock cloud cluster cole
    colt company config consider consul continue cook cortex country create cross crow crystal curl customer cut
    daisy dale dart dash data database dawn day db dean debug dec december decide delphi demo deploy deployment desk
    destiny dev devops did die django do don door dot down drake drew driver drum duke duty each earl east education
    elastic elm end eng engineer engineering england english envoy error escalation eve event everyone expect eye
    face fact fail faith fall family farmer fast father feb february feel fern few field fields finch find first
    fish fisher fix flag flask fleet flood flora flow flux fly follow foot for force ford forest forge fox frame
    frank free french fri friday friend frontend frost game garden gardener gate gates gene german ghost gill ginger
    girl git give glass go gold golden good goods government grace gradle grafana grant grave graves gray green grep
    grey group grow guest guy hall hand happen harmony has hash haskell hawk he head health heap hear heart heath
    helm help her hera here hermes high hill him his history ho hold holland holly home homer hood hook hope horn
    host hour house how huff hunt hunter hurt idea if in incident include india info infra iris is issue istio it
    ivy jade jan january jasmine jenkins jest jobs join joy judge jul julia july jump jun june just kafka keen keep
    keras key kibana kid kill kind king kit kite knight know knox kong lab lake lam lamb lambda lance land lane last
    laurel law laws lead leader learn leave lee let level life light lily line lines link list little live load
    loader lock log loki long look loop lose loss lot love low mac magic major make man manager many mar march maria
    marina mark marks mars marsh mason mat maven max may me mean means meet melody member mercury mercy merry meter
    metrics miles milk mill miller mimir min mind minute model moment mon monday money mongo monitor monitoring monk
    month moody moon moor moore more morning moss most mother mount mouse move much murray must my nail name nano
    need neptune network new nice nick nickel night nil no noble nobody noc node nomad none noon north not nov nova
    november now null number numpy oct october offer office oh ok old olive on oncall one only open ops or orion
    other others oz pace pack page paint pan pandas parent park parker parks part party pascal pass pat patch path
    pay peach peak pearl penny people pepper perl person phoenix pierce pin pipe piper pitt place plane platform
    player plum pluto pod point pool pope poppy port porter post potter pound power powers president price prince
    prior problem proctor prod product production program provide pull puppet put qa queen query question queue
    quick race rain raise ran random range rank reach read ready ream reason red redis reed release reliability
    remember report require research rest restart result rice rich rick right ring river rivers robin rock rocky rod
    roll room root rope rose round row ruby run rush rusty sage sail salt sand sanders sandy sat saturday saturn
    savage scala school scout sea seal search security see seed seem self sell send sentry sep september sergeant
    serve server service services set shade shadow shark sharp she shell shepherd shift ship shore short should show
    side silver singer sink sirius sit site skip sky slack slate sleep slow small smart snow so some someone song
    south spark sparks speak speed spend spring square sre stack staff stage staging stamp stand star start state
    stay steel step sterling stew still stock stone stop storm story stream street string strong student study such
    sudo sue sugar sum summer sun sunday sung sunny super support sure sweet swift system table tag take tan tank
    task tate tatum team tech temple tempo test tester than thanos the then there they thing think thu thursday tide
    time titan to token tong too top town trace train travis tree trinity trip true trust try tucker tue tuesday
    turn turner twist two ty understand union unit up update use user vale valley van vault vega venus very victor
    victoria view vim vine violet vite voice void wade wait walk walker wall wan want war ward watch water waters
    wave way we weaver web webhook wed wednesday week weeks well wells west what wheeler when where which white who
    why wild will win wind winds wing winter wise wolf woman won wood woods word work worker works world worth wren
    write year yes yo you young zcat zen zero zeus zone zoom
    """.split()  # noqa: SIM905 -- nine hundred words are read more easily without their quotes
)
"""Names that are also words of an incident channel, so that alone they count only where they are written as a name."""

_STARTS = re.compile(r"(?:^|[.!?:;>)•\n\"'*_-])\s*$")
_MONTH_BEFORE = re.compile(
    r"\b(?:in|on|since|until|till|by|last|next|from|of|early|late|mid|this|\d{1,4}(?:st|nd|rd|th)?)[ -]$"
)
_CALLED = re.compile(r"(?i)(?:@|\b(?:ask|asked|cc|thanks|thx|hey|hi|hello|tell|told)\s|/(?:home|users)/)$")
_DOES = re.compile(
    r"(?:'s|’s)?(?:[,:]| (?:is|was|has|had|says|said|did|does|will|can|could|should|and|or|thinks|took)\b)|['’]s\b"
)
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write somebody: words in lower case. `short` marks an initial in place of the first name."""

    words: tuple[str, ...]
    short: bool = False


def clean(name: str) -> str:
    """A display name without what people hang on it: `Ada Lovelace (SRE)`, `Ada Lovelace | Payments`."""
    return _DECORATION.sub("", name.strip()) or name.strip()


def forms(name: str) -> Iterator[Form]:
    """Every form of a cleaned display name: whole, first or last name alone, and as handles are made from names."""
    seen = {name.casefold(), _folded(name.casefold()), name.casefold().translate(_UMLAUTS)}
    for spelling in sorted(seen):
        words = tuple(WORD.findall(spelling))
        if not words:
            continue
        yield Form(words)
        if len(words) == 1:
            continue
        first, last = words[0], words[-1]
        yield Form((first, last))
        yield Form((first[0], last), short=True)
        alone = {tuple(WORD.findall(part)) for part in (spelling.split()[0], spelling.split()[-1])}
        yield from (Form(one) for one in sorted(alone) if one and not (_PARTICLES & {*one}) and len("".join(one)) > 1)
        handles = ("".join(words), first + last, first[0] + last, first + last[0])
        yield from (Form((one,)) for one in handles if len(one) >= _SHORTEST_HANDLE and one not in _COMMON)


def is_meant(text: str, start: int, end: int, form: Form) -> bool:
    """Whether the words at this place, which are those of a form, name the person."""
    written = text[start:end]
    parts = WORD.findall(written)
    if form.short:
        return any(mark in written for mark in "._-")
    if len(parts) > 1:
        doubtful = all(_is_doubtful(word) for word in form.words)
        return not doubtful or all(part[0].isupper() for part in parts) or " " not in written
    if _is_doubtful(form.words[0]):
        return _is_written_as_name(text, start, end)
    if written[0].isupper() or not _is_glued(text, start, end):
        return True
    return _CALLED.search(text, max(0, start - _LOOK_BACK), start) is not None


def _is_doubtful(word: str) -> bool:
    return word in _COMMON or len(word) <= 2


def _is_written_as_name(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start]
    after = text[end : end + 12]
    if _is_glued(text, start, end) and not before.endswith("@"):
        return False
    if _CALLED.search(before):
        return True
    if not text[start].isupper() or text[start:end].isupper() or _MONTH_BEFORE.search(before):
        return False
    if re.match(r" \d|['’]t\b", after):  # May 4; Don't, Can't
        return False
    if (start == len(before) and not before.strip()) or _STARTS.search(before):
        return bool(_DOES.match(after))
    return True


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether it is part of an identifier: `ada-db-01`, `will_retry`, `max.poll.records`."""
    before = start > 1 and text[start - 1] in "-_." and text[start - 2].isalnum()
    after = end + 1 < len(text) and text[end] in "-_." and text[end + 1].isalnum()
    return before or after or text[start - 1 : start] in {"_", "$"} or text[end : end + 1] in {"_", "="}


def _folded(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
