"""What a secret looks like, by family: one rule per format."""

from app.redaction.rules.assignments import ASSIGNMENTS
from app.redaction.rules.cloud import CLOUD
from app.redaction.rules.code_hosting import CODE_HOSTING
from app.redaction.rules.credentials import CREDENTIALS
from app.redaction.rules.hashes import HASHES
from app.redaction.rules.headers import HEADERS
from app.redaction.rules.messaging import MESSAGING
from app.redaction.rules.monitoring import MONITORING
from app.redaction.rules.payments import PAYMENTS
from app.redaction.rules.private_keys import PRIVATE_KEYS
from app.redaction.rules.products import PRODUCTS
from app.redaction.rules.rule import Rule
from app.redaction.rules.vendors import VENDORS

MARKED: tuple[Rule, ...] = (*CODE_HOSTING, *CLOUD, *MESSAGING, *MONITORING, *PAYMENTS, *PRODUCTS, *HASHES)
"""A secret that shows its kind itself. Its anchors are exact and stand in a run of 16 characters without a blank."""

COMPANY: tuple[Rule, ...] = (*PRIVATE_KEYS, *VENDORS, *HEADERS, *CREDENTIALS, *ASSIGNMENTS)
"""A secret known by the words around it. Anchors are in lower case and found in any."""

RULES: tuple[Rule, ...] = (*MARKED, *COMPANY)
"""The first rule that claims a place keeps it."""
