"""The sections of a stakeholder update: what can be said outside the team, without names, hosts, code or guesses."""

import re
from collections.abc import Sequence
from datetime import datetime

from app.briefs.evidence.account import Account
from app.briefs.evidence.machine_changes import taken_back
from app.briefs.evidence.moments import Moment
from app.briefs.evidence.quoting import Heard, Point, cited, standing_of
from app.briefs.evidence.terms import terms
from app.briefs.evidence.tries import NAMED_BY, SAME_TRY, Outcome, Try, subject
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.incident import Status
from app.domain.json import text_of
from app.domain.speech.act import Act

_INTERNAL = re.compile(
    r"[`_{}\[\]<>=|\\/@#$]|\w\.\w|\b\w*[a-z]\d|\d[a-z]{2,}\b|\b[a-z]+[A-Z]|\w-\w+-\w|https?:|\b[A-Z]{3,}\b(?!\b)"
)
_WORD = re.compile(r"[\w'-]+")
_JARGON = re.compile(
    r"\b(?:pods?|nodes?|cluster|redis|kafka|postgres|mysql|kubernetes|k8s|deploy\w*|rollback|config\w*|cpu|memory|oom\w*|latency|p\d\d|replicas?|brokers?|consumers?|partitions?|quer(?:y|ies)|index\w*|flags?|logs?|cache|api|5xx|http|dns|tls|thread|heap|prod|we're losing)\b",
    re.IGNORECASE,
)
_STATUS_WORDS: dict[str, str] = {
    Status.INVESTIGATING: "We are looking into a problem and do not know its cause yet",
    Status.IDENTIFIED: "We know what the problem is and are working on it",
    Status.MONITORING: "A fix is in place and we are watching whether it holds",
    Status.RESOLVED: "The problem is resolved",
    Status.CLOSED: "The problem is resolved",
}


def is_plain(text: str, account: Account) -> bool:
    """Whether a text can be shown outside the team: no code, hosts, identifiers, jargon or names of people."""
    if not text or _INTERNAL.search(text) or _JARGON.search(text):
        return False
    names = {part.lower() for name in account.people.values() for part in name.split()}
    return not any(word.lower() in names for word in _WORD.findall(text))


def situation(account: Account) -> list[Point]:
    """That it is over, if somebody or the monitoring said so last; else what the last status command says, in plain words."""
    statuses = account.commands(Kind.STATUS)
    last = Heard(statuses[-1]) if statuses else None
    over = account.moments.get(Moment.RESOLVED)
    if over and over.source.told.kind is not Kind.STATUS and (last is None or over.at >= last.at):
        reporter = "The team" if over.source.told.by_person else "Our monitoring"
        return [_plainly(f"{reporter} reports that the problem is over", over.source, standing_of(over.source))]
    if last is not None:
        status = text_of(last.told.line.entry.details.get("to"))
        if status == Status.INVESTIGATING and _cause(account):
            return [_plainly("We are working on a problem", last, standing_of(last))]
        return [_plainly(_STATUS_WORDS.get(status, "We are working on a problem"), last, standing_of(last))]
    detected = account.moments.get(Moment.DETECTED)
    if detected:
        return [_plainly("We noticed a problem and are looking into it", detected.source, Standing.INFERRED)]
    return []


def affected(account: Account) -> list[Point]:
    """The impact as recorded by command, or as a report listed it, if it is in plain words."""
    commands = [Heard(item) for item in account.commands(Kind.IMPACT)[-1:] if is_plain(item.words, account)]
    if commands:
        return [_plainly(commands[0].told.words, commands[0], standing_of(commands[0]))]
    listed = [Heard(item, sentence) for item in account.heard if item.report for sentence in item.sentences]
    return [
        _plainly(heard.sentence.text, heard, standing_of(heard))
        for heard in listed
        if heard.sentence and Act.IMPACT in heard.sentence.acts and is_plain(heard.sentence.text, account)
    ]


def progress(account: Account) -> list[Point]:
    cause = _cause(account)
    named = [_plainly("The team has named a cause", cause, Standing.INFERRED)] if cause else []
    begun = _begun(account)
    changes = [Heard(item) for item in taken_back(account.heard) if item.at >= begun]
    measures = _mended(account, changes) or [_taken_back(change) for change in changes[-1:]]
    last = measures[-1].statement.at if measures else None
    return [*named, *measures, *_undecided(account, last)]


def _begun(account: Account) -> datetime:
    """When trouble first showed: what was taken back before is no progress."""
    detected = account.moments.get(Moment.DETECTED)
    signs = [*(alert.first.at for alert in account.alerts), *([detected.at] if detected else [])]
    return min(signs, default=account.context.incident.declared_at)


def _cause(account: Account) -> Heard | None:
    """The weightiest cause that somebody stated."""
    causes = [theory.said for theory in account.theories.theories if theory.certain and not theory.ruled_out]
    return max(causes, key=lambda said: said.weight, default=None)


def _mended(account: Account, changes: Sequence[Heard]) -> list[Point]:
    """The last measure that helped, carried out or decided on; what was taken back is told with it, or before it."""
    for each in reversed(account.tried.tries):
        evidence = each.evidence
        if each.outcome is not Outcome.HELPED or evidence is None:
            continue
        own = [change for change in changes if _carries_out(change, each, evidence)][-1:]
        what = "A change was taken back" if own else f"A measure was {'decided on' if each.chosen else 'taken'}"
        text = f"{what}, and the team reports improvement"
        joined = Point(Statement(text, cited(each.steps[0], *own, evidence), Standing.INFERRED, evidence.at), 9)
        return [*([] if own else map(_taken_back, changes[-1:])), joined]
    return []


def _carries_out(change: Heard, each: Try, evidence: Heard) -> bool:
    """Whether a change that was observed is what a try was about: it has the same words, and came before the result."""
    in_time = each.at - SAME_TRY <= change.at <= evidence.at
    return in_time and len(terms(change.told.text) & subject(each)) >= NAMED_BY


def _taken_back(change: Heard) -> Point:
    return _plainly("A change was taken back", change, standing_of(change))


def _undecided(account: Account, last: datetime | None) -> list[Point]:
    """The last measure that nobody said helped; only if it came after what is told already."""
    each = next((each for each in reversed(account.tried.tries) if not each.chosen), None)
    if each is None or each.outcome is Outcome.HELPED or (last is not None and each.at <= last):
        return []
    if each.outcome is Outcome.UNKNOWN or each.evidence is None:
        return [_plainly("A measure was taken; its effect is not known yet", each.steps[0], Standing.INFERRED)]
    text = "A measure was taken, and the team reports no improvement"
    return [Point(Statement(text, cited(each.steps[0], each.evidence), Standing.INFERRED, each.evidence.at), 9)]


def _plainly(text: str, source: Heard, standing: Standing) -> Point:
    """Plain words backed by a line. Names stay out of updates, so the statement attributes it to nobody."""
    return Point(Statement(text, cited(source), standing, source.at), 10)


SITUATION = Part("situation", "Situation", situation, "We have been told of a problem and are looking into it.")
AFFECTED = Part("affected", "Who is affected", affected, "We are still finding out who is affected.")
PROGRESS = Part("progress", "Progress", progress, "There is no progress to report yet.")
