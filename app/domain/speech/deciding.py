"""Deciding: what will be done, or will be left, as somebody chose."""

from app.domain.speech.act import Act
from app.domain.speech.operations import ANY_OPERATION
from app.domain.speech.rules import Rules, any_of

_MOVES = (
    r"(?:"
    + ANY_OPERATION
    + r"|\b(?:wait|hold|keep|leave|stay|move (?:forward|ahead)|go (?:ahead|with|for|back)|do (?:it|that|the|a)|stick|proceed|continue|postpone|delay|skip|abort|cancel|escalate|page|declare|call|open|treat|focus|try|use|accept|touch|merge|ship|rollback|failover)\b)"
)
DECIDING = Rules(
    Act.DECIDING,
    any_of(
        r"\blet(?:'s|s| us) (?:\w+ ){0,2}?" + _MOVES,
        r"\bwe(?:'ll| will|'re going to| are going to|'re gonna) (?:not |also |just |then |now )*" + _MOVES,
        r"\b(?:i|we)(?:'d| would) (?:prefer|rather|like) (?:to |not to |not |that we )?" + _MOVES,
        r"\b(?:i|we) (?:won't|will not|am not going to|are not going to)|\b(?:i'm|we're) not (?:going to )?(?=\w+)"
        + _MOVES,
        r"\b(?:i'm |we're )?not (?:doing|going to do) (?:that|it|this)\b",
        r"\b(?:decid(?:ed|ing)|decision|agreed(?:[,:]| to| that| on| with)|going with|go with|opt(?:ed|ing) (?:for|to)|the plan is|plan:)",
        r"^(?:ok|okay|yes|yep|yeah|sure|alright|right)?[,.!: ]*(?:go ahead|do it|go for it|ship it|pull the trigger|hold off|stand down|stop (?:the|all) (?:deploy|rollout)\w*)\b",
        r"^(?:please )?(?:don't|do not|nobody|no one) (?!can|could|knows)(?:\w+ )?(?:touch|deploy|restart|roll|merge|push|ship|change)\b|\b(?:code|deploy|change) freeze\b",
    ),
    unless=any_of(
        r"\blet's (?:see|look|check|hope|say|wait and see|find out|try to (?:find|figure|see|understand))\b",
        r"\b(?:i|we) won't (?:be|know|have|need|see)\b|\b(?:call it|decide) (?:a day|later|whether|if|what)\b|\?$|\bif we (?:decide|go)\b|\bhave you decided\b|\bwe'll (?:see|know|look)\b",
    ),
)
