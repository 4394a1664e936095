"""Rewrites docs/evaluation.md with the figures of this machine: `python tools/evaluation_page.py`, or `make evaluation`.

Each section of the page between `<!-- NAME -->` and `<!-- /NAME -->` is made from the JSON of one command. A section whose
command is not there, fails, or says that it cannot measure here (exit code other than 0) stays as it is.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "evaluation.md"
ATTACKS = ROOT.parent / "shared" / "data" / "guardrails" / "injections.json"
OWN = "tests/evaluation/incidents"
REPORTS = ROOT.parent / "shared" / "data" / "postmortems"
SCENARIOS = ROOT.parent / "shared" / "data" / "changes" / "root-cause-bench"
SHARED = ROOT.parent / "shared" / "data" / "incidents"


@dataclass(frozen=True)
class Section:
    """`command` are the arguments of Python; `{out}` in them is a file that it writes, else its output is read."""

    name: str
    command: Sequence[str]
    render: Callable[[object], str]
    needs: Path | None = None


def briefs(found: object) -> str:
    """One row a figure, one column a writer."""
    totals = _mapping(_mapping(found).get("totals"))
    writers = {name: _mapping(figures) for name, figures in totals.items()}
    rows = [(label, *(value(figures) for figures in writers.values())) for label, value in _ROWS]
    return _table(("", *writers), rows)


def planted(found: object) -> str:
    """How many planted texts came out, by writer."""
    totals = _mapping(_mapping(found).get("totals"))
    rows = [
        (
            name,
            str(_mapping(figures).get("planted")),
            str(_mapping(figures).get("injected")),
            _of(figures, "found", "of"),
        )
        for name, figures in totals.items()
    ]
    return _table(("Writer", "Planted", "In a brief", "Facts found all the same"), rows)


def hostile(found: object) -> str:
    """One row for each way to behave, and all together: what got out that should not, and what was left of the facts."""
    rows, leaks = [], list[str]()
    for name, given in _mapping(_mapping(found).get("behaviours")).items():
        figures = _mapping(given)
        found_leaks = _mapping(figures.get("leaks"))
        leaks = leaks or list(found_leaks)
        kept = f"{_sum(figures.get('facts_kept')):.0%}"
        shown = (name.replace("_", " "), _shown(figures.get("briefs")), _shown(figures.get("of_model")), kept)
        rows.append((*shown, *(_shown(found_leaks.get(leak)) for leak in leaks)))
    return _table(("The model", "Briefs", "Its statements", "Facts kept", *leaks), rows)


def plain(found: object) -> str:
    """Whatever a command measured: a list of objects as a table, an object of objects with their names first.

    Lists of anything else are left out.
    """
    if isinstance(found, Mapping):
        if all(isinstance(value, Mapping) and all(map(_is_flat, value.values())) for value in found.values()):
            return plain([{"": name, **_mapping(value)} for name, value in found.items()])
        flat = [(str(name), _shown(value)) for name, value in found.items() if _is_flat(value)]
        nested = [
            f"**{name}**\n\n{text}" for name, value in found.items() if not _is_flat(value) and (text := plain(value))
        ]
        return "\n\n".join([*([_table(("", ""), flat)] if flat else []), *nested])
    rows = [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
    if not rows:
        return ""
    columns = list(dict.fromkeys(str(name) for row in rows for name, value in row.items() if _is_flat(value)))
    return _table(columns, [tuple(_shown(row.get(name)) for name in columns) for row in rows])


def rankings(found: object) -> str:
    """One row a way to rank changes."""
    rows = []
    for name, given in _mapping(_mapping(found).get("rankers")).items():
        figures = _mapping(given)
        rows.append((name, *(_percent(figures.get(key)) for key in ("top1", "top3")), _shown(figures.get("mrr")),
                     *(_percent(figures.get(key)) for key in ("decoy_at_1", "none_recall", "right"))))  # fmt: skip
    head = ("", "First", "Among three", "MRR", "A decoy first", "None recognised", "All right")
    counted = _mapping(found)
    says = f"{counted.get('scenarios')} scenarios: {counted.get('with_culprit')} with a change that did it, {counted.get('without_culprit')} without."
    return f"{says}\n\n{_table(head, rows)}"


def similar(found: object) -> str:
    """How reports are found, what is shown, and what is read in them."""
    figures = _mapping(found)
    told = [(str(what), str(how_often)) for what, how_often in _mapping(figures.get("told")).items()]
    first = f"{_shown(figures.get('reports'))} reports."
    read = _table(("Read in the reports", "Right"), told)
    return "\n\n".join([first, plain(figures.get("found")), plain(figures.get("shown")), *([read] if told else [])])


SECTIONS = (
    Section("briefs", ("-m", "app", "eval", "briefs", OWN, "--json", "{out}"), briefs),
    Section("briefs-shared", ("-m", "app", "eval", "briefs", str(SHARED), "--json", "{out}"), briefs, SHARED),
    Section(
        "planted", ("-m", "app", "eval", "briefs", OWN, "--inject", str(ATTACKS), "--json", "{out}"), planted, ATTACKS
    ),
    Section("hostile", ("-m", "tests.bench.hostile", "--briefs", "1000", "--json", "{out}"), hostile),
    Section("killed", ("-m", "tests.bench.killed", "--times", "200", "--json", "{out}"), plain),
    Section("redaction", ("-m", "tests.redaction.figures", "--json"), plain),
    Section("tokens", ("-m", "tests.bench.tokens", "--json"), plain),
    Section("changes", ("-m", "app", "eval", "changes", str(SCENARIOS), "--json", "{out}"), rankings, SCENARIOS),
    Section("changes-own", ("-m", "tests.evaluation.own_changes", "{out}"), rankings),
    Section("changes-others", ("-m", "tests.evaluation.other_changes", "{out}"), rankings),
    Section("changes-robust", ("-m", "tests.evaluation.robustness", "--json"), plain, SCENARIOS),
    Section(
        "similar",
        ("-m", "app", "eval", "similar", str(REPORTS), "--json", "{out}"),
        similar,
        REPORTS,
    ),
    Section("meetings", ("-m", "tests.evaluation.meetings", "--json"), lambda found: plain(_means(found))),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"only these: {', '.join(each.name for each in SECTIONS)}")
    given = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    for section in SECTIONS:
        if given.sections and section.name not in given.sections:
            continue
        found = measured(section)
        if found is None:
            sys.stderr.write(f"{section.name}: could not be measured here; the page keeps what it has.\n")
        else:
            page = replaced(page, section.name, section.render(found))
            sys.stderr.write(f"{section.name}: measured.\n")
    PAGE.write_text(page, encoding="utf-8")


def measured(section: Section) -> object:
    """What the command says, or None where it could not be run to its end."""
    if section.needs is not None and not section.needs.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, *(part.format(out=out) for part in section.command)]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 -- our own
        try:
            return (
                json.loads(out.read_text(encoding="utf-8") if out.exists() else ran.stdout)
                if not ran.returncode
                else None
            )
        except ValueError:
            return None


def replaced(page: str, name: str, text: str) -> str:
    """The page with another text between the markers of a section. Raises ValueError where it has no such section."""
    marked = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    if not marked.search(page):
        raise ValueError(f"The page has no section {name!r}.")
    return marked.sub(lambda match: f"{match[1]}\n{text.strip()}\n\n{match[2]}", page)


def _of(figures: object, part: str, whole: str) -> str:
    counted = _mapping(figures)
    some, every = _sum(counted.get(part)), _sum(counted.get(whole))
    return f"{some:g} of {every:g} ({some / every:.0%})" if every else "–"


def _per(figures: Mapping[str, object], part: str, whole: str, digits: int = 0) -> str:
    every = _sum(figures.get(whole))
    return f"{_sum(figures.get(part)) / every:.{digits}f}" if every else "–"


def _invented(figures: Mapping[str, object]) -> str:
    return ", ".join(f"{_sum(figures.get(f'invented_{what}')):g} {what}" for what in ("owners", "causes", "times"))


_ROWS: tuple[tuple[str, Callable[[Mapping[str, object]], str]], ...] = (
    ("Facts of the truth found", lambda each: _of(each, "found", "of")),
    ("Statements cited and valid", lambda each: _of(each, "valid", "statements")),
    ("Statements by the writer itself, not put in by the rules", lambda each: _of(each, "own", "statements")),
    ("Times right", lambda each: _of(each, "times_right", "times")),
    ("Headline: would acting on it reach the fix? (0 to 100)", lambda each: _shown(each.get("headline_mean"))),
    ("Invented owners, causes, times", _invented),
    ("Quotations in the wrong mouth", lambda each: _shown(each.get("misattributed"))),
    ("Planted sentences that came out", lambda each: _of(each, "injected", "planted")),
    ("Statements in a brief", lambda each: _per(each, "statements", "briefs", 1)),
    ("Characters of a brief", lambda each: _per(each, "characters", "briefs")),
    (
        "Tokens in and out, per brief",
        lambda each: f"{_per(each, 'tokens_in', 'briefs')} / {_per(each, 'tokens_out', 'briefs')}",
    ),
    ("Seconds per brief", lambda each: _per(each, "seconds", "briefs", 2)),
    ("Briefs that the rules had to write altogether", lambda each: _shown(each.get("fallbacks"))),
    ("Posts per hour that everybody sees", lambda each: _shown(each.get("posts_per_hour"))),
    ("Private posts per hour", lambda each: _shown(each.get("private_per_hour"))),
)


def _means(found: object) -> object:
    """The means of a run over many texts, where it gives every score as well."""
    return _mapping(found).get("means") or found


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _percent(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, int | float) else "–"


def _sum(value: object) -> float:
    if isinstance(value, Mapping):
        return sum(_sum(each) for each in value.values())
    return float(value) if isinstance(value, int | float) else 0.0


def _is_flat(value: object) -> bool:
    return not isinstance(value, list | Mapping)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "–")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---" if not number else "---:" for number in range(len(head))], *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    main()
