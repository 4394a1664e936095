"""The words of talk that tell what it is about: neither grammar nor manners nor the small verbs of speech."""

import re
from dataclasses import dataclass

from app.briefs.evidence.terms import terms

_WORD = re.compile(r"[A-Za-z0-9][\w'.-]*")
_TALK = """
able about above across actual actually after again against ago agree agreed all almost along already alright also although always am among an
and another anybody anymore anyone anything anyway anyways apart are aren't around as ask asked asking aside at aware away back bad
be became because become been before behind being believe below beside best better between beyond big bit both bring brought
but by call called came can can't cannot case certain certainly clear clearly close come comes coming completely could couldn't couple course
cuz day deal definitely depend depends did didn't different difficult do does doesn't doing don't done down during each early easy
either else end enough especially etc even ever every everybody everyone everything exactly example except fact fair fairly
far feel few figure final finally fine first five follow for forth forward found four from front full further gave general generally get gets getting
give given gives giving go goes going gone gonna good gosh got gotta great guess guy guys had half hand happen happened happens hard hardly has
hasn't have haven't having he he'd he'll he's hear heard hello help hence her here here's hers herself hey high him himself his hold hope hour how
how's however hundred i i'd i'll i'm i've idea if in indeed inside instead into is isn't it it'd it'll it's its itself just keep kept
kind kinda knew know known knows large last late later lead least leave left less let let's like likely line little long longer look looked
looking looks lot lots low made main mainly make makes making many matter may maybe me mean means meant might mine minute minutes moment more most
mostly move moving much must my myself name near need needed needs neither never new next nice no nobody none nor not note nothing now
number obvious obviously of off often oh ok okay old on once one ones only onto open or order other others otherwise ought our ours out over own
part particular particularly past people per perhaps person piece place play please plus point points possible possibly pretty previous probably
problem put putting quick quickly quite rather read ready real really reason recently regard regards right round run said same saw say saying says
second see seeing seem seemed seems seen send sense sent set seven several shall she short should shouldn't show shown side similar simple simply since sit
six slightly small so some somebody somehow someone something sometimes somewhat somewhere soon sorry sort sound sounds speak speaking specific
stage start started starting still stop stuff such suppose supposed sure take taken takes taking talk talked talking tell ten term terms than
thank thanks that that'd that'll that's the their theirs them themselves then there there'd there'll there's therefore these they they'd they'll
they're they've thing things think thinking third this those though thought thousand three through time times to today together told tomorrow too
took top total totally toward towards tried true try trying turn twenty two type under understand unless until up upon us use used uses using usual
usually various very via view wait wanna want wanted wants was wasn't watch way ways we we'd we'll we're we've week welcome well went were weren't
what what's whatever when whenever where where's whereas whether which while who who's whoever whole whom whose why will with within without won't
wonder word words work worked working works world would wouldn't wow wrong yeah year years yep yes yesterday yet you you'd you'll you're you've your yours
yourself ahead answer bunch eight nine hmm huh mister mrs okey question questions sir madam chair chairman honourable hon basically
literally honestly essentially roughly currently generally normally fully usually absolutely immediately hopefully originally speaker thirty forty fifty fifteen twelve eleven
"""
_UNTELLING = frozenset(_TALK.split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A word as it was said, and the stem that makes it the same as its other forms."""

    word: str
    stem: str


def telling(text: str) -> list[Telling]:
    """The telling words of a sentence in order, repetitions included."""
    return [found for run in runs(text) for found in run]


def runs(text: str) -> list[list[Telling]]:
    """The same, cut wherever an untelling word or punctuation stands between."""
    found: list[list[Telling]] = [[]]
    end = 0
    for match in _WORD.finditer(text):
        word = match[0].rstrip("'.-").removesuffix("'s")
        lowered = word.lower()
        stem = next(iter(terms(lowered)), "") if lowered not in _UNTELLING and not word.isdigit() else ""
        if not stem or text[end : match.start()].strip(" "):
            found.append([])
        if stem:
            found[-1].append(Telling(word, stem))
        end = match.start() + len(word)
    return [run for run in found if run]
