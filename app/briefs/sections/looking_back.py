"""What went well and what went badly, in people's own words; nothing is judged here."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, point
from app.briefs.sections.part import Part
from app.domain.speech.act import Act


def _saying(account: Account, act: Act) -> list[Point]:
    return [
        point(
            Heard(item, sentence),
            account.people,
            limit_chars=account.quote_chars,
            alone=True,
            weight=3 + bool(item.line.reactions),
        )
        for item in account.heard
        if (sentence := next((s for s in item.sentences if act in s.acts), None))
    ]


WELL = Part("well", "What went well", lambda account: _saying(account, Act.PRAISING), "Nobody has said.")
BADLY = Part("badly", "What went badly", lambda account: _saying(account, Act.REGRETTING), "Nobody has said.")
