"""General knowledge, and how far a sentence is from the incident: what nobody fighting one has reason to write about."""

from app.domain.speech.rules import any_of
from app.domain.speech.vocabulary import IDENTIFIER, NUMBER, THING, TROUBLE

LANGUAGE = (
    r"(?:english|french|german|spanish|italian|portuguese|dutch|russian|chinese|mandarin|cantonese|japanese|korean|arabic|hindi"
    r"|latin|greek|turkish|polish|swedish|norwegian|danish|finnish|czech|hungarian|hebrew|vietnamese|thai|swahili|ukrainian"
    r"|romanian|bengali|urdu|persian|esperanto|klingon|pirate)"
)
PROGRAMMING = (
    r"(?:python(?: ?\d)?|javascript|typescript|java|php|ruby|perl|rust|golang|kotlin|swift|scala|haskell|c\+\+|c#|html|css|matlab"
    r"|visual basic|cobol|fortran|pascal|react|django|flask|numpy|pandas)"
)
_SUBJECTS = any_of(
    # places, people and the past
    r"\b(?:capital (?:city )?of|presidents?|kings?|queens?|emperors?|countr(?:y|ies)|continents?|oceans?|rivers?|mountains?|world war|wars?|revolutions?|centur(?:y|ies)|ancient|medieval|renaissance|histor(?:y|ical)|civili[sz]ations?|empires?|population of|currency of|national anthem)\b",
    # science and nature
    r"\b(?:theor(?:y|ies) of|theorem|physics|chemistry|biology|relativity|gravity|quantum|photosynthesis|evolution|dna|genetics?|molecules?|atoms?|planets?|galax(?:y|ies)|black holes?|stars|moon|dinosaurs?|volcano(?:es)?|earthquakes?|climate change|global warming|ecosystems?|rainforests?|butterfl(?:y|ies)|animals?|plants|trees|flowers|birds?|dogs?|cats?|whales?|solar|wind turbines?|renewable|life ?cycle of an?|speed of (?:light|sound)|boiling point|quadratic|equations?|fractions?|polynomials?|livers?|kidneys?|lungs?|human body|heart rate|brains?|skeleton|muscles?|digestive|immune system|blood|cells?|bacteria|virus(?:es)?|insects?|mammals?|pythagor\w+|calculus|algebra|geometry|trigonometry|fibonacci|factorial|palindromes?|prime numbers?)\b",
    # arts and letters
    r"\b(?:novels?|poets?|poetry|poems?|sonnets?|haikus?|limericks?|ballads?|plays?|playwright|shakespeare|romeo|gatsby|author of|literature|literary|paintings?|painters?|sculptures?|symphon(?:y|ies)|composers?|operas?|songs?|lyrics|movies?|films?|fairy ?tales?|detectives?|dragons?|wizards?|knights?|princess(?:es)?|pirates?|romance|essays?|grammar|idioms?|metaphors?|guitar|piano|violin|musical instruments?|jazz|art of|adjectives?|verbs|nouns)\b",
    # everyday life
    r"\b(?:recipes?|cook(?:ing)?|bak(?:e|ing)|bread|cakes?|cookies|pasta|pizza|diets?|vegan|nutrition|vitamins?|exercis(?:e|es|ing)|yoga|meditation|health benefits|weight loss|sleep(?:ing)? better|gardening|travel(?:l?ing)?|vacation|holiday destinations?|sports?|football|soccer|basketball|tennis|chess|fashion|wedding|birthday|horoscopes?|astrology|elections?|vot(?:e|ing)|donations?|donate|charit(?:y|ies)|bitcoin|crypto ?currenc\w+|stock market|inflation|philosoph\w+|psycholog\w+|religion|democracy|capitalism|socialism|artificial intelligence|happiness|friendship|love|school|teachers?|principal|students?|homework|university|children|kids|self.?care)\b",
)
_OF_THE_INCIDENT = any_of(
    r"\b(?:i|i'm|i'll|i've|i'd|we|we're|we'll|we've|us|our|ours|me|my|you|you're|your|u|they|them|their|he|she|his|her|it|its|it's|this|that|these|those|here|there|now|today|tonight|yesterday|tomorrow|again|yet|still|anymore|already|just)\b",
    r"\b(?:status|impact|eta|plans?|runbooks?|symptoms?|timeline|customers?|clients?|users?|merchants?|emails?|mail|root causes?|tickets?|pages?|paged|pagers?|on.?call|lead|incidents?|outages?|severity|sev ?\d?|support|team|bugs?|issues?|problems?|patch(?:es)?|prs?|diffs?|repos?|branch(?:es)?|merges?|deps?|retr(?:y|ies|ied|ying)|replay\w*|events?|messages?|packets?|webhooks?|pull requests?|rollbacks?|restarts?|mitigation|follow.?ups?|post.?mortem|retro|wiki|docs?|readme|changelogs?|scripts?|cron|db|sql|api|url|urls|ssl|ssh|vpn|ip|http|https|json|yaml|apps?|staging|prod|production|canary|env|setup|install\w*|packages?|libs?|librar(?:y|ies)|extensions?|modules?|plugins?|kernel|boot\w*|usb|driver|wifi|browsers?|firefox|desktop|laptop|terminal|shell|command|files?|folders?|director(?:y|ies)|users?|passwords?|account|admin|channel|irc|bot|someone|somebody|anyone|anybody|everyone|guys|folks|thanks|please|pls|plz|lol|ubuntu|debian|linux|windows|bookings?|checkout|invoices?|refunds?|uploads?|downloads?|search|latency|correlation|going on|happening|wrong|changed?|different|new|old|best way|alternatives?|rolled|failover|spof|capacity|usage)\b",
)


def worldly(lowered: str) -> bool:
    """Whether a lower-case sentence is about general knowledge: the world, science, the arts, everyday life."""
    return _SUBJECTS.search(lowered) is not None


def aloof(lowered: str) -> bool:
    """Whether it has nothing of an incident in it: nothing that runs, no trouble, nobody present, no here and now."""
    return not (
        _OF_THE_INCIDENT.search(lowered)
        or THING.search(lowered)
        or TROUBLE.search(lowered)
        or NUMBER.search(lowered)
        or IDENTIFIER.search(lowered)
    )
