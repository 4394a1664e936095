"""Payments and shops."""

from app.redaction.rules.rule import UUID, Rule, token

PAYMENTS: tuple[Rule, ...] = (
    token("stripe-key", "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_", "[A-Za-z0-9]{10,250}"),
    token("stripe-webhook-secret", "whsec_", "[A-Za-z0-9+/=]{24,80}"),
    token("square-token", "sq0atp- sq0csp- sq0idp-", "[A-Za-z0-9_-]{22,43}"),
    token("square-token", "EAAA", "[A-Za-z0-9_-]{60}"),
    token("shopify-token", "shpat_ shpca_ shppa_ shpss_ shpua_ shptka_", "[a-fA-F0-9]{32}"),
    token("paypal-token", "access_token$", r"(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}"),
    token("plaid-token", "access-sandbox- access-development- access-production-", UUID),
    token("razorpay-key", "rzp_live_ rzp_test_", "[A-Za-z0-9]{14,24}"),
    token("flutterwave-key", "FLWSECK", "(?:_TEST)?-[A-Za-z0-9-]{12,50}"),
    token("duffel-token", "duffel_", "(?:test|live)_[A-Za-z0-9_-]{43}"),
    token("shippo-token", "shippo_", "(?:live|test)_[a-f0-9]{40}"),
    token("easypost-key", "EZAK EZTK", "[A-Za-z0-9]{54}"),
)
