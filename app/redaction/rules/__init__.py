"""What a secret looks like, by family: one rule per format."""

from app.redaction.rules.assignments import ASSIGNMENTS
from app.redaction.rules.cloud import CLOUD, CLOUD_INSIDE
from app.redaction.rules.code_hosting import CODE_HOSTING, CODE_HOSTING_INSIDE
from app.redaction.rules.credentials import CREDENTIALS
from app.redaction.rules.hashes import HASHES
from app.redaction.rules.headers import HEADERS
from app.redaction.rules.messaging import MESSAGING, MESSAGING_INSIDE
from app.redaction.rules.monitoring import MONITORING
from app.redaction.rules.payments import PAYMENTS
from app.redaction.rules.private_keys import PRIVATE_KEYS
from app.redaction.rules.products import PRODUCTS
from app.redaction.rules.rule import Rule
from app.redaction.rules.vendors import VENDORS

INSIDE: tuple[Rule, ...] = (*CODE_HOSTING_INSIDE, *CLOUD_INSIDE, *MESSAGING_INSIDE, *HASHES)
"""A secret that shows its kind anywhere in a word."""

MARKED: tuple[Rule, ...] = (*CODE_HOSTING, *CLOUD, *MESSAGING, *MONITORING, *PAYMENTS, *PRODUCTS)
"""A secret that shows its kind by how it begins. Anchors begin a word, and stand in a run of 16 characters or more."""

COMPANY: tuple[Rule, ...] = (*PRIVATE_KEYS, *VENDORS, *HEADERS, *CREDENTIALS, *ASSIGNMENTS)
"""A secret known by the words around it."""

ANYWHERE: tuple[Rule, ...] = (*INSIDE, *COMPANY)
"""Those whose anchors, written in lower case, are found in any case and anywhere."""

RULES: tuple[Rule, ...] = (*MARKED, *INSIDE, *COMPANY)
"""The first rule that claims a place keeps it."""

IDENTIFIERS: frozenset[str] = frozenset(
    {"aws-account", "codeclimate-id", "github-client-id", "google-client-id", "react-app-user"}
)
"""Masked, but nothing anybody could rotate: whom it belongs to, or half of a credential."""
