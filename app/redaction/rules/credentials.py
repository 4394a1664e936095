"""Credentials in a structure that leaves no doubt: connection strings, `.netrc`, commands, calls, sentences."""

import re

from app.redaction.randomness import entropy, is_reference
from app.redaction.rules.rule import HEX32, Match, Rule

_CONNECTION = re.compile(
    r"(?i)(?:server|data source|host|addr(?:ess)?|database|dsn|driver|initial catalog|uid|user(?: id|name)?)=[^;\s][^;]{0,100};"
)
_QUOTED = r"(?P<quote>\\?[\"'`])?(?P<secret>(?(quote)(?:(?!(?P=quote))[^\r\n]){1,200}|[^\s\"'`;,<>&|]{1,200}))"


def _given(match: Match) -> bool:
    return not is_reference(match["secret"]) and not match["secret"].startswith("-")


def _in_a_connection_string(match: Match) -> bool:
    before = match.string[max(0, match.start() - 300) : match.start()]
    return ";" in before and _given(match) and _CONNECTION.search(before) is not None


def _after_a_user(match: Match) -> bool:
    return re.search(r"(?i)user(?:name)?\s", match.string[max(0, match.start() - 120) : match.start()]) is not None


def _no_mysql(match: Match) -> bool:
    """Its clients ask for a password after `-p `; what follows there is a database."""
    return re.search("(?i)mysql|mariadb", match.string[max(0, match.start() - 80) : match.start()]) is None


def _not_a_number(match: Match) -> bool:
    return _given(match) and not match["secret"].replace(":", "").isdigit()


def _said(match: Match) -> bool:
    """Quoted, it is what it is called; bare, it must not look like the next word of the sentence."""
    value = match["secret"]
    if not _given(match) or len(value) < 4 or " " in value:
        return False
    return match["quote"] is not None or (
        not value.isalpha() and len(value) >= 6 and entropy(value.rstrip(".!?")) >= 2.5
    )


def _drawn(match: Match) -> bool:
    """Letters of both cases and digits, as no hash, id or word has them."""
    value = match["secret"]
    cases = not value.islower() and not value.isupper()
    return cases and any(map(str.isdigit, value)) and entropy(value) >= 3.5 and not is_reference(value)


CREDENTIALS: tuple[Rule, ...] = (
    Rule(
        "connection-string",
        ("password=", "pwd="),
        re.compile(r"(?i:password|pwd)=(?P<secret>[^;\s\"'`<>]{1,200})"),
        _in_a_connection_string,
    ),
    Rule("azure-key", (";secret=",), re.compile(r"(?i:;secret=)(?P<secret>[A-Za-z0-9+/=]{20,120})")),
    Rule(
        "google-secret",
        ("client_secret",),
        re.compile(r"client_secret\"\s{0,2}:\s{0,2}\"(?P<secret>[A-Za-z0-9_-]{24})\""),
    ),
    Rule(
        "aws-account",
        ("account_id", "accountid"),
        re.compile(r"(?i)account_?id[\"']?\s{0,3}[=:]\s{0,3}[\"']?(?P<secret>\d{12})\b"),
    ),
    Rule(
        "compared-secret",
        ("secret",),
        re.compile(r"(?i:secret)\s{0,2}[!=]==?\s{0,2}[\"'](?P<secret>[^\"'\s]{8,200})[\"']"),
        _given,
    ),
    Rule(
        "netrc",
        ("machine ",),
        re.compile(
            r"(?i)machine\s{1,3}\S{1,100}\s{1,8}login\s{1,3}\S{1,100}\s{1,8}password\s{1,3}(?P<secret>\S{1,200})"
        ),
    ),
    Rule(
        "password",
        ("password '", 'password "'),
        re.compile(r"(?i:password)\s(?P<quote>[\"'])(?P<secret>[^\"'\r\n]{1,100})[\"']"),
        _after_a_user,
    ),
    Rule(
        "command-password",
        (" -u ",),
        re.compile(rf"\s-u\s{{0,3}}\S{{1,100}}\s{{1,3}}-p\s{{1,3}}{_QUOTED}"),
        _no_mysql,
    ),
    Rule(
        "command-password",
        ("connect-viserver",),
        re.compile(rf"(?i:connect-viserver)\s[^\r\n]{{0,200}}?\s-(?i:password)\s{{1,3}}{_QUOTED}"),
    ),
    Rule(
        "command-password",
        ("mysql", "sshpass"),
        re.compile(rf"(?i:mysql\w{{0,6}}|sshpass)\s(?:[^\r\n]{{0,80}}\s)?-p(?:\s(?<=sshpass -p\s))?(?!ort){_QUOTED}"),
        _given,
    ),
    Rule(
        "command-password",
        ("-u ", "--user"),
        re.compile(r"(?<=\s)(?:-u|--user)[\s=]{0,3}[\"']?[^\s:\"']{1,100}:(?P<secret>[^\s\"'@/]{1,200})(?=[\s\"']|$)"),
        _not_a_number,
    ),
    Rule("command-password", ("-password ",), re.compile(rf"(?<=\s)--?(?i:password)\s{{1,3}}{_QUOTED}"), _given),
    Rule(
        "command-secret",
        (" --", "\n--"),
        re.compile(rf"\s--[a-z0-9-]{{0,30}}(?i:token|secret|key|password|passphrase)[\s=]{{1,3}}{_QUOTED}"),
        _said,
    ),
    Rule(
        "network-credential",
        ("networkcredential(", "directoryentry(", "convertto-securestring "),
        re.compile(
            r"(?i)(?:networkcredential|directoryentry|convertto-securestring)[\s(]{1,3}(?:\"[^\"\r\n]{0,200}\",\s{0,30}){0,2}\"(?P<secret>[^\"\r\n]{1,200})\""
        ),
        _given,
    ),
    Rule(
        "spoken-password",
        ("password", "passphrase", "passwd"),
        re.compile(
            rf"(?i)(?:password|passphrase|passwd)(?:\s[^\r\n.;:=]{{0,50}}?)?\s(?:is|was|to)(?:\snow)?\s{{1,2}}{_QUOTED}"
        ),
        _said,
    ),
    Rule(
        "spoken-secret",
        ("token", "secret", "api key", "access key"),
        re.compile(
            r"(?i:token|secret|(?:api|access)\skey)s?(?:\s(?:is|was|it's|here|value|now)){0,2}:?\s{1,3}[\"'`<]?"
            r"(?P<secret>[A-Za-z0-9+/_-]{20,300}={0,2})(?![A-Za-z0-9_-])"
        ),
        _drawn,
    ),
    Rule(
        "initial-password",
        ("password",),
        re.compile(rf"(?i:password)[^\r\n]{{0,60}}+[\r\n]{{1,4}}\s{{0,8}}(?P<secret>{HEX32})\b"),
    ),
    Rule(
        "react-app-user",
        ("react_app_",),
        re.compile(r"(?i)react_app_(?:[a-z0-9_]{0,40}_)?user(?:name)?\s{0,2}=\s{0,2}[\"']?(?P<secret>[^\s\"'$]{3,60})"),
    ),
    Rule(
        "signed-address",
        ("?sig=", "&sig=", "amz-signature=", "goog-signature="),
        re.compile(r"(?i)(?:[?&]sig|(?:amz|goog)-signature)=(?P<secret>[A-Za-z0-9%+/=_-]{27,700})"),
    ),
)
