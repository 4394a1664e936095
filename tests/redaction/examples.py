"""For each rule something it must find and something close to it that it must leave alone; all of it made up here.

The texts are put together from parts and from letters drawn at random, so that none stands in this file.
"""

import random
import string
from dataclasses import dataclass

HEX = "0123456789abcdef"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LETTERS = string.ascii_letters
WORD = string.ascii_letters + string.digits


def drawn(alphabet, length, seed=1):
    """That many letters of an alphabet, the same ones each time."""
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(length))


@dataclass(frozen=True)
class Example:
    """`secret` stands in `before + secret + after` and is to be masked; `near` is a text without a secret."""

    rule: str
    secret: str
    near: str
    before: str = "we used "
    after: str = " since noon"


def _pem(kind, body):
    return f"{'-' * 5}BEGIN {kind}{'-' * 5}\n{body}\n{'-' * 5}END {kind}{'-' * 5}"


def _jwt(signature):
    return f"ey{'J'}{drawn(WORD, 20)}.ey{'J'}{drawn(WORD, 40, 2)}.{signature}"


EXAMPLES = (
    Example("private-key", _pem("RSA PRIVATE" + " KEY", drawn(WORD, 300)), _pem("PUBLIC KEY", drawn(WORD, 300))),
    Example(
        "private-key",
        _pem(
            "EC PRIVATE" + " KEY",
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC," + drawn(HEX, 32) + "\n" + drawn(WORD, 200),
        ),
        _pem("CERTIFICATE", drawn(WORD, 300)),
    ),
    Example(
        "private-key",
        _pem("PGP PRIVATE" + " KEY BLOCK", "Version: 2 - x\n" + drawn(WORD, 200)),
        "-----BEGIN the private key-----",
    ),
    Example("aws-key", "AK" + "IA" + drawn(UPPER, 16), "AK" + "IA" + drawn(UPPER, 15)),
    Example("aws-key", "AS" + "IA" + drawn(UPPER, 16), "x" + "AS" + "IA" + drawn(UPPER, 16)),
    Example("github-token", "gh" + "p_" + drawn(WORD, 36), "gh" + "x_" + drawn(WORD, 36)),
    Example("github-token", "github" + "_pat_" + drawn(WORD, 82), "github" + "_pat_" + drawn(WORD, 20)),
    Example("gitlab-token", "gl" + "pat-" + drawn(WORD, 20), "gl" + "pat-" + drawn(WORD, 12)),
    Example("slack-token", "xo" + "xb-" + drawn(string.digits, 12) + "-" + drawn(WORD, 24), "xo" + "xb-" + "short"),
    Example("slack-token", "xa" + "pp-1-" + drawn(WORD, 40), "xa" + "pp-" + drawn(LETTERS, 40)),
    Example("slack-webhook", "hooks.slack" + ".com/services/" + drawn(WORD, 44), "hooks.slack" + ".com/services/help"),
    Example("stripe-key", "sk" + "_live_" + drawn(WORD, 24), "sk" + "_life_" + drawn(WORD, 24)),
    Example("openai-key", "sk" + "-proj-" + drawn(WORD, 48), "sk" + "-" + "a" * 48),
    Example("openai-key", "sk" + "-ant-api03-" + drawn(WORD, 80), "risk" + "-assessment-of-the-new-deployment"),
    Example("google-key", "AI" + "za" + drawn(WORD, 35), "AI" + "za" + drawn(WORD, 30)),
    Example("google-oauth", "ya" + "29." + drawn(WORD, 60), "ya" + "29." + drawn(WORD, 5)),
    Example("google-oauth", "GOC" + "SPX-" + drawn(WORD, 28), "GOC" + "SPX-" + drawn(WORD, 5)),
    Example("npm-token", "np" + "m_" + drawn(WORD, 36), "np" + "m_" + drawn(WORD, 35)),
    Example("pypi-token", "py" + "pi-" + drawn(WORD, 120), "py" + "pi-" + drawn(WORD, 20)),
    Example("sendgrid-key", "S" + "G." + drawn(WORD, 22) + "." + drawn(WORD, 43), "S" + "G." + drawn(WORD, 22)),
    Example("digitalocean-token", "do" + "p_v1_" + drawn(HEX, 64), "do" + "p_v1_" + drawn(HEX, 63)),
    Example("vault-token", "hv" + "s." + drawn(WORD, 24), "hv" + "s." + drawn(WORD, 10)),
    Example("grafana-token", "gl" + "sa_" + drawn(WORD, 32) + "_" + drawn(HEX, 8), "gl" + "sa_" + drawn(WORD, 12)),
    Example("shopify-token", "shp" + "at_" + drawn(HEX, 32), "shp" + "at_" + drawn(HEX, 20)),
    Example("twilio-key", "S" + "K" + drawn(HEX, 32), "S" + "K" + drawn(HEX, 31)),
    Example("databricks-token", "da" + "pi" + drawn(HEX, 32), "da" + "pi" + drawn(HEX, 30)),
    Example("linear-key", "lin" + "_api_" + drawn(WORD, 40), "lin" + "_api_" + drawn(WORD, 10)),
    Example("hugging-face-token", "h" + "f_" + drawn(LETTERS, 34), "h" + "f_" + drawn(LETTERS, 12)),
    Example("docker-token", "dckr" + "_pat_" + drawn(WORD, 27), "dckr" + "_pat_" + drawn(WORD, 10)),
    Example(
        "telegram-token",
        drawn("123456789", 10) + ":A" + "A" + drawn(WORD, 33),
        drawn("123456789", 10) + ":A" + "B" + drawn(WORD, 33),
    ),
    Example("rubygems-key", "ruby" + "gems_" + drawn(HEX, 48), "ruby" + "gems_" + drawn(HEX, 40)),
    Example("new-relic-key", "NR" + "AK-" + drawn(UPPER, 27), "NR" + "AK-" + drawn(UPPER, 7)),
    Example("doppler-token", "d" + "p.pt." + drawn(WORD, 43), "d" + "p.pt." + drawn(WORD, 13)),
    Example(
        "dynatrace-token", "dt" + "0c01." + drawn(UPPER, 24) + "." + drawn(UPPER, 64), "dt" + "0c01." + drawn(UPPER, 24)
    ),
    Example("square-token", "sq0" + "atp-" + drawn(WORD, 22), "sq0" + "atp-" + drawn(WORD, 12)),
    Example("atlassian-token", "ATA" + "TT3" + drawn(WORD, 180), "ATA" + "TT3" + drawn(WORD, 18)),
    Example("postman-key", "PM" + "AK-" + drawn(HEX, 24) + "-" + drawn(HEX, 34), "PM" + "AK-" + drawn(HEX, 24)),
    Example("sourcegraph-token", "sg" + "p_" + drawn(HEX, 40), "sg" + "p_" + drawn(HEX, 39)),
    Example("sonar-token", "sq" + "u_" + drawn(HEX, 40), "sq" + "u_" + drawn(HEX, 39)),
    Example(
        "mapbox-token",
        "s" + "k.ey" + "J" + drawn(WORD, 60) + "." + drawn(WORD, 22),
        "s" + "k.ey" + "J" + drawn(WORD, 60),
    ),
    Example("age-key", "AGE-SECRET" + "-KEY-1" + drawn(UPPER, 58), "age1" + drawn(UPPER, 58).lower()),
    Example("jwt", _jwt(drawn(WORD, 43)), _jwt("").rpartition(".")[0].partition(".")[0]),
    Example(
        "url-credentials",
        drawn(WORD, 12),
        "postgres://db.example.com:5432/shop?at=noon",
        "postgres://shop:",
        "@db.example.com/shop",
    ),
    Example("url-credentials", "a-word", "https://example.com/a:b/c", "redis://:", "@cache:6379"),
    Example("bearer-token", drawn(WORD, 40), "the bearer of good news is here", "Authorization: Bearer ", "\n"),
    Example("bearer-token", drawn(WORD, 40) + "==", "basic aaaaaaaaaaaaaaaaaaaaaaaa", "basic ", ""),
    Example("assigned-secret", "tr0ub4dor&3"[:9], "password: required", "DB_PASSWORD=", "\n"),
    Example("assigned-secret", drawn(WORD, 20), "the token: expired, twice", '"api_key": "', '"'),
    Example("assigned-secret", drawn(WORD, 20), "secret = aaaaaaaaaaaa", "client_secret => ", " there"),
    Example("assigned-secret", drawn(WORD, 20), "passwords: none", "token: password: ", ""),
    Example("assigned-secret", drawn(WORD, 20), "tokens left: 1234567890", "PWD=", ";"),
    Example("spoken-password", "Tr0ub4dor-3", "the password is wrong again", "the password is ", " now"),
    Example("spoken-password", "correct-horse-9", "the password was changed yesterday", "passphrase was now ", ""),
)
