"""Words as guardrails compare them: without endings, in families of near-equal meaning, and with or without a "not"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.domain.speech.plain import one_line

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ers", "ed", "er", "es", "ly", "s", "e", "y")
_SHORTEST_STEM = 3
_IRREGULAR = {
    "went": "go", "gone": "go", "goes": "go", "began": "begin", "begun": "begin", "saw": "see", "seen": "see", "found": "find",
    "said": "say", "took": "take", "taken": "take", "ran": "run", "running": "run", "made": "make", "making": "make", "got": "get",
    "gotten": "get", "came": "come", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow",
    "grown": "grow", "lost": "lose", "sent": "send", "kept": "keep", "left": "leave", "broke": "break", "broken": "break",
    "thought": "think", "knew": "know", "known": "know", "told": "tell", "gave": "give", "given": "give", "wrote": "write",
    "written": "write", "held": "hold", "brought": "bring", "met": "meet", "paid": "pay", "shown": "show", "stuck": "stick",
    "spoke": "speak", "chose": "choose", "chosen": "choose", "hung": "hang", "shut": "shut", "does": "do", "did": "do",
    "done": "do", "people": "person", "min": "minute", "mins": "minute", "sec": "second", "secs": "second", "hrs": "hour",
    "dispatched": "dispatch", "cert": "certificate", "certs": "certificate", "config": "configuration", "configs": "configuration",
    "db": "database", "dbs": "database", "prod": "production", "pg": "postgres", "k8s": "kubernetes", "repl": "replication",
}  # fmt: skip
_FAMILIES = """
increase climb jump spike rise grow surge raise shoot peak bump
decrease drop fall lower decline reduce shrink dip
revert rollback undo
restart reboot bounce reload
disable turnoff
enable turnon
fail failure error break broken crash outage erroring
customer user client
investigate look check examine dig look-into inspect
deploy deployment release ship rollout push
fix resolve solve mitigate repair remedy
slow latency lag delay
alert alarm page fire trigger
issue problem incident trouble
recover normal restore healthy clear
suspect guess believe suppose theory hypothesis think suspicion doubt maybe probably
begin start
end stop finish over close
big large
hotfix patch
disable off
enable on
server host machine node box
remove delete drop-out
change alter modify
full exhaust saturate max
get receive
need want
wrong incorrect
propose suggest suggestion proposal recommend
confirm verify verification
decide decision choose agree
dismiss ignore
promise offer
write create draft
reach hit
failover fail-over
alive live
"""
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "so",
        "nor",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "into",
        "onto",
        "over",
        "under",
        "about",
        "after",
        "before",
        "during",
        "between",
        "since",
        "until",
        "while",
        "as",
        "than",
        "then",
        "that",
        "this",
        "these",
        "those",
        "there",
        "here",
        "it",
        "its",
        "it's",
        "he",
        "she",
        "his",
        "her",
        "him",
        "they",
        "them",
        "their",
        "theirs",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "i",
        "me",
        "my",
        "mine",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "when",
        "where",
        "why",
        "how",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "'s",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "doing",
        "done",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "nor",
        "never",
        "if",
        "whether",
        "because",
        "due",
        "all",
        "any",
        "both",
        "each",
        "either",
        "neither",
        "every",
        "few",
        "many",
        "more",
        "most",
        "much",
        "other",
        "others",
        "another",
        "some",
        "such",
        "only",
        "own",
        "same",
        "too",
        "very",
        "just",
        "also",
        "still",
        "again",
        "now",
        "yet",
        "ever",
        "even",
        "once",
        "up",
        "down",
        "out",
        "off",
        "via",
        "per",
        "toward",
        "towards",
        "across",
        "against",
        "within",
        "along",
        "around",
        "among",
        "through",
        "while",
        "one",
        "ones",
        "got",
        "get",
        "gets",
        "getting",
        "go",
        "goes",
        "going",
        "went",
        "come",
        "comes",
        "coming",
        "came",
        "back",
        "be's",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "half",
        "twice",
        "third",
        "quarter",
        "let",
        "lets",
        "etc",
        "ie",
        "eg",
        "vs",
        "um",
        "ok",
        "okay",
        "yes",
        "well",
    ]
)
REPORTING = frozenset(
    [
        "say",
        "says",
        "said",
        "saying",
        "report",
        "reports",
        "reported",
        "reporting",
        "note",
        "notes",
        "noted",
        "mention",
        "mentions",
        "mentioned",
        "ask",
        "asks",
        "asked",
        "asking",
        "state",
        "states",
        "stated",
        "tell",
        "tells",
        "told",
        "post",
        "posts",
        "posted",
        "write",
        "writes",
        "wrote",
        "observe",
        "observed",
        "see",
        "sees",
        "saw",
        "seen",
        "announce",
        "announced",
        "reply",
        "replied",
        "replies",
        "answer",
        "answered",
        "answers",
        "according",
        "accordingly",
        "add",
        "adds",
        "added",
        "point",
        "points",
        "pointed",
        "share",
        "shared",
        "describe",
        "described",
        "comment",
        "commented",
        "explain",
        "explained",
        "explains",
        "indicate",
        "indicated",
        "indicates",
        "claim",
        "claims",
        "claimed",
        "remark",
        "remarked",
        "warn",
        "warned",
        "warns",
        "propose",
        "proposed",
        "suggest",
        "suggested",
        "first",
        "last",
        "later",
        "earlier",
        "then",
        "next",
        "finally",
        "initially",
        "meanwhile",
        "shortly",
        "afterwards",
        "eventually",
        "currently",
        "recently",
        "previously",
        "already",
        "soon",
        "team",
        "teams",
        "person",
        "people",
        "someone",
        "somebody",
        "anyone",
        "nobody",
        "everyone",
        "member",
        "responder",
        "responders",
        "engineer",
        "engineers",
        "incident",
        "record",
        "entry",
        "entries",
        "message",
        "messages",
        "channel",
        "chat",
        "thread",
        "conversation",
        "discussion",
        "update",
        "updates",
        "summary",
        "time",
        "times",
        "minute",
        "minutes",
        "hour",
        "hours",
        "second",
        "seconds",
        "day",
        "days",
        "utc",
        "am",
        "pm",
        "owner",
        "due",
        "unknown",
        "cause",
        "theory",
        "ruled",
        "seems",
        "dismissed",
        "change",
        "result",
        "sign",
        "status",
        "severity",
        "set",
        "lead",
        "comms",
        "ops",
        "scribe",
        "role",
        "detected",
        "acknowledged",
        "started",
        "mitigated",
        "declared",
        "ended",
        "helped",
        "effect",
        "made",
        "worse",
        "ran",
        "monitoring",
        "took",
        "take",
        "takes",
        "taken",
        "give",
        "gave",
        "gives",
        "given",
        "make",
        "makes",
        "use",
        "used",
        "using",
        "try",
        "tried",
        "trying",
        "tries",
        "attempt",
        "attempted",
        "find",
        "found",
        "think",
        "thinks",
        "thought",
        "believe",
        "believes",
        "believed",
        "know",
        "knows",
        "knew",
        "known",
        "appear",
        "appears",
        "appeared",
        "show",
        "shows",
        "showed",
        "shown",
        "become",
        "became",
        "remain",
        "remains",
        "remained",
        "continue",
        "continues",
        "continued",
        "begin",
        "began",
        "start",
        "keep",
        "kept",
        "happen",
        "happened",
        "happens",
        "occur",
        "occurred",
        "occurs",
        "admit",
        "admits",
        "admitted",
        "volunteer",
        "volunteered",
        "recall",
        "recalled",
        "remember",
        "remembered",
        "remembers",
        "wonder",
        "wondered",
        "hope",
        "hoped",
        "hopes",
        "expect",
        "expected",
        "expects",
        "request",
        "requested",
        "regret",
        "regretted",
        "regrets",
        "complained",
        "complains",
        "lot",
        "thing",
        "things",
        "way",
        "part",
        "number",
        "several",
        "various",
        "overall",
        "total",
        "about",
        "approximately",
        "roughly",
        "nearly",
        "almost",
        "around",
        "least",
        "above",
        "below",
        "exceed",
        "exceeded",
        "exceeds",
        "exceeding",
        "reach",
        "reached",
        "lasted",
        "lasting",
        "went",
        "ms",
        "percent",
        "gb",
        "mb",
        "kb",
        "seconds",
        "level",
        "levels",
        "value",
        "usage",
        "however",
        "although",
        "though",
        "both",
        "also",
        "additionally",
        "furthermore",
        "therefore",
        "thus",
        "hence",
        "instead",
        "rather",
    ]
)
"""Words that tell how something is told, and of nothing that was: they need no source."""
_NEGATORS = re.compile(
    r"(?:n't|\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|cant|dont|doesnt|didnt|isnt|wasnt|wont|unable|fail(?:s|ed|ing)? to|yet to|no longer|refus\w+ to|declin\w+ to|rather than|instead of))\b"
)
_TURNERS = re.compile(
    r"\b(?:rul\w+ (?:\w+ ){0,3}?out|exclud\w+|unlikely|den(?:y|ies|ied)|reject\w*|dismiss\w*|disput\w*|doubt\w*|disagree\w*|wrong|false|red herring|against|avoid\w*|prevent\w*|if|unless|whether|should|could|would|may|might|hardly|instead)\b|\?"
)
_SCOPE_WORDS = 5
_ADVERBS = frozenset(
    [
        "really",
        "fully",
        "actually",
        "quite",
        "completely",
        "entirely",
        "exactly",
        "necessarily",
        "seem",
        "appear",
        "really",
        "be",
        "been",
        "being",
        "to",
    ]
)
_CLAUSE = re.compile(r"[,;:.!?()\n→]|\s[–—-]\s|\b(?:but|and|then|although|though|while|so|because|however|which)\b")
_HYPHEN = re.compile(r"[-']")


def flat(text: str) -> str:
    """Lower case, straight quotes, no code marks, single spaces."""
    return one_line(text.translate(_STRAIGHT).replace("`", " ").lower())


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\xa0": " "})


@lru_cache(maxsize=20_000)  # the same few thousand words, over and over
def stem(word: str) -> str:
    """The word without its ending; words of one family have one stem."""
    word = _IRREGULAR.get(word.removesuffix("'s"), word.removesuffix("'s"))
    return _FAMILY.get(_bare(word), _bare(word))


def _bare(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            cut = word[: -len(ending)]
            if len(cut) > _SHORTEST_STEM and cut[-1] == cut[-2] and cut[-1] not in "ls":
                cut = cut[:-1]
            return cut.rstrip("aeiy") if len(cut) > _SHORTEST_STEM + 1 else cut
    return word


def _forms(word: str) -> tuple[str, ...]:
    base = word.removesuffix("e")
    return word, f"{word}s", f"{base}ed", f"{base}ing"


_FAMILY = {
    _bare(_IRREGULAR.get(form, form)): line.split()[0]
    for line in _FAMILIES.strip().splitlines()
    for word in line.split()
    for form in _forms(word)
}


_PHRASAL = frozenset({"roll", "fail", "turn", "shut", "scale", "switch"})
_PARTICLES = frozenset({"back", "over", "off", "on", "down", "up", "out"})
_MOST_BETWEEN = 4


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; what hyphens and dots join is one word."""
    return _WORD.findall(text.translate(_STRAIGHT).lower())


def stems(text: str) -> frozenset[str]:
    """Every stem in a text: of joined words, their parts, neighbours written as one ("fail over") and what belongs together ("rolled the deploy back": rollback) too."""
    found: set[str] = set()
    before = ""
    verb, since = "", 0
    for word in words(text):
        if _root(word) in _PHRASAL:
            verb, since = _root(word), 0
        elif verb and word in _PARTICLES and since <= _MOST_BETWEEN:
            found.add(stem(verb + word))
        since += 1
        found.add(stem(word))
        if not word.isalnum():
            found |= {stem(part) for part in re.split(r"[-'.&+]", word) if part}
        if before and len(before) + len(word) <= 12:
            found.add(stem(_root(before) + word))
        before = word
    return frozenset(found)


def _root(word: str) -> str:
    """`rolled`, `rolling` → `roll`, so that "rolled back" is a rollback."""
    return _IRREGULAR.get(word) or re.sub(r"(?:ing|ed|s)$", "", word)


def content(text: str) -> list[str]:
    """The words that say something, in order; how it is told (who said, when, first, later) is left out."""
    return [
        word
        for word in words(text)
        if word not in _STOP and word not in REPORTING and not word[0].isdigit() and len(word) > 1
    ]


def is_function_word(word: str) -> bool:
    return word in _STOP or word in REPORTING


def clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text.translate(_STRAIGHT).lower()) if clause.strip()]


def polarities(text: str) -> Iterator[tuple[str, bool]]:
    """Each telling stem with whether it stands without a "not".

    What is denied is the word right after the "not"; of what follows it nothing is known ("did not touch the pipeline"),
    nor of clauses that turn their sense in another way.
    """
    for clause in clauses(text):
        if _TURNERS.search(clause):
            continue
        negated_from = [match.end() for match in _NEGATORS.finditer(clause)]
        for match in _WORD.finditer(clause):
            word = match[0]
            if word in _STOP or word.endswith("n't"):
                continue
            before = [end for end in negated_from if end <= match.start()]
            between = clause[before[-1] : match.start()].split() if before else []
            if not before or len(between) >= _SCOPE_WORDS:
                yield stem(word), True
            elif all(each in _STOP or each in _ADVERBS for each in between):
                yield stem(word), False


def negates(text: str) -> bool:
    return _NEGATORS.search(text.translate(_STRAIGHT).lower()) is not None
