"""Instructing: a sentence meant for whoever writes or reads the brief, not said about the incident.

Such sentences are planted where a writer will read them: in chat, alerts, names and logs. They are told by what they do
(speak of "your answer", play with its letters, ask for poems and general knowledge, claim a role), not by a list of them.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from app.domain.speech.encyclopedic import LANGUAGE, PROGRAMMING, aloof, worldly
from app.domain.speech.rules import any_of
from app.domain.speech.vocabulary import THING

READ_LIMIT_CHARS = 6_000
"""How much of one text is searched."""

_OUTPUT = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?|generations?|write-?ups?|briefs?|reports?|postmortems?|statements?|sentences?|messages?|texts?)"
_YOUR_OUTPUT = (
    r"(?:(?:your|ur) (?:\w+ ){0,3}?|(?:the|this|that) (?:final|next|whole|entire|above|following) |each |every )"
)
_INTO = r"(?:in|into|to|of|with|within|from|on|at the (?:end|start|beginning|top|bottom) of|throughout|for)"
_PLEASE = r"^\W*(?:(?:please|pls|now|then|also|always|kindly|finally|and|but|first|next|instead|rather|must|important|note|ok|okay|hey|hi|fyi|btw)\W+|(?:can|could|would|will) you (?:please |kindly )?|(?:i|we) (?:want|need|would like|'d like) you to |you (?:must|should|have to|need to|will|shall|are to) (?:always |now |also )?|make sure (?:to |you )|be sure to |remember to |don't forget to |(?:it is|it's) \w+ to )*"
_CREATE = r"(?:write|compose|draft|create|provide|generate|produce|craft|pen|make|tell|give|design|prepare|develop|outline|suggest|sing|recite|invent|imagine|share|construct|formulate|script|narrate|improvise|come up with|put together|think of|help (?:me|us) (?:\w+ )?)"
_TEACH = r"(?:explain|describe|break down|teach|define|illustrate|summari[sz]e|discuss|compare|contrast|list|name|provide|show|give|tell|walk (?:me|us) through|demonstrate|analy[sz]e|interpret|elaborate|clarify|outline|recommend|suggest|advise|identify|state|recite|simplify|help|offer|present|highlight|review|explore|calculate|solve|convert|compute|guide)"
_ALTER = r"(?:replace|substitute|swap|scramble|reverse|rearrange|jumble|shuffle|misspell|mis-spell|anagram|anagramm?i[sz]e|group|omit|capitali[sz]e|encode|encrypt|convert|alternate|use|combine|merge|concatenate|spell|switch|change|transpose|introduce|insert|intersperse|exchange|interchange|remove|delete|eliminate|mix|join|transform|turn|cluster|arrange|reorder|rewrite|apply|employ|make|write|present|break|split|separate|drop|double|repeat|add|put|type|format)"
_LETTERS = r"(?:letters?|vowels?|consonants?|anagram\w*|syllables?|homophones?|homonyms?|alphabet\w*|alphanumeric\w*|leet ?speak|l33t|pig latin|rot ?13|base ?64|morse code|emojis?|upper ?case|all caps|rhymes?|typos?|misspell\w*|spelling (?:errors?|mistakes?)|(?:every|each) (?:other|second|third|fourth|fifth|sixth|seventh|\w+th) (?:word|character|sentence)|(?:spaces?|spacing|gaps?) between (?:the )?(?:words|letters|sentences)|(?:words|characters|sentences) (?:backwards?|in reverse|together|without (?:any )?spaces?|by their|with their|into (?:groups|sets|blocks|chunks))|keyboard symbols|similar.?sounding|sound(?:s|ing)? (?:alike|the same|similar)|visually similar)"

_MACHINERY = any_of(
    r"\b(?:ignore|disregard|forget|override|bypass|discard|overlook|skip|drop) (?:\w+ ){0,4}?(?:instructions?|prompts?|directions?|directives?|guidelines?|guardrails|system (?:message|text)|(?:the |all )?(?:above|foregoing)|(?:previous|prior|above|earlier|preceding|foregoing) (?:\w+ )?(?:text|messages|context|rules?|content|conversation|input|sentences?|orders?|commands?)|everything (?:above|before|said|written|so far))\b",
    r"\b(?:you are|you're|act|behave|respond|pretend|roleplay|role-play) (?:now |to be |that you are |as (?:if you (?:are|were) )?)*(?:an? |the |my )?(?:\w+ ){0,2}?(?:ai|assistant|chat ?bot|language model|llm|gpt\w*|pirate|poet|translator|tutor|expert|dan|character|persona|jailbroken|unrestricted|summari[sz]er|writer|model)\b",
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model|llm|assistant)\b|\bsystem prompt\b|\b(?:developer|debug|god|jailbreak|admin|sudo) mode (?:is )?(?:on|enabled|activated)\b|\bjailbreak\b",
    r"\b(?:new|updated|additional|special|secret|hidden|real|actual|important) (?:system )?instructions?(?: for \w+(?: \w+)?)?\s*[:=-]|\bend of (?:the )?(?:context|prompt|instructions|transcript|data|record|document)\b|\bbegin(?:ning of)? (?:new )?(?:instructions|prompt)\b",
    r"^\W*assistant\s*\W?\s*: \w+ \w+|^\W*(?:system|ai|human|developer|instruction|instructions|prompt|response)\s*(?:\]|\))?\s*:\s*(?=\w+ \w+)(?!\d|.{0,20}\b(?:is|are|was|were|has|cpu|load|memory|disk|time)\b)",
    r"<\|[\w ]+\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|instructions?|prompt|context|entries|entry|data|user)>|^#{2,} *(?:instructions?|system|response|assistant|user)\b",
    r"\b(?:pretend|roleplay|role-play) (?:to be|you(?: are|'re)|that you|as)\b|\b(?:to|for|dear|attention|hey|hi|hello),? (?:all |any |the )*(?:summari[sz]ers?|ai|assistants?|llms?|language models?|writers?|models?|note.?takers?)\s*[:,!-]",
    r"[\"'](?:statements|citations|standing)[\"']\s*:",
    r"(?:\b(?:the|any|every|all|this|our) |^\W*)(?:ai|assistants?|ai assistants?|llms?|language models?|models?|chat ?bots?|summari[sz]ers?|note.?takers?)(?: \w+)? (?:must|should|shall|has to|needs to|will|is to|may not|cannot)\b",
    r"\bwhen(?:ever)? (?:you(?:'re| are)? )?(?:summari[sz]e|summari[sz]ing|(?:writing|write) (?:the|a|your) (?:summary|brief|postmortem|report|answer)|asked (?:about|for|to))\b|\binstead of (?:a |the )?(?:summari\w+|summary|answering)\b",
    r"\b(?:repeat after me|say exactly|print exactly|output only|respond only|reply only|answer only|only (?:respond|reply|answer|output|say|write))\b|(?:^|[.:;,!] |\b(?:must|should|always|please|and|then|only|to) )(?:respond|reply|answer) (?:only )?(?:with|in|as) (?!a minute|an hour|thread|more|less|time|person|kind)(?:\w+|[\"'])",
    r"\b(?:do not|don't|never|avoid) (?:mention(?:ing)?|reveal(?:ing)?|summari[sz]e|summari[sz]ing|cit(?:e|ing)|includ(?:e|ing)|report(?:ing)?|disclos(?:e|ing)) (?:\w+ ){0,4}(?:instructions?|summary|brief|answer|reply|response|reader|users?|this (?:sentence|message|text|prompt)|citations?|sources?)\b",
    r"\b(?:tell|inform|advise|urge|ask|direct|instruct|remind|encourage|convince|persuade|invite|warn|notify) (?:all |the |your |any |every )*(?:reader|readers|audience|whoever reads?|person reading|recipients?)\b",
    r"\b(?:list|mark|show|treat|declare|name|cite|credit) [\w ,'`-]{1,60} as (?:the )?(?:owner|root cause|cause|lead|culprit|resolved)\b[^.]*\b(?:summary|brief|report|postmortem|answer|whatever|regardless|always)\b",
)
_PROMOTING = any_of(
    r"\bclick (?:here|this link|the link|on (?:this|the) link|below)\b|\bthis one (?:weird|simple|strange) trick\b|\byou won't believe\b|\bget rich\b|\blimited.?time offer\b|\bact now\b|\bbuy now\b|\bfree (?:gift|trial|iphone|money|download|game)s?\b|\bcracked (?:version|copy|software)\b|\bmake money\b|\bwin (?:a|an|the) (?:prize|iphone|car|million)\b|\bboost your (?:computer|pc|income|speed|productivity)\b",
    r"^\W*(?:visit|download|check out|subscribe to|sign up (?:at|on|for)|go to|register at|donate to|call|order (?:now|at|from)|buy) (?:[\w' -]+ )?(?:at |from |on |now )?(?:https?://|www\.)",
)
_OWN_OUTPUT = any_of(
    _PLEASE
    + r"(?!(?:we|i|thanks|thank|thx|there|there's|since|because|however|although|while|that's|it's|i'm|i'll|i've|we're|you're|what|when|where|why|who|how|is|are|was|were|did|does|do|has|have|had|i|we|they|he|she|it|that|this|the|a|an|no|yes|if|not|got|saw|see|waiting|agree\w*|re|regarding|sorry)\b)[a-z'-]+ (?:.{0,160} )?"
    + _INTO
    + r" "
    + _YOUR_OUTPUT
    + r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?|briefs?|statements?|sentences?)"
    + r"\b(?! (?:time|code|rate|size|body|status|header|queue)s?\b)",
    _PLEASE
    + r"(?:modify|enhance|augment|alter|adjust|amend|extend|enrich|supplement|conclude|end|start|begin|open|close|finish|preface|prefix|precede|append|follow|expand|embellish|rewrite|rephrase|phrase|format|spice up|garnish|infuse|complement|adapt|tailor|edit|revise|write|give|make|keep|limit|translate|scramble|misspell|encode|reverse|jumble|render|convert|wrap|sign|season|shape|craft|anagram|rearrange|disguise|present) "
    + r"(?:your|ur) (?:\w+ ){0,3}?(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?)\b",
    _PLEASE
    + r"(?:provide|give|write|render|deliver|present|express|state|send|phrase|put|type|make|return|produce|compose|craft|formulate|answer|convey|offer|submit|share|create|generate) (?:your|ur|the|each|every) (?:\w+ ){0,2}?"
    + _OUTPUT
    + r" (?:using|in|without|with|as|by|like|backwards?|entirely|only|into|through|via)\b(?! (?:a minute|channel|thread|#))",
    r"^\W*(?:(?:please|now|also|and|then|always) )*(?:in|within|throughout|at the (?:end|start|beginning) of|as part of|alongside|for|with|to) (?:your|the|each|every) (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?),? ?(?:please |also |always )?(?!time|we|i|it|there|you|they|the|that|this|he|she|is|was|are|were|would|should|could|can|will|to|of|from|by|on|at|and|or\b)(?:[a-z]+) \w+",
    r"\b(?:the|your) (?:summary|answer|reply|response|output|brief) (?:must|should|shall|has to|needs to) (?:\w+ )?(?:be|contain|include|end|start|begin|say|mention|rhyme|consist|have)\b",
)
_LETTERS_PLAYED = re.compile(
    _PLEASE + _ALTER + r"\b.{0,60}?\b" + _LETTERS + r"\b(?!.{0,20}\b(?:cert\w*|domain|email|drive|queue)\b)"
)
_WITH_SYMBOLS = re.compile(
    _PLEASE
    + r"(?:replace|substitute|swap|use|write|exchange) (?:\w+ ){0,4}(?:numbers?|symbols?|digits?|characters?|words|keys) (?:for|with|by|in place of|instead of|to represent) (?:\w+ ){0,4}(?:letters?|vowels?|words|symbols?|numbers?|characters?|digits?|their|spaces)\b"
)
_STRONG_WORKS = re.compile(
    _PLEASE
    + _CREATE
    + r"\b (?:(?!to\b|for\b|with\b|in\b|from\b|on\b|at\b)[\w'-]+ ){0,5}?(?:poems?|stor(?:y|ies)|essays?|haikus?|songs?|lyrics|limericks?|sonnets?|jokes?|riddles?|recipes?|novels?|fairy ?tales?|tales?|fables?|speech(?:es)?|cover letters?|letters? to|blog ?posts? (?:about|on)|short (?:story|film|play)|plays?|screenplays?|dialogues?|monologues?|raps?|ballads?|eulog(?:y|ies)|biograph(?:y|ies)|memoirs?|slogans?|taglines?|press releases? (?:about|for|on)|advertis\w+|product descriptions?|movie reviews?|book reviews?|horoscopes?|workout plans?|meal plans?|itinerar(?:y|ies)|lesson plans?|trivia)\b"
)
_WEAK_WORKS = re.compile(
    _PLEASE
    + _CREATE
    + r"\b (?:[\w'-]+ ){0,5}?(?:letters?|articles?|blogs?|scripts?|introductions?|conclusions?|paragraphs?|outlines?|announcements?|reviews?|descriptions?|posts?|scenes?|captions?|quiz(?:zes)?|lists?|facts?|tips?|guides?|examples?|overview|summar(?:y|ies)|tutorials?|instructions|ideas?|reports?|plans?|proposals?|arguments?|thoughts?|explanations?|steps)\b"
)
_TEACHING = re.compile(_PLEASE + _TEACH + r"\b(?: \S+){2,}")
_IN_SIMPLE_TERMS = re.compile(
    r"\b(?:in (?:simple|layman'?s|basic|plain) terms|to a (?:child|beginner|five)|like i'?m (?:five|5)|for (?:beginners|dummies|kids)|the (?:process|concept|theory|principles?|basics|fundamentals|plot|life ?cycle|rules|meaning|history|importance|significance|benefits|advantages|role) of)\b"
)
_GENERAL_QUESTION = re.compile(
    r"^\W*(?:so |and |ok |hey |quick question\W+)?(?:what(?:'s| is| are| was| were| causes?| does)|who(?:'s| is| was| were| wrote| invented| discovered| painted| composed| founded| directed| won)|how (?:do|does|did|is|are|many|much|long|far|old|tall|can one|to)|why (?:do|does|is|are|did)|where (?:is|are|was|were)|when (?:did|was|is|were)|can you (?:please )?(?:explain|tell|teach|describe|help|define|give|show|recommend|suggest)|could you (?:please )?(?:explain|tell|teach|describe|help|define|give|show|recommend|suggest)|tell me|do you know (?:what|who|how|why))\b"
)
_QUIZ = any_of(
    r"\bcapital (?:city )?of\b|^\W*who (?:wrote|invented|discovered|painted|composed|founded|directed|was the first)\b",
    r"\b(?:primary|main|key|major|fundamental|core) differences? between\b.*\band\b",
    r"\bhow do (?:you|i|we|they) (?:say|pronounce|spell|greet)\b|\bwhat(?:'s| is| does) ['\"\w][^?]{0,40} (?:mean )?in "
    + LANGUAGE
    + r"\b",
)
_MAIN_POINTS = re.compile(
    r"\b(?:primary|main|key|major|biggest|fundamental|core|top|basic|chief|essential) (?:\w+ )?(?:differences?|causes?|components?|principles?|features?|benefits?|reasons?|characteristics|stages|steps|types|functions?|themes?|parts?|roles?|uses|ingredients|rules|ideas|elements|exports?|sources|laws) (?:of|between|behind|for|in)\b"
)
_QUIZ_GUARD = re.compile(r"\b(?:we|our|this|that|us|the (?:outage|incident|alert|errors?|spike|lag|deploy))\b")
_TRANSLATING = any_of(
    _PLEASE
    + r"(?:translate|transliterate)\b(?! (?:wiki|extension|page)).{0,200}\b(?:in|into|to|from) "
    + LANGUAGE
    + r"\b",
    _PLEASE
    + r"(?:translate|transliterate) (?:this|these|the (?:following|phrase|word|sentence|text|above)|['\"]|everything|all)",
    r"^\W*(?:how|what|can|could|please|say|give|tell|provide|write|find|convert|express|render|teach|show|i need)\b.{0,120}\b(?:in|into|to|for) "
    + LANGUAGE
    + r"\b",
    r"\b"
    + LANGUAGE
    + r" (?:translation|word|words|phrase|equivalent|version|term|expression)s? (?:of|for)\b|\bmean(?:s|ing)? in "
    + LANGUAGE
    + r"\b",
)
_PROGRAMMING_HELP = any_of(
    _PLEASE
    + r"(?:show|write|provide|give|create|teach|explain|help|demonstrate|generate|share|outline|implement|code|tell|describe|guide|build|develop|illustrate|offer)\b.{0,80}\b(?:functions?|programs?|scripts?|code|examples?|snippets?|algorithms?|class(?:es)?|loops?|quer(?:y|ies)|how (?:to|do|does)|basics?|tutorials?|syntax|use of|steps|regex|difference)\b.{0,120}\b"
    + PROGRAMMING + r"(?!\w)",
    _PLEASE
    + r"(?:show|write|provide|give|create|teach|explain|help|demonstrate|generate|share|implement|code|build|develop)\b.{0,60}\b"
    + PROGRAMMING + r"(?!\w) .{0,20}\b(?:functions?|programs?|scripts?|code|examples?|snippets?|algorithms?|class(?:es)?|loops?|web ?sites?|apps?)\b",
    r"^\W*(?:how (?:do|can|would|should|to)|what(?:'s| is| are))\b.{0,80}\b(?:in|using|with|between|of) " + PROGRAMMING + r"(?!\w)\W*(?:and [\w+#]+(?: ?\d)?\W*)?$",
)  # fmt: skip
_ASKING = re.compile(
    r"^\W*(?:(?:(?:please|kindly|can you|could you|would you|i need|i want) ?(?:to |you to )?)?(?:(?:tell|show|give|help|teach|walk|guide) (?:me|us)(?: about| through| with)?)?\W*)"
)
_WORDS_PLAYED = re.compile(
    _PLEASE
    + _ALTER
    + r"\b.{0,60}?\b(?:words?|spaces?|spacing|characters?|text|sentences?|phrases?|symbols?|punctuation|keywords?|terms|initials|paragraphs?|digits|numerals)\b"
)
_LETTER_FOR = re.compile(
    _PLEASE
    + _ALTER
    + r"\b.{0,40}?(?<![\w'])['\"(]?[a-z]['\"]?s? (?:with|for|by|to|as|into|=) ['\"]?(?:[^\w\s'\"]|[a-z0-9]\b)"
)
_YOURS = re.compile(r"\b(?:your|ur|you|it|this|these|that|each|every|them|their)\b")
_CUE = any_of(
    r"\b(?:answers?|repl(?:y|ies)|responses?|outputs?|respond|summar\w+|instructions?|prompts?|directives?|ignore|disregard|forget|override|assistant|ai|llm|language model|system|human|developer|inst|sys|statements?|citations|standing|reader|summari[sz]er|models?|note.?takers?|bots?|readers|audience|recipients?|jailbreak|pretend|act|translate|transliterate|click|download|visit|trick|offer|free|cracked|rich|boost|prize|money|buy|subscribe|donate)\b",
    r"\b(?:write|compose|draft|create|provide|generate|produce|craft|pen|tell|give|design|prepare|develop|outline|suggest|sing|recite|invent|imagine|share|construct|formulate|script|narrate|explain|describe|break down|teach|define|illustrate|discuss|compare|contrast|list|name|show|walk|demonstrate|analy[sz]e|interpret|elaborate|clarify|recommend|advise|identify|simplify|help|explore|calculate|solve|convert)\b",
    r"\b(?:letters?|vowels?|consonants?|anagram\w*|syllables?|homophon\w+|homonyms?|alpha(?:bet|numeric)\w*|rhymes?|misspell\w*|typos?|words|symbols?|leet\w*|pig latin|rot13|base ?64|emojis?|upper ?case|caps|spaces?|spelling|keyboard|characters?)\b",
    r"\b(?:what|who|how|why|where|when|whats|who's|what's|your (?:final |next |\w+ )?(?:messages?|texts?|words?))\b",
    r"<\||\[inst|\[/inst|<<sys|</?(?:system|prompt|context|data|user|entry|entries)",
)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[\"')\]]*(?=\s|$)|(?=\s*(?:\n|$))|$)")
_RESTART = re.compile(
    r"(?<=[\w,;:)\]\"'”-] )(?=(?:Write|Compose|Draft|Create|Provide|Generate|Produce|Craft|Tell|Give|Design|Outline|Explain|Describe|Break|Teach|Define|Illustrate|Summari[sz]e|Discuss|Compare|List|Show|Demonstrate|Translate|How|What|Who|Why|Where|When|Which|Can you|Could you|Please|Replace|Substitute|Use|Swap|Scramble|Misspell|Rearrange|Anagram|Group|Remove|Include|Add|Modify|Augment|Enhance|Integrate|Insert|Append|Mention|Incorporate|Ignore|Disregard|Forget|In your|Make|Convert|Reverse|Combine|Change|Merge|Click|Visit|Download|System:|Assistant:|SYSTEM|IMPORTANT|You are)\b)"
)
_LABEL = re.compile(r"^[^\w\[]*(?:\[[^\]\n]{1,30}\]\s*|[\w ./()\[\]-]{1,40}[:=>|]\s*[\"']?|[\d:T.,Z/ +-]{4,}\s*)+")
_BLOB = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/]{40,}={0,2}(?![\w+/=-])")
_LEAST_CHARS = 12
_LEAST_WORDS = 3


@lru_cache(maxsize=20_000)  # a message is heard again at each brief; its words do not change
def planted(text: str) -> tuple[tuple[int, int], ...]:
    """Where in plain text the sentences stand that instruct a writer or a reader: `(start, end)`, in order, apart."""
    lowered = text[:READ_LIMIT_CHARS].lower()
    if len(lowered) < _LEAST_CHARS or not (_CUE.search(lowered) or _BLOB.search(text)):
        return ()
    found: list[tuple[int, int]] = []
    for start, end in _spans(text[:READ_LIMIT_CHARS]):
        follows = bool(found) and not text[found[-1][1] : start].strip()
        if instructs(text[start:end]) or (follows and _continues(lowered[start:end])):
            if follows:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)


def without_planted(text: str) -> str:
    """Plain text with "…" in the place of what was planted; empty if there was nothing else."""
    spans = planted(text)
    if not spans:
        return text
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], "…"]
        end = stop
    rest = "".join([*pieces, text[end:]])
    return rest if re.search(r"\w", rest) else ""


def instructs(sentence: str) -> bool:
    """Whether one sentence does, as it stands or after a label such as a log line's or an alert field's."""
    lowered = " ".join(sentence.lower().strip("`\"'* ").split())
    if _is_order(lowered) or _hides(sentence):
        return True
    unlabelled = _LABEL.sub("", lowered)
    return unlabelled != lowered and len(unlabelled) >= _LEAST_CHARS and _is_order(unlabelled)


def _is_order(lowered: str) -> bool:
    if lowered.count(" ") + 1 < _LEAST_WORDS:
        return _MACHINERY.search(lowered) is not None
    return (
        any(pattern.search(lowered) is not None for pattern in (_MACHINERY, _OWN_OUTPUT, _WITH_SYMBOLS, _TRANSLATING))
        or (
            THING.search(_YOURS.sub(" ", lowered)) is None
            and (_PROMOTING.search(lowered) is not None or _LETTERS_PLAYED.search(lowered) is not None)
        )
        or (_WORDS_PLAYED.search(lowered) is not None and aloof(_YOURS.sub(" ", lowered)))
        or (_LETTER_FOR.search(lowered) is not None and THING.search(lowered) is None)
        or _STRONG_WORKS.search(lowered) is not None
        or _PROGRAMMING_HELP.search(lowered) is not None
        or _asks_for_knowledge(lowered)
    )


def _asks_for_knowledge(lowered: str) -> bool:
    """A question or an exercise about the world, with nothing of the incident in it."""
    topic = re.sub(r"\bhow (?:do|can|would|should|could|might) (?:i|you|we|one) ", "how to ", _ASKING.sub("", lowered))
    if _GENERAL_QUESTION.match(lowered) and not _TEACHING.match(topic):
        if _QUIZ.search(lowered) and not _QUIZ_GUARD.search(lowered):
            return True
        if _MAIN_POINTS.search(lowered) and not _QUIZ_GUARD.search(lowered) and aloof(_MAIN_POINTS.sub(" ", topic)):
            return True
        return aloof(topic) and (worldly(lowered) or _IN_SIMPLE_TERMS.search(lowered) is not None)
    if _TEACHING.match(lowered):
        return (
            (aloof(topic) or worldly(lowered))
            and (worldly(lowered) or _IN_SIMPLE_TERMS.search(lowered) is not None or topic.count(" ") >= _LEAST_WORDS)
            and not _QUIZ_GUARD.search(topic)
        )
    return _WEAK_WORKS.match(lowered) is not None and (aloof(topic) or worldly(lowered))


def _hides(sentence: str) -> bool:
    """Whether it carries words in base64."""
    for blob in _BLOB.findall(sentence):
        try:
            hidden = base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True).decode()
        except (binascii.Error, ValueError):
            continue
        if hidden.isprintable() and hidden.count(" ") >= _LEAST_WORDS:
            return True
    return False


def _continues(lowered: str) -> bool:
    """Whether a sentence right after a planted one may well belong to it: nothing in it is about the incident."""
    return aloof(lowered) and lowered.count(" ") + 1 >= _LEAST_WORDS


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        cuts = [match.start(), *(cut.start() + match.start() for cut in _RESTART.finditer(match[0])), match.end()]
        for start, end in pairwise(cuts):
            piece = text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                yield start + lead, start + len(piece.rstrip())
