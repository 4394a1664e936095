"""Code hosting, builds and package registries."""

import re

from app.redaction.checksums import has_crc32
from app.redaction.rules.rule import HEX40, Match, Rule, token

_CHECKED = re.compile(r"(?P<secret>(?:gh[pousr]_|npm_)[A-Za-z0-9]{36})")
"""GitHub's classic tokens and npm's: 30 characters and their checksum. Right checksum: a token, whatever it is glued to."""


def _checksum_fits(match: Match) -> bool:
    return has_crc32(match["secret"])


CODE_HOSTING: tuple[Rule, ...] = (
    token("github-token", "ghp_ gho_ ghu_ ghs_ ghr_", "[A-Za-z0-9]{36,255}"),
    token("github-token", "github_pat_", "[A-Za-z0-9_]{60,255}"),
    token("github-client-id", "Iv1. Iv23", "[A-Za-z0-9]{16}"),
    token(
        "gitlab-token",
        "glpat- gldt- glrt- glptt- glft- glsoat- glcbt- glimt- glagent- gloas- glffct- GR1348941",
        r"[A-Za-z0-9_-]{20,300}(?:\.[a-z0-9]{2,4}\.[a-z0-9]{7,9})?",
    ),
    token("bitbucket-token", "ATBB", "[A-Za-z0-9]{32,64}"),
    token("atlassian-token", "ATATT3 ATCTT3", "[A-Za-z0-9_=-]{60,300}"),
    token("npm-token", "npm_", "[A-Za-z0-9]{36}"),
    token("pypi-token", "pypi-", "[A-Za-z0-9_-]{50,500}"),
    token("rubygems-key", "rubygems_", "[a-f0-9]{48}"),
    token("nuget-key", "oy2", "[a-z0-9]{43}"),
    token("crates-token", "cio", "[A-Za-z0-9]{32}"),
    token("docker-token", "dckr_pat_ dckr_oat_", "[A-Za-z0-9_-]{24,64}"),
    token("artifactory-token", "AKCp", "[A-Za-z0-9]{60,80}"),
    token("artifactory-token", "cmVmdGtu", "[A-Za-z0-9]{50,80}={0,2}"),
    token("clojars-token", "CLOJARS_", "[a-f0-9]{60}"),
    token("circleci-token", "CCIPAT_ CCIPRJ_", f"[A-Za-z0-9]{{16,32}}_{HEX40}"),
    token("buildkite-token", "bkua_ bkpt_ bkct_", HEX40),
    token("sourcegraph-token", "sgp_", f"(?:[a-f0-9]{{16}}_|local_)?{HEX40}"),
    token("sourcegraph-token", "slk_", "[a-f0-9]{64}"),
    token("sonar-token", "squ_ sqp_ sqa_", HEX40),
    token("dependency-track-key", "odt_", "[A-Za-z0-9]{32,40}(?:_[A-Za-z0-9]{32})?"),
    token("octopus-key", "API-", "[A-Z0-9]{26,32}"),
    token("snyk-token", "snyk_", r"(?:uat|sat)\.[a-z0-9]{8}\.[A-Za-z0-9_.-]{40,400}"),
)

CODE_HOSTING_INSIDE: tuple[Rule, ...] = (
    Rule("github-token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), _CHECKED, _checksum_fits),
    Rule("npm-token", ("npm_",), _CHECKED, _checksum_fits),
)
"""Found inside of words, too."""
