"""Changes, signals and situations in few words: minutes count from noon, trouble begins at 60, the alert fires at 65."""

from datetime import UTC, datetime, timedelta

from app.context.ranking.case import case
from app.context.situation import Situation
from app.domain.attributes import COMMIT, FLAG, METRIC, REACHED, SERVICE, USUAL, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.service import Service, catalog
from app.domain.signal import Signal, SignalKind
from app.domain.window import Scope, Window

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
ONSET, ALERT = 60, 65


def at(minute):
    return NOON + timedelta(minutes=minute)


def deploy(minute, service="till", commit="", version="", **more):
    names = {SERVICE: service, COMMIT: commit, VERSION: version, **more.pop("attributes", {})}
    attributes = {key: value for key, value in names.items() if value}
    more = {"title": f"deploy {service}", "ref": f"d{minute}{service}", **more}
    return Change(connector="cd", kind=ChangeKind.DEPLOY, started_at=at(minute), attributes=attributes, **more)


def merge(minute, commit="", title="a change", **more):
    more = {"ref": f"m{commit or minute}", **more}
    attributes = {COMMIT: commit} if commit else {}
    return Change(
        connector="git", kind=ChangeKind.MERGE, title=title, started_at=at(minute), attributes=attributes, **more
    )


def flag(minute, name="new_till", service="till"):
    attributes = {FLAG: name, **({SERVICE: service} if service else {})}
    return Change(
        connector="flags",
        kind=ChangeKind.FLAG,
        ref=f"f{name}",
        title=f"{name} on",
        started_at=at(minute),
        attributes=attributes,
    )


def signal(kind, title, service="till", minute=ONSET, last=ALERT, **more):
    attributes = {SERVICE: service, **more.pop("attributes", {})} if service else more.pop("attributes", {})
    return Signal(
        connector="x", kind=kind, fingerprint=f"{kind}{title}{service}"[:200], title=title, started_at=at(minute), last_at=at(last),
        attributes=attributes, **more,
    )  # fmt: skip


def log(title, service="till", **more):
    return signal(SignalKind.LOG, title, service, **more)


def metric(name, usual, reached, service="till", minute=ONSET):
    attributes = {METRIC: name, USUAL: str(usual), REACHED: str(reached)}
    return signal(SignalKind.METRIC, f"{name} left its usual range", service, minute=minute, attributes=attributes)


def situation(*signals, services=("till",), onset=ONSET, calls=(), owners=(), words="", environment=""):
    """`calls` are pairs (caller, called), `owners` pairs (service, owner)."""
    names = dict.fromkeys([name for pair in calls for name in pair] + [name for name, _ in owners] + list(services))
    known = [
        Service(
            name=name,
            calls=tuple(called for caller, called in calls if caller == name),
            owner=dict(owners).get(name, ""),
        )
        for name in names
    ]
    return Situation(
        scope=Scope(services=tuple(services), environment=environment),
        window=Window(at(-600), at(120)),
        alerted_at=at(ALERT),
        onset=None if onset is None else at(onset),
        signals=signals,
        words=words,
        catalog=catalog(known),
    )


def told(feature, changes, where=None, which=0):
    """What a feature says of one of the changes: (points, words) each."""
    found = case(changes, where or situation())
    subject = next(each for each in found.subjects if each.change.ref == changes[which].ref)
    return [(reason.points, reason.words) for reason in feature(subject, found)]


def points(feature, changes, where=None, which=0):
    return sum(each for each, _ in told(feature, changes, where, which))
