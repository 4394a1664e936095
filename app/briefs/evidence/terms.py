"""The words that make two sentences be about the same thing."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9][a-z0-9._-]{2,}")
_ENDING = re.compile(r"(?:ing|edly|ed|es|s|ly)$")
_SHORT = 4
_COMMON = """
the and for that this with was were are not but you your our its it's has have had can could should would will
just from they them there then than what when where who why how did does done been being into about after
again all also any back because before both down each even ever get got going good here him her his i'm i've
let like look looks looking lot made make maybe more most much need now off ok okay one only other out over
really right same say see seeing seems should since some something still such sure take thing things think too
try trying two very want way well went which while yes yet know mean means thanks think probably first last
next new old time minute minutes ago today team hey guys folks check checking issue issues problem problems
"""
_UNTELLING = frozenset(_COMMON.split())


@lru_cache(maxsize=20_000)  # each sentence is compared with many others
def terms(text: str) -> frozenset[str]:
    """Lower-case words worth comparing, with common endings taken off."""
    found = (word.strip("._-") for word in _WORD.findall(text.lower()))
    return frozenset(_stem(word) for word in found if word not in _UNTELLING and len(word) > 2)


def _stem(word: str) -> str:
    if len(word) > _SHORT:
        return _ENDING.sub("", word)
    return word.removesuffix("s") if len(word) == _SHORT else word
