"""Hashes of passwords, as `/etc/shadow`, databases and password crackers write them."""

import re

from app.redaction.rules.rule import Rule

_CRYPT = "[A-Za-z0-9./]"

HASHES: tuple[Rule, ...] = (
    Rule(
        "password-hash",
        ("$2a$", "$2b$", "$2x$", "$2y$"),
        re.compile(rf"(?P<secret>\$2[abxy]\$\d\d\${_CRYPT}{{53}})"),
    ),
    Rule(
        "password-hash",
        ("$1$", "$5$", "$6$", "$apr1$"),
        re.compile(rf"(?P<secret>\$(?:1|5|6|apr1)\$(?:rounds=\d{{1,9}}\$)?{_CRYPT}{{1,16}}\${_CRYPT}{{22,86}})"),
    ),
    Rule("password-hash", ("$8$", "$9$"), re.compile(rf"(?P<secret>\$[89]\${_CRYPT}{{14}}\${_CRYPT}{{43}})")),
    Rule(
        "password-hash",
        ("$y$", "$7$"),
        re.compile(rf"(?P<secret>\$(?:y|7)\${_CRYPT}{{3,20}}\${_CRYPT}{{1,86}}\${_CRYPT}{{43}})"),
    ),
    Rule("password-hash", ("$argon2",), re.compile(r"(?P<secret>\$argon2(?:id|i|d)\$[A-Za-z0-9+/=,$]{40,300})")),
    Rule(
        "password-hash",
        ("pbkdf2_sha",),
        re.compile(r"(?P<secret>pbkdf2_sha\d{1,3}\$\d{1,8}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{27,88}={0,2})"),
    ),
    Rule(
        "password-hash",
        ("$krb5asrep$", "$krb5tgs$", "$krb5pa$"),
        re.compile(r"(?P<secret>\$krb5(?:asrep|tgs|pa)\$\d{2}\$[^\s\"'`]{64,8000})"),
    ),
)
