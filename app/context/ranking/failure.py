"""Ways in which software is known to fail, and the code that makes it: memory and what piles up, races and locks, and so on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import Pattern

from app.context.identifiers import atoms
from app.context.ranking.case import Case
from app.context.ranking.code import LITTLE
from app.context.ranking.paths import kind_of
from app.context.ranking.subject import Subject
from app.context.situation import Reason

KEY = "failure"
_TAKEN, _PUT, _ALTERED = 4.0, 2.5, 2.5


@dataclass(frozen=True, slots=True)
class Failure:
    """`says` finds it in the symptoms; `taken` in code whose loss leads to it, `put` in code that brings it."""

    name: str
    says: Pattern[str]
    taken: Pattern[str] | None = None
    put: Pattern[str] | None = None


def _any(words: str) -> Pattern[str]:
    return re.compile(words, re.IGNORECASE)


WRITTEN = Failure(
    "more that is written than can be kept",
    _any(
        r"cardinality|log (volume|rate)|ingest\w* (rate|volume|limit)|no space left|disk (usage|full|space)|series limit|too many (series|labels)"
    ),
    _any(r"sampl|level|rotat|retention|drop|filter|aggregat|limit"),
    _any(r"log|label|tag|attribute|_id\b|url|path|debug|trace"),
)

FAILURES = (
    Failure(
        "memory that runs out",
        _any(
            r"\boom|out ?of ?memory|heap|goroutines?\b|threads? (count|exhaust)|\brss\b|memory (leak|limit)|gc (pause|overhead)|allocation failed"
        ),
        _any(r"evict|\blru\b|limit|max|\bttl\b|close\(|free|release|remove|delete|clear|weak|dispose|unsubscribe"),
        _any(
            r"append\(|\.push\(|\.add\(|\bput\(|\+=|cache\[|new (map|hashmap|list)|goroutine|\bgo func|setInterval|addListener|read_?all"
        ),
    ),
    Failure(
        "two doing the same at once",
        _any(
            r"concurrent|data race|deadlock|race condition|lock wait|could not serialize|duplicate key|already (exists|closed)|"
            r"\btwice\b|\bdouble[- ]?(book|charg|spen[dt]|pay|paid)|\boversold"
        ),
        _any(r"lock|mutex|synchron|atomic|semaphore|for update|transaction|once\.|isolation|serializable|unique|await"),
        _any(r"lock\(|mutex|\bgo func|thread|async|parallel|executor"),
    ),
    Failure(
        "something that is not there",
        _any(
            r"nil pointer|null ?pointer|nullreference|nonetype|undefined is not|cannot read propert|is not defined|unwrap\(\)|keyerror"
        ),
        _any(r"[!=]==? ?(nil|null|none|undefined)|is (not )?none|\?\.|optional|default|\bok\b|or_?else|exists|has\("),
        _any(r"\.unwrap\(|\.get\(\)|!\.|as any"),
    ),
    Failure(
        "access that is refused",
        _any(
            r"\b(401|403)\b|unauthori[sz]ed|forbidden|permission denied|token (is )?(expired|invalid)|invalid (token|signature)|access denied|\bcors\b|csrf"
        ),
        _any(
            r"leeway|skew|tolerance|scope|role|grant|tenant|owner|audience|issuer|secret|token|permission|policy|allow|refresh"
        ),
        _any(r"verify|require|deny|strict|audience|issuer|scope|expire|permission|policy"),
    ),
    Failure(
        "data of another shape",
        _any(
            r"does not exist|no such (table|column|field)|unknown (field|column)|missing (required )?(field|key|column)|no mapping|"
            r"deserial|unmarshal|decod|pars(e|ing)[ _]?(error|exception)|schema|type mismatch|invalid (json|format)"
        ),
        _any(r"json:|required|optional|column|field|schema|mapping|properties|\"\w+\"\s*:|alter|create table|migrat"),
        _any(r"select |insert |update |join |json:|required|column|field|schema|mapping|\"\w+\"\s*:|alter|drop|rename"),
    ),
    Failure(
        "a limit that is exceeded",
        _any(r"throttl|rate ?limit|\b429\b|too many requests|quota|capacity|throughput ?exceeded"),
        _any(
            r"batch|chunk|bulk|limit|back-?off|retry|cache|debounce|sample|jitter|coalesce|queue|group|"
            r"bucket|burst|quota|refill|tokens\b|\brps\b|per_?(second|minute)"
        ),
        _any(
            r"for .*(range|in|of) |while|retr(y|ies)|parallel|concurren|put(item)?\(|fetch|poll|interval|"
            r"bucket|burst|quota|refill|tokens\b|\brps\b|per_?(second|minute)"
        ),
    ),
    Failure(
        "connections that run out",
        _any(
            r"\bpool|too many (open )?(connections|files)|connection (limit|exhaust|acquire|wait)|file descriptor|acquire|sockets?\b"
        ),
        _any(r"close\(|defer|release|rollback|finally|\bwith\b|using|timeout|max|idle|pool|dispose|return_?conn"),
        _any(r"max_?(open|idle|conn|pool|size)|pool|begin|connect\(|newclient|open\(|dial|hold|transaction"),
    ),
    Failure(
        "waiting too long",
        _any(r"time-?out|timed out|deadline|latency|duration|p9[0-9]|slow|stall|hang"),
        _any(
            r"time-?out|deadline|index|cache|limit|batch|prefetch|preload|join|include|async|parallel|context|circuit|back-?off|jitter"
        ),
        _any(
            r"sleep|time-?out|retr(y|ies)|quer(y|ies)|fetch|find_|(http|requests|axios|client|session)\.(get|post|put|request)|urlopen|rpc|drop[ _]?index|select |sync|lock|n\+1|await|scan|regex|\.\*|order by|full"
        ),
    ),
    Failure(
        "a processor that is busy",
        _any(r"\bcpu|saturat|load average|event loop (lag|blocked)"),
        _any(r"cache|limit|sleep|ticker|memo|index|break"),
        _any(r"regex|re\.compile|\.\*|while|for |hash|compress|crypt|sort|json\.|marshal|busy|spin|poll"),
    ),
    Failure(
        "something that nobody registered",
        _any(
            r"not found|not registered|no (handler|route|provider|such)|unknown (handler|route|type|command)|unrecogni[sz]ed|missing"
        ),
        _any(r"register|init|bootstrap|import|route|handle|bind|provide|seed|load|subscribe|mount|wire|migrat"),
        None,
    ),
    Failure(
        "an address that cannot be reached",
        _any(r"no such host|dns|name resolution|connection refused|no route to host|unreachable|bad gateway|\b502\b"),
        _any(r"host|port|url|endpoint|dns|address|selector|ingress|upstream"),
        _any(r"host|port|url|endpoint|dns|address|selector|ingress|network_?policy"),
    ),
    Failure(
        "an index outside",
        _any(r"index out of (range|bounds)|slice bounds|indexerror|outofbounds|array index"),
        _any(r"len\(|length|size|count|empty|bounds|min\(|max\(|<|>"),
        _any(r"\[\w+ ?[+-]? ?\d*\]|\.(first|last|get|at)\(|slice|substr|split"),
    ),
    Failure(
        "numbers that are wrong",
        _any(
            r"division by zero|divide by zero|overflow|\bnan\b|mismatch(ed)? (amount|total|sum)|wrong (amount|total|price)|rounding"
        ),
        _any(r"round|floor|ceil|decimal|cents|int|check|zero|[!=]= ?0"),
        _any(r"/ |% |round|floor|ceil|parse_?(int|float)|cents|\* ?\d|int\("),
    ),
    Failure(
        "a cache that does not help",
        _any(r"cache[ _](miss|hit|stampede|evict)|\bcached\b|\bstale\b|outdated (data|value)|hit[ _]ratio"),
        _any(r"cache|ttl|key|expire|memo|invalidate|jitter|singleflight"),
        _any(r"cache|ttl|key|expire|invalidate|flush|no-?store"),
    ),
    Failure(
        "configuration that is missing",
        _any(
            r"environment variable|not set\b|missing (config|setting|env|secret)|invalid config|config(uration)? (error|key)|no value for"
        ),
        _any(r"env|config|default|secret|values|setting|flag"),
        _any(r"env|config|secret|setting|required"),
    ),
    Failure(
        "processes that do not stay up",
        _any(r"crash ?loop|exit code|liveness|readiness|probe failed|health ?check fail|restart(ed|ing|s)\b"),
        _any(r"probe|health|ready|startup|resources|limits|memory|port|entrypoint|recover|catch|except"),
        _any(r"probe|health|ready|limits|port|entrypoint|exit|panic|fatal|throw|raise"),
    ),
    Failure(
        "a time that is wrong",
        _any(
            r"in the (past|future)|time ?zone|daylight|\bdst\b|hours? off|clock skew|invalid (date|time)|not yet valid"
        ),
        _any(r"utc|zone|\btz\b|tzinfo|offset|now\(|local_?time|\blocal\b|timestamp"),
        _any(r"utc|zone|\btz\b|tzinfo|offset|now\(|local_?time|\blocal\b|timestamp"),
    ),
    Failure(
        "a queue that grows",
        _any(r"backlog|consumer lag|queue (depth|size|age)|oldest ?message|unacked|dead ?letter"),
        _any(r"ack|commit|consum|worker|concurren|prefetch|batch|partition|delete_?message"),
        _any(r"partition|requeue|nack|visibility|sleep|single|sequential"),
    ),
)


def failure(subject: Subject, case: Case) -> Iterator[Reason]:
    """Only the best fitting way counts: symptoms speak of several, and code words fit more than one."""
    code = subject.code
    if not code.is_known or code.only_moves or code.only_comments or kind_of(subject.change.files):
        return
    ways = (WRITTEN,) if subject.only_says else (*FAILURES, WRITTEN)
    found = [reason for each in ways if each.says.search(case.symptoms.text) for reason in _fits(each, subject)]
    if found:
        yield max(found, key=lambda reason: reason.points)


def _fits(each: Failure, subject: Subject) -> Iterator[Reason]:
    """It counts what is gone for good, or new, or has another value; what was there before and still is says nothing."""
    code = subject.code
    if each.taken and _more(each.taken, code.taken, code.put):
        yield Reason(KEY, f"symptoms of {each.name}; it takes away code that has to do with that", _TAKEN)
    if each.put and _more(each.put, code.put, code.taken):
        yield Reason(KEY, f"symptoms of {each.name}; it brings in code that has to do with that", _PUT)
    slight = code.setting is not None and code.setting.factor <= LITTLE
    altered = [
        line for line in code.taken if code.put and not slight and any(atom in code.lost for atom in atoms(line))
    ]
    if any(pattern and any(map(pattern.search, altered)) for pattern in (each.taken, each.put)):
        yield Reason(KEY, f"symptoms of {each.name}; it alters code that has to do with that", _ALTERED)


def _more(pattern: Pattern[str], here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether a word is here that is nowhere there: what is only said more often, or in more lines, is not new."""
    return bool(_found(pattern, here) - _found(pattern, there))


def _found(pattern: Pattern[str], lines: tuple[str, ...]) -> set[str]:
    return {found[0].lower() for line in lines for found in pattern.finditer(line)}
