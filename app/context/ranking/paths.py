"""What paths of files tell: which service they belong to, and what kind of work touched them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from app.domain.service import normal

_ENDING = re.compile(r"[-_]?(service|svc|server|api|app|worker|backend|srv)?([-_]?\d+)?$")
_TEST = re.compile(
    r"(^|/)(tests?|testdata|__tests__|spec|specs|fixtures|e2e)(/)|(_test|\.test|\.spec|_spec|Test|Tests)\.\w+$|(^|/)test_[^/]+$"
)
_PROSE = re.compile(
    r"\.(md|mdx|rst|txt|adoc|png|jpe?g|gif)$|(^|/)(docs?|documentation)/|(^|/)(LICENSE|CODEOWNERS|AUTHORS|CHANGELOG)[^/]*$",
    re.IGNORECASE,
)
_BUILD = re.compile(
    r"(^|/)\.(github|gitlab|circleci|buildkite|vscode|husky)/|(^|/)(Jenkinsfile|Makefile|\.gitlab-ci\.ya?ml|\.travis\.ya?ml)$|"
    r"(^|/)\.(golangci|eslint|prettier|pylint|flake8|editorconfig|gitignore|pre-commit)[^/]*$"
)
_STYLE = re.compile(r"\.(css|scss|sass|less|svg|woff2?)$|(^|/)(theme|colou?rs|palette|styles?)\.\w+$", re.IGNORECASE)
_MANIFEST = re.compile(
    r"(^|/)(go\.(mod|sum)|package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|requirements[^/]*\.(txt|in)|poetry\.lock|uv\.lock|"
    r"Pipfile(\.lock)?|Cargo\.(toml|lock)|Gemfile(\.lock)?|pom\.xml|build\.gradle(\.kts)?|composer\.(json|lock)|mix\.(exs|lock))$"
)
_MEASURES = re.compile(
    r"(^|/)(\w+[-_])?(metrics?|stat(istic)?s|telemetry|tracing|instrument\w*|monitoring|prometheus|gauges?|histograms?)\.\w+$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(^|/)(staging|dev|development|sandbox|local|qa|preview)(/|\.)", re.IGNORECASE)

KINDS = (
    ("dependencies", _MANIFEST),
    ("tests", _TEST),
    ("documents", _PROSE),
    ("the build", _BUILD),
    ("looks", _STYLE),
    ("another environment", _ELSEWHERE),
)


def kind_of(files: Sequence[str]) -> str:
    """What all the files are: one of the names in `KINDS`, or empty where they are more than one, or ordinary code.

    Tests, documents and looks beside dependencies do not make a change of dependencies any less one.
    """
    kinds = [_kind(each) for each in files]
    found = set(kinds)
    if not found or "" in found:
        return ""
    heavier = found & {"dependencies"}
    return heavier.pop() if heavier else kinds[0]


def only_measure(files: Sequence[str]) -> bool:
    """Whether all the files are named for measuring what others do."""
    return bool(files) and all(map(_MEASURES.search, files))


def stem(service: str) -> str:
    """A service's name without what says only that it is one: `payment` for `payment-svc` and `paymentservice-2`."""
    name = normal(service)
    shorter = _ENDING.sub("", name)
    return shorter if len(shorter) >= 3 else name


def services_of(files: Iterable[str], services: Sequence[str]) -> tuple[str, ...]:
    """Those of the services whose folder any of the files is in."""
    folders = {stem(part) for each in files for part in PurePosixPath(each).parts[:-1]}
    return tuple(each for each in services if stem(each) in folders)


def _kind(path: str) -> str:
    return next((name for name, pattern in KINDS if pattern.search(path)), "")
