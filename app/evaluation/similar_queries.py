"""With what reports of incidents are looked for: paraphrases that somebody wrote, and the reports' own first sentences."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.connectors.parts.markdown.files import MOST_FILE_BYTES, read_folder
from app.connectors.postmortems import is_report, report_of
from app.context.similar.past import Account, Field, Past
from app.context.similar.reports import read_report
from app.domain.connecting import PastIncident
from app.domain.errors import UserError

_NAMES = ("queries.json", "paraphrases.json")
_OURS = Path(__file__).with_name("paraphrases.json")
"""Symptoms of public reports (mybinder.org, MoJ Cloud Platform) in words of our own."""
NOTHING = ""
"""The name under which texts stand that no report is about."""


@dataclass(frozen=True, slots=True)
class Report:
    """`name` is its file's path without the ending."""

    name: str
    report: PastIncident
    past: Past
    account: Account


@dataclass(frozen=True, slots=True)
class Query:
    """`name` is the report that it paraphrases, or NOTHING."""

    name: str
    text: str


def read_reports(folder: Path) -> list[Report]:
    """Every report below a folder. Raises UserError where there is none, Unavailable where it cannot be read."""
    reports = [report_of(file, folder.name) for file in read_folder("Reports", folder).files if is_report(file)]
    if len(reports) < 2:
        raise UserError(f"There are fewer than two reports (Markdown files) in {folder}.")
    return [Report(one.ref.rpartition(".")[0], one, *read_report(one)) for one in reports]


def paraphrases(folder: Path, given: Path | None, names: Sequence[str]) -> list[Query]:
    """From the file that is given, else from queries.json or paraphrases.json in the folder, else from ours of public
    reports, if these are among them; without any, none.

    The file maps a report's name to texts, and the empty name to texts that no report is about. Raises UserError for what
    is no such file, or names a report that is not there.
    """
    file = given or next((folder / name for name in _NAMES if (folder / name).is_file()), None)
    if file is None:
        known = {name: texts for name, texts in _read(_OURS).items() if name in names}
        return _queries({**known, NOTHING: _read(_OURS)[NOTHING]} if known else {})
    read = _read(file)
    if missing := sorted(set(read) - {*names, NOTHING}):
        raise UserError(f"{file} has queries for {missing[0]}, which is no report in {folder}.")
    return _queries(read)


def _queries(read: Mapping[str, list[str]]) -> list[Query]:
    return [Query(name, text) for name in sorted(read) for text in read[name]]


def _read(file: Path) -> Mapping[str, list[str]]:
    try:
        if file.stat().st_size > MOST_FILE_BYTES:
            raise UserError(f"{file} is too large.")
        read: object = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"Cannot read {file}: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{file} is not JSON.") from None
    if not isinstance(read, dict) or not all(_are_texts(texts) for texts in read.values()):
        raise UserError(f'{file} must map names of reports to lists of texts: {{"2024-01-02-disk": ["…"]}}.')
    return read


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def held_out(queries: Sequence[Query]) -> list[Query]:
    """Those of every second report by name (and every second that no report is about): nothing was tuned on them."""
    names = sorted({one.name for one in queries} - {NOTHING})
    chosen = {name for place, name in enumerate(names) if place % 2}
    about_nothing = [one for one in queries if one.name == NOTHING]
    return [one for one in queries if one.name in chosen] + about_nothing[1::2]


def own_words(reports: Sequence[Report]) -> list[Query]:
    """The sentence with which each report says what it was."""
    return [Query(one.name, one.account.what.text) for one in reports if one.account.what]


def without_own_words(report: Report) -> Mapping[Field, str]:
    """A report's words without its title and the paragraph which that sentence is from."""
    said = report.account.what.text.rstrip("…") if report.account.what else ""
    texts = {name: "\n".join(_others(text, said)) for name, text in report.past.texts.items()}
    return {**texts, Field.TITLE: ""}


def _others(text: str, said: str) -> list[str]:
    return [line for line in text.split("\n") if not said or said not in line]
