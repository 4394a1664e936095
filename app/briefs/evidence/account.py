"""The account: everything a brief may draw on, read from the context once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.briefs.evidence.alarms import Alert, alerts
from app.briefs.evidence.moments import Known, Moment, moments
from app.briefs.evidence.questions import Question, questions
from app.briefs.evidence.quoting import QUOTE_CHARS, Heard
from app.briefs.evidence.theories import Theories, theories
from app.briefs.evidence.tries import Tried, tried
from app.domain.brief import Context
from app.domain.entry import Kind
from app.domain.speech.act import Act
from app.domain.speech.echoes import without_echoes
from app.domain.speech.naming import shown_names
from app.domain.speech.told import Told, told
from app.record.timeline import Row, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The context as understood. `quote_chars` is how long a quotation may be in the brief at hand."""

    context: Context
    heard: Sequence[Told]
    rows: Sequence[Row]
    alerts: Sequence[Alert]
    tried: Tried
    theories: Theories
    questions: Sequence[Question]
    moments: Mapping[Moment, Known]
    quote_chars: int = QUOTE_CHARS

    @property
    def people(self) -> Mapping[str, str]:
        return self.context.people

    @property
    def since(self) -> datetime | None:
        return self.context.since

    def commands(self, *kinds: Kind) -> list[Told]:
        """What people recorded by command, in order."""
        return [item for item in self.heard if item.kind in kinds]

    def saying(self, act: Act, *, least: int = 3) -> list[Heard]:
        """For each message the weightiest sentence that performs an act, in order."""
        found: list[Heard] = []
        for item in self.heard:
            fitting = [s for s in item.sentences if act in s.acts and s.weight >= least]
            if fitting:
                found.append(Heard(item, max(fitting, key=lambda sentence: sentence.weight)))
        return found


def account(context: Context, quote_chars: int = QUOTE_CHARS) -> Account:
    """Reads everything once. A name that is no name is not shown, here or in any section."""
    context = replace(context, people=shown_names(context.people))
    heard = without_echoes(told(context))
    found_alerts = alerts(heard)
    found_tries = tried(heard)
    return Account(
        context=context,
        heard=heard,
        rows=rows(heard, context.people),
        alerts=found_alerts,
        tried=found_tries,
        theories=theories(heard),
        questions=questions(heard),
        moments=moments(heard, found_alerts, found_tries),
        quote_chars=quote_chars,
    )
