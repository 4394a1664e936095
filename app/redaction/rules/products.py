"""Models, design, documents and whatever else gives out tokens that name their maker."""

import re

from app.redaction.randomness import looks_random
from app.redaction.rules.rule import HEX32, HEX64, Match, Rule, anything, token


def _very_random(match: Match) -> bool:
    return looks_random(match["secret"], 3.0) and any(map(str.isdigit, match["secret"]))


_EYJ = r"eyJ[A-Za-z0-9_-]{10,2000}\.(?:eyJ)?[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{0,1000}"

PRODUCTS: tuple[Rule, ...] = (
    token("anthropic-key", "sk-ant-", "[a-z0-9]{2,8}-[A-Za-z0-9_-]{20,250}"),
    token("openrouter-key", "sk-or-v1-", HEX64),
    token("openai-key", "sk-", "(?:proj-|svcacct-|admin-|None-)?[A-Za-z0-9_-]{20,250}", _very_random),
    token("groq-key", "gsk_", "[A-Za-z0-9]{48,56}"),
    token("hugging-face-token", "hf_", "[A-Za-z0-9]{30,40}"),
    token("hugging-face-token", "api_org_", "[A-Za-z]{34}"),
    token("replicate-token", "r8_", "[A-Za-z0-9]{37,40}"),
    token("perplexity-key", "pplx-", "[A-Za-z0-9]{40,60}"),
    token("xai-key", "xai-", "[A-Za-z0-9]{70,90}"),
    token("jina-key", "jina_", "[A-Za-z0-9_-]{50,70}"),
    token("tavily-key", "tvly-", "[A-Za-z0-9-]{24,60}", anything),
    token("firecrawl-key", "fc-", HEX32),
    token("langsmith-key", "lsv2_", "(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}"),
    token("pinecone-key", "pcsk_", "[A-Za-z0-9_]{40,90}"),
    token("linear-key", "lin_api_ lin_oauth_", "[A-Za-z0-9]{32,64}"),
    token("notion-token", "ntn_ secret_", "[A-Za-z0-9]{43,50}"),
    token("airtable-token", "pat", r"[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    token("figma-token", "figd_ figo_ figu_ figoh_", "[A-Za-z0-9_-]{36,80}", anything),
    token("dropbox-token", "sl.", "[A-Za-z0-9_-]{100,1500}"),
    token("adobe-secret", "p8e-", "[A-Za-z0-9_-]{32}"),
    token("adafruit-key", "aio_", "[A-Za-z0-9]{28}"),
    token("postman-key", "PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"),
    token("contentful-token", "CFPAT-", "[A-Za-z0-9_-]{43}"),
    token("hubspot-token", "pat-na1- pat-eu1-", "[a-f0-9-]{36}"),
    token("typeform-token", "tfp_", r"[A-Za-z0-9_.-]{40,70}"),
    token("readme-key", "rdme_", "[a-z0-9]{70}"),
    token("frameio-token", "fio-u-", "[A-Za-z0-9_=-]{64}"),
    token("segment-key", "sgp_", "[A-Za-z0-9]{64}"),
    token("scalingo-token", "tk-us-", "[A-Za-z0-9_-]{48}"),
    token("infracost-key", "ico-", "[A-Za-z0-9]{32}"),
    token("salesforce-token", "00D", r"[A-Za-z0-9]{12,15}![A-Za-z0-9._]{60,120}"),
    token("private-key", "LS0tLS1CRUdJTi", "[A-Za-z0-9+/=_-]{100,20000}"),
    Rule("jwt", ("eyJ",), re.compile(rf"(?<![A-Za-z0-9_-])(?P<secret>{_EYJ})")),
    token("linkedin-token", "AQX AQV", "[A-Za-z0-9_-]{120,400}"),
    token("terraform-token", "atlasv1.", "[A-Za-z0-9_=-]{60,70}"),
)
